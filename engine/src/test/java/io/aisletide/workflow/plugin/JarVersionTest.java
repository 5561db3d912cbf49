package io.aisletide.workflow.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aisletide.api.Code;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.traffic.TrafficWorld;
import io.aisletide.workflow.BuiltIns;
import io.aisletide.workflow.CallStatistics;
import io.aisletide.workflow.ContractVersion;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.EndpointDispatcher;
import io.aisletide.workflow.Endpoints;
import io.aisletide.workflow.FaultSample;
import io.aisletide.workflow.PreparedVersion;
import io.aisletide.workflow.RefusedVersionException;
import io.aisletide.workflow.Rehearsal;
import io.aisletide.workflow.StateFormat;
import io.aisletide.workflow.VersionInfo;
import io.aisletide.workflow.VersionPreparer;
import io.aisletide.workflow.ZoneMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars with versions, made for real: good ones answer, bad ones are refused by name of the check or caught when they act. */
class JarVersionTest {
    private static final String FINE = "answer.costClass(0);";
    private static final int ROBOTS = 200;
    private static final long COLLECTED_WITHIN_NANOS = TimeUnit.MINUTES.toNanos(2);

    @TempDir
    private Path folder;

    private final Floor floor = FloorGenerator.generate(FloorPlan.sized(96, 96));
    private final ZoneMap zones = ZoneMap.whole(floor);

    private PreparedVersion prepare(Path jar) throws RefusedVersionException {
        return prepare(jar, null, false);
    }

    private PreparedVersion prepare(Path jar, @Nullable VersionInfo inPlace, boolean freezes) throws RefusedVersionException {
        try (JarVersion version = JarVersion.load(jar, null, null)) {
            return new VersionPreparer(2, Rehearsal.drawn(floor, zones, 1, 100)).prepare(version, inPlace, freezes);
        }
    }

    private RefusedVersionException refusal(Path jar) {
        return catchThrowableOfType(RefusedVersionException.class, () -> prepare(jar));
    }

    private void assertRefused(PluginJar jar, String check, String message) {
        assertRefused(jar.write(), check, message);
    }

    private void assertRefused(Path jar, String check, String message) {
        RefusedVersionException refusal = refusal(jar);
        assertThat(refusal).as("refused by %s", check).isNotNull().hasMessageContaining(message);
        assertThat(refusal.check()).isEqualTo(check);
    }

    /** A floor on which that version answers for all robots, for some ticks. */
    private EndpointDispatcher run(PreparedVersion version, int ticks) {
        int[] next = new int[1];
        try (TrafficWorld world = new TrafficWorld(floor, Motion.ROTATE, 1, 2, (robot, cell, tick) -> open(next[0]++ * 37))) {
            for (int i = 0; i < ROBOTS; i++) {
                world.addRobot(open(i * 41), 0, LoadClass.EMPTY, 0);
            }
            Endpoints endpoints = Endpoints.builtIn(floor, zones, 1, 2);
            endpoints.attach(world);
            Endpoint endpoint = version.info().id().endpoint();
            endpoints.of(endpoint).install(1, version);
            byte[] all = new byte[ROBOTS];
            Arrays.fill(all, (byte) 1);
            endpoints.route(endpoint, 0, all);
            for (int t = 0; t < ticks; t++) {
                world.step();
            }
            assertThat(world.counters().unadvisedNow).isZero();
            assertThat(world.counters().moves).isPositive();
            return endpoints.of(endpoint);
        }
    }

    private int open(int from) {
        for (int i = from; ; i++) {
            int cell = floor.cell(i % 96, i / 96 % 96);
            if (floor.passable(cell, LoadClass.LOADED)) {
                return cell;
            }
        }
    }

    // ---- good ones ----------------------------------------------------------------------------------------------

    @Test
    void shouldRunTheSampleProject() throws Exception {
        Path jar = PluginJar.ofProject(Path.of("src/test/resources/plugins/quiet-tiles"), folder);
        PreparedVersion version = prepare(jar, BuiltIns.all().get(0), false);
        assertThat(version.info().id()).hasToString("plan-route@2.0.0");
        assertThat(version.info().sha256()).hasSize(64);
        CallStatistics calls = run(version, 100).statistics();
        assertThat(calls.calls(1)).isGreaterThan(ROBOTS);
        assertThat(calls.ended(1, 0, Code.OK)).isEqualTo(calls.calls(1));
        assertThat(calls.workUnits(1, 0)).as("a unit a call and a tile").isGreaterThan(2 * calls.calls(1));
    }

    @Test
    void shouldRunAllThatJavaOffersToCompute() throws Exception {
        Path jar = PluginJar.route(folder, """
                State state = switch (request.heading()) { case 0 -> State.EAST; case 1, 2 -> State.OTHER; default -> State.NORTH; };
                String text = state + "-" + request.robot();
                switch (text) { case "EAST-1": scratch[0]++; break; case "NORTH-7": scratch[1]--; break; default: }
                Pair pair = new Pair(request.cell(), request.goal());
                IntBinaryOperator distance = (a, b) -> Math.abs(floor.x(a) - floor.x(b));
                int sum = distance.applyAsInt(pair.from(), pair.to());
                outer:
                for (int i = 0; i < 10; i++) {
                    try {
                        for (int j = i; ; j++) {
                            if (j > 5) { continue outer; }
                            if (scratch[j % 4] < -9) { break outer; }
                            sum += j;
                        }
                    } catch (RuntimeException e) {
                        sum--;
                    } finally {
                        sum++;
                    }
                }
                int n = 3;
                do { sum -= n; } while (--n > 0);
                long big = 1;
                while (big < 100L) { big *= 2; sum += big > 50 ? 1 : new Inner(sum).value(); }
                double[][] grid = new double[2][3];
                for (double[] row : grid) { for (double cell : row) { sum += (int) cell; } }
                List<Integer> list = new ArrayList<>(4);
                for (int i = 0; i < 3; i++) { list.add(i); }
                list.sort(Comparator.reverseOrder());
                synchronized (this) { for (Integer each : list) { sum += each; } }
                Object o = sum > 0 ? text : pair;
                answer.costClass(o instanceof String s && s.length() > 100 ? 1 : 0);
                Arrays.fill(scratch, 0);
                """, """
                private final int[] scratch = new int[4];
                enum State { EAST, NORTH, OTHER }
                record Pair(int from, int to) {}
                final class Inner {
                    private final int v;
                    Inner(int seed) { int x = 0; for (int i = 0; i < 3; i++) { x += seed * i; } v = x; }
                    int value() { return v & 1; }
                }
                """).write();
        CallStatistics calls = run(prepare(jar), 50).statistics();
        assertThat(calls.ended(1, 0, Code.OK)).isEqualTo(calls.calls(1)).isGreaterThan(ROBOTS);
    }

    @Test
    void shouldRunAVersionOfYield() throws Exception {
        Path jar = PluginJar.yielding(folder, "answer.points(Math.min(1000, 7 * request.stoodTicks()));").write();
        CallStatistics calls = run(prepare(jar), 100).statistics();
        assertThat(calls.calls(1)).isPositive().isEqualTo(calls.ended(1, 0, Code.OK));
    }

    @Test
    void shouldRunTwoVersionsOfTheSameClassesSideBySide() throws Exception {
        Path one = PluginJar.route(Files.createDirectory(folder.resolve("1")), FINE).write();
        Path two = PluginJar.route(Files.createDirectory(folder.resolve("2")), "answer.costClass(2);")
                .manifest("endpoint=plan-route", "version=3.2.0", "contract=1.0")
                .write();
        assertThat(prepare(one).info().id()).isNotEqualTo(prepare(two).info().id());
    }

    // ---- refused when they are loaded ---------------------------------------------------------------------------

    @Test
    void shouldRefuseWhatIsNoJarOrNotTheOneThatWasAskedFor() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "not a jar at all");
        assertRefused(text, "jar", "not a jar");
        assertRefused(folder.resolve("missing.jar"), "jar", "cannot be read");
        Path good = PluginJar.route(folder, FINE).write();
        byte[] bytes = Files.readAllBytes(good);
        Path half = Files.write(folder.resolve("half.jar"), Arrays.copyOf(bytes, bytes.length / 3));
        assertThat(refusal(half)).isNotNull();
        assertThatThrownBy(() -> JarVersion.load(good, "00ff", null))
                .isInstanceOf(RefusedVersionException.class)
                .hasMessageContaining("version.jar is refused by the check 'digest': its SHA-256 is ");
        assertThatThrownBy(() -> JarVersion.load(good, null, "plan-route@1.0.0"))
                .hasMessageContaining("'identity': it is plan-route@3.1.4, and plan-route@1.0.0 was asked for");
    }

    @Test
    void shouldRefuseAManifestThatDoesNotFit() {
        PluginJar jar = PluginJar.route(folder, FINE);
        assertRefused(jar.manifest("endpoint=plan-route", "version=1", "contract=1.0"), "manifest", "like 1.4.2");
        assertRefused(jar.manifest("endpoint=charge", "version=1.0.0", "contract=1.0"), "manifest", "plan-route or yield");
        assertRefused(jar.manifest("endpoint=plan-route", "version=1.0.0"), "manifest", "'contract' is missing");
        assertRefused(
                jar.manifest("endpoint=plan-route", "version=1.0.0", "contract=1.0", "statewrites=3"),
                "manifest",
                "there is no key 'statewrites'");
        assertRefused(jar.manifest("endpoint=plan-route", "version=1.0.0", "contract=2.0"), "contract", "and this is 1.0");
        assertRefused(jar.manifest("endpoint=plan-route", "version=1.0.0", "contract=1.1"), "contract", "contract 1.1");
        assertRefused(jar.without(Manifest.PLACE), "manifest", "says what version it is");
    }

    @Test
    void shouldRefuseStateThatCannotBeRolledBackUnlessFailureFreezes() throws RefusedVersionException {
        PluginJar jar = PluginJar.route(folder, FINE);
        Path writes3 = jar.manifest(
                        "endpoint=plan-route", "version=1.0.0", "contract=1.0", "state.writes=3", "state.reads=2, 3")
                .write();
        VersionInfo reads2 = inPlace(2, 2);
        assertThatThrownBy(() -> prepare(writes3, reads2, false))
                .hasMessageContaining("'state': it writes format 3")
                .hasMessageContaining("onFailure: Freeze");
        assertThat(prepare(writes3, reads2, true)).isNotNull();
        assertThat(prepare(writes3, inPlace(3, 2, 3), false)).isNotNull();
        assertThatThrownBy(() -> prepare(writes3, inPlace(4, 3, 4), true)).hasMessageContaining("writes 4");
    }

    private static VersionInfo inPlace(int writes, Integer... reads) {
        VersionInfo first = BuiltIns.all().get(0);
        return new VersionInfo(
                first.id(),
                new ContractVersion(1, 0),
                new StateFormat(writes, new TreeSet<>(List.of(reads))),
                first.origin(),
                first.sha256(),
                "");
    }

    @Test
    void shouldRefuseWhatAVersionMayNotUse() {
        String[][] cases = {
            {"new Thread(() -> {}).start();", "java.lang.Thread"},
            {"System.nanoTime();", "java.lang.System.nanoTime"},
            {"System.exit(1);", "java.lang.System.exit"},
            {"Runtime.getRuntime().halt(1);", "java.lang.Runtime"},
            {"System.out.println();", "java.lang.System.out"},
            {"Math.random();", "differ from run to run"},
            {"new Random();", "java.util.Random"},
            {"UUID.randomUUID();", "java.util.UUID"},
            {"new Timer();", "java.util.Timer"},
            {"Set.of(1, 2).iterator().next();", "order differs"},
            {"new Object().hashCode();", "java.lang.Object.hashCode"},
            {"ThreadLocal.withInitial(() -> 1).get();", "java.lang.ThreadLocal"},
            {"List.of(1).parallelStream();", "parallelStream"},
            {"List.of(1).stream().count();", "java.util.stream.Stream"},
            {"try { new java.io.FileReader(\"x\"); } catch (java.io.IOException e) { }", "java.io.FileReader"},
            {"java.util.concurrent.Executors.newCachedThreadPool();", "java.util.concurrent"},
            {"floor.getClass().getDeclaredFields()[0].setAccessible(true);", "java.lang.Class.getDeclaredFields"},
            {"java.lang.reflect.Array.newInstance(int.class, 3);", "java.lang.reflect.Array"},
            {"floor.getClass().getMethods();", "java.lang.Class.getMethods"},
            {"try { Class.forName(\"x\"); } catch (ClassNotFoundException e) { }", "java.lang.Class.forName"},
            {"getClass().getClassLoader();", "java.lang.Class.getClassLoader"},
            {"java.lang.invoke.MethodHandles.lookup();", "java.lang.invoke.MethodHandles.lookup"},
            {"Meter.burnFrom(null);", "the engine's to call"},
            {"Integer.getInteger(\"x\");", "machine's settings"},
            {"io.aisletide.metrics.WallClock.nanos();", "io.aisletide.metrics.WallClock"},
        };
        for (String[] each : cases) {
            assertRefused(PluginJar.route(folder, each[0] + FINE), "imports", each[1]);
        }
        assertRefused(PluginJar.route(folder, FINE, "static int calls;"), "imports", "static field calls");
        assertRefused(PluginJar.route(folder, FINE, "native void quick();"), "imports", "native");
        assertRefused(PluginJar.route(folder, FINE, "protected void finalize() { }"), "imports", "finalize");
    }

    @Test
    void shouldRefuseServicesThatAreNotOne() {
        String service = "META-INF/services/io.aisletide.api.RouteVersion";
        PluginJar jar = PluginJar.route(folder, FINE);
        assertRefused(jar.file(service, "p.V\np.V2\n"), "service", "names 2 classes");
        assertRefused(jar.file(service, "p.Nobody\n"), "service", "which is not in the jar");
        assertRefused(
                jar.file(service, "p.Other\n").source("p/Other.java", "package p; public class Other {}"),
                "service",
                "is no RouteVersion");
        assertRefused(jar.without(service), "service", "names the class of the version");
        assertRefused(PluginJar.route(folder, FINE, "private V() { }"), "service", "no public constructor");
        assertRefused(
                PluginJar.route(folder, FINE).source("io/aisletide/grid/Evil.java", "package io.aisletide.grid; class Evil {}"),
                "imports",
                "a package of its own");
        assertRefused(PluginJar.route(folder, FINE).file("p/Broken.class", "broken"), "imports", "no class file");
    }

    @Test
    void shouldRefuseVersionsThatFailWhenTheyAreTriedOut() {
        assertRefused(PluginJar.route(folder, "throw new IllegalStateException(\"never\");"), "contract-tests", "never");
        assertRefused(PluginJar.route(folder, ""), "contract-tests", "gave no cost class");
        assertRefused(PluginJar.route(folder, "answer.costClass(9);"), "contract-tests", "INVALID_ANSWER");
        assertRefused(
                PluginJar.route(folder, "throw new Refusal(Code.PERMISSION_DENIED, \"no\");"),
                "contract-tests",
                "which the contract does not declare: no");
        assertRefused(
                PluginJar.route(folder, "answer.costClass(calls++ % 2);", "private int calls;"), "determinism", "two ways");
        assertRefused(
                PluginJar.route(folder, "fuel.use(calls++); answer.costClass(0);", "private int calls;"),
                "determinism",
                "units");
        assertRefused(
                PluginJar.route(folder, "Object[] all = new Object[5000]; answer.costClass(all.length > 1 ? 0 : 1); held[0] = all;",
                        "private final Object[] held = new Object[1];"),
                "allocation",
                "allocates");
        assertRefused(PluginJar.route(folder, "fuel.use(600); answer.costClass(0);"), "latency", "its p50 is");
        assertRefused(PluginJar.route(folder, FINE, "public V() { throw new IllegalStateException(); }"), "instance", "cannot be");
        assertRefused(PluginJar.route(folder, FINE, "public V() { while (true); }"), "instance", "used up its fuel");
        assertRefused(
                PluginJar.route(folder, FINE, "static final int N; static { int n = 1; while (n > 0) { n |= 1; } N = n; }"),
                "instance",
                "fuel");
    }

    @Test
    void shouldEndEveryEndlessCall() {
        String[] endless = {
            "while (true);",
            "for (;;) { try { for (;;) { } } catch (Throwable t) { } }",
            "answer.costClass(fibonacci(80));",
            "int i = 0; do { i ^= 1; } while (i < 5);",
            "Runnable[] r = new Runnable[1]; r[0] = () -> { while (true); }; r[0].run();",
            "int i = 1; while (true) { switch (i) { case 1: i = 2; continue; case 2: i = 1; continue; default: return; } }",
            "while (true) { try { throw new IllegalStateException(); } catch (RuntimeException e) { continue; } }",
            "try { while (true); } finally { while (true) { } }",
        };
        String members = "private static int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }";
        for (String body : endless) {
            String reachable = "if (request.robot() >= 0) { " + body + " }";
            assertRefused(PluginJar.route(folder, reachable, members), "contract-tests", "used up its fuel of 20000 units");
        }
    }

    // ---- caught when they act -----------------------------------------------------------------------------------

    @Test
    void shouldCountFaultsThatOnlyTrafficShowsAndKeepTheFloorMoving() throws Exception {
        record Bad(String body, Code code, String message) {}
        List<Bad> bads = List.of(
                new Bad("while (true);", Code.DEADLINE_EXCEEDED, "used up its fuel of 20000 units"),
                new Bad("throw new IllegalStateException(\"late\");", Code.UNKNOWN, "IllegalStateException: late"),
                new Bad("throw new Mine();", Code.UNKNOWN, "Mine: (and its message cannot be read)"),
                new Bad("deep(1);", Code.DEADLINE_EXCEEDED, "used up its fuel of 20000 units"),
                new Bad("answer.wayPoint(request.cell());", Code.INVALID_ANSWER, "a way point is an open cell"));
        String members = """
                private static int deep(int n) { return deep(n + 1) + 1; }
                static final class Mine extends RuntimeException {
                    @Override public String getMessage() { throw new IllegalStateException(); }
                }
                """;
        for (Bad bad : bads) {
            String body = "answer.costClass(0); if (floor.tick() >= 10) { " + bad.body + " }";
            EndpointDispatcher routes = run(prepare(PluginJar.route(folder, body, members).write()), 60);
            assertThat(routes.statistics().ended(1, 0, bad.code)).as(bad.body).isPositive();
            assertThat(routes.statistics().ended(1, 0, Code.OK)).isPositive();
            FaultSample fault = routes.takeFaults().get(0);
            assertThat(fault.code()).isEqualTo(bad.code);
            assertThat(fault.message()).startsWith(bad.message);
        }
    }

    // ---- isolation and unloading --------------------------------------------------------------------------------

    @Test
    void shouldShowNothingButTheApi() throws Exception {
        try (JarVersion version = JarVersion.load(PluginJar.route(folder, FINE).write(), null, null)) {
            ClassLoader loader = version.instantiate().getClass().getClassLoader();
            assertThat(loader.loadClass("io.aisletide.api.FloorView")).isSameAs(io.aisletide.api.FloorView.class);
            assertThat(loader.loadClass("java.util.ArrayList")).isNotNull();
            for (String hidden : List.of(
                    "io.aisletide.engine.FleetEngine",
                    "io.aisletide.workflow.Endpoints",
                    "org.agrona.DirectBuffer",
                    "java.net.http.HttpClient",
                    "java.sql.Connection")) {
                assertThatThrownBy(() -> loader.loadClass(hidden)).isInstanceOf(ClassNotFoundException.class);
            }
            Module module = version.instantiate().getClass().getModule();
            assertThat(module.isNamed()).isTrue();
            assertThat(module.canRead(Object.class.getModule())).isTrue();
            assertThat(ModuleLayer.boot().modules().stream().filter(module::canRead).map(Module::getName))
                    .containsExactly("java.base");
        }
    }

    @Test
    void shouldLeaveNoLoaderAliveAfterAHundredVersions() throws Exception {
        // Throws what is its own, and has a table: what leaks would show.
        Path jar = PluginJar.route(folder, """
                answer.costClass(0);
                if (floor.tick() >= 5) { throw new Mine(request.robot()); }
                """, """
                static final int[] TABLE = new int[1 << 16];
                static final class Mine extends RuntimeException {
                    Mine(int robot) { super("robot " + robot, null, true, true); }
                }
                """).write();
        System.gc();
        int before = JarVersion.alive();
        for (int cycle = 0; cycle < 100; cycle++) {
            try (JarVersion version = JarVersion.load(jar, null, null)) {
                Rehearsal few = Rehearsal.drawn(floor, zones, cycle, 10);
                PreparedVersion prepared = new VersionPreparer(2, few).prepare(version, null, false);
                if (cycle % 20 == 0) {
                    EndpointDispatcher routes = run(prepared, 40);
                    assertThat(routes.statistics().faults(1, 0)).isPositive();
                    routes.remove(1);
                }
            }
        }
        // What is still being compiled is held for as long as that takes, and may have been before.
        long begunNanos = System.nanoTime();
        do {
            System.gc();
        } while (JarVersion.alive() > before && System.nanoTime() - begunNanos < COLLECTED_WITHIN_NANOS);
        assertThat(JarVersion.alive()).as("loaders that nobody has let go of").isLessThanOrEqualTo(before);
    }
}
