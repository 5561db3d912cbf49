package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.command.Command;
import io.aisletide.command.Command.ReleaseVerb;
import io.aisletide.command.Scope;
import io.aisletide.fixture.Seeds;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.journal.MemoryJournal;
import io.aisletide.release.Phase;
import io.aisletide.release.RolloutStatus;
import io.aisletide.release.spec.GateSpec;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import io.aisletide.traffic.Demand;
import io.aisletide.workflow.BuiltIns;
import io.aisletide.workflow.Drill;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.RefusedVersionException;
import io.aisletide.workflow.VersionId;
import io.aisletide.workflow.VersionSource;
import io.aisletide.workflow.plugin.JarVersion;
import io.aisletide.workflow.plugin.PluginJar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The release controller, the loader and the endpoints together, on a floor that does not stop. */
class ReleasesOnTheFloorTest {
    private static final long SEED = Seeds.of(1)[0];
    private static final Drill NOTHING_WRONG = new Drill(0, 0, 0, 0, 0, 0, 0);
    private static final Drill FAILS_A_FIFTH = Drill.errors(200_000, 0);

    @Test
    void shouldReachSameStatesAndAuditWhenThreadsAndModesDiffer() {
        List<Object> plain = trace(ThreadingMode.FUSED, 1, 1);
        assertThat(plain.toString()).contains("Aborted").contains("Promoted").contains("GateTimedOut");
        for (ThreadingMode mode : ThreadingMode.values()) {
            for (int threads : new int[] {1, 2, 4}) {
                assertThat(trace(mode, threads, 7)).as("%s, %d threads", mode, threads).isEqualTo(plain);
            }
        }
    }

    /** State hashes every 35 ticks, and the audit, of a run with a bad canary, a good one and a gate that nobody answers. */
    private static List<Object> trace(ThreadingMode mode, int threads, int piece) {
        ReleaseFloor.Audit audit = new ReleaseFloor.Audit();
        List<Object> trace = new ArrayList<>();
        Delivery delivery = ReleaseFloor.delivery(
                FAILS_A_FIFTH,
                ReleaseFloor.canary("good", ReleaseFloor.better(), 0, weight(10), pause(40)),
                ReleaseFloor.canary("bad", ReleaseFloor.BAD, 120, weight(10), pause(200)),
                ReleaseFloor.canary("asks", BuiltIns.NEAREST_TO_GOAL, 30, weight(20), gate(60)));
        try (FleetEngine engine = ReleaseFloor.engine(SEED, 400, delivery)
                .mode(mode)
                .threads(threads)
                .observer(audit)
                .build()) {
            for (int tick = 0; tick < 280; tick += 35) {
                if (tick == 140) {
                    engine.submit(1, new Command.RemoveRobots(Scope.EVERYTHING, 50)).join();
                }
                for (int done = 0; done < 35; done += piece) {
                    engine.advance(piece);
                }
                trace.add(engine.stateHash());
            }
        }
        trace.addAll(audit.lines);
        return trace;
    }

    @Test
    void shouldRollBackByItselfWhenCanaryFails() {
        Delivery delivery = ReleaseFloor.delivery(
                FAILS_A_FIFTH, ReleaseFloor.canary("bad", ReleaseFloor.BAD, 20, weight(10), pause(300)));
        try (FleetEngine engine = ReleaseFloor.engine(SEED, 400, delivery).build()) {
            engine.advance(400);

            RolloutStatus status = only(engine);
            assertThat(status.phase()).isEqualTo(Phase.DEGRADED);
            assertThat(status.reason()).contains("errors/against-stable");
            assertThat(status.figures().failedTick()).isBetween(21L, 300L);
            // Calls are noted with the tick after theirs, and the decision is made before the calls of its own.
            assertThat(status.figures().lastCanaryDecisionTick())
                    .isLessThanOrEqualTo(status.figures().failedTick());
            assertThat(view(engine).callsInQuarantine()).isZero();
            assertThat(view(engine).ticksOverCap()).isZero();
            assertThat(engine.robots().robotCount()).isEqualTo(400);
        }
    }

    /** Each answer is right, so nothing is wrong with calls; the robots have to tell. */
    @Test
    void shouldRollBackWhenRightAnswersLeadRobotsAstray() {
        Drill astray = new Drill(0, 0, 0, 0, 0, 200_000, 0);
        assertThat(watched(SEED, astray, MetricSpec.Measure.FAULTS, 0).phase()).isEqualTo(Phase.STEPPING);
        for (int after : new int[] {40, MetricSpec.Query.BY_ITS_WAY}) {
            RolloutStatus status = watched(SEED, astray, MetricSpec.Measure.LATE, after);
            assertThat(status.figures().canaryFaults()).isZero();
            assertThat(status.phase()).as("after %d: %s", after, status.reason()).isEqualTo(Phase.DEGRADED);
            assertThat(status.reason()).startsWith("errors/against-stable: ").contains("goals");
        }
    }

    @Test
    void shouldNotTakeGoalsForLateThatAreNoLaterThanOthers() {
        for (long seed = SEED; seed < SEED + 8; seed++) {
            RolloutStatus status = watched(seed, NOTHING_WRONG, MetricSpec.Measure.LATE, MetricSpec.Query.BY_ITS_WAY);
            assertThat(status.phase()).as("seed %d: %s", seed, status.reason()).isEqualTo(Phase.STEPPING);
            assertThat(status.figures().canaryCalls()).isGreaterThan(200);
        }
    }

    /** A canary on a tenth of 400 robots, watched against the stable version by that measure. */
    private static RolloutStatus watched(long seed, Drill drill, MetricSpec.Measure measure, int after) {
        RolloutSpec canary = ReleaseFloor.canary("next", ReleaseFloor.BAD, 20, weight(10), pause(600));
        MetricSpec.Query query = new MetricSpec.Query(measure, MetricSpec.Query.ALL, MetricSpec.Role.CANARY, 0, after);
        ReleasePlan plan = new ReleasePlan(List.of(canary), List.of(ReleaseFloor.againstStable(query)), List.of());
        Delivery delivery = new Delivery(
                Map.of(), List.of(VersionOffer.of(drill.as(ReleaseFloor.BAD))), plan, ReleaseFloor.RATE);
        try (FleetEngine engine = ReleaseFloor.engine(seed, 400, delivery).build()) {
            engine.advance(350);
            return only(engine);
        }
    }

    @Test
    void shouldPromoteWhenCanaryIsProven() {
        Delivery delivery = ReleaseFloor.delivery(
                NOTHING_WRONG, ReleaseFloor.canary("good", ReleaseFloor.better(), 10, weight(10), pause(50)));
        try (FleetEngine engine = ReleaseFloor.engine(SEED, 400, delivery).build()) {
            engine.advance(300);

            assertThat(only(engine).phase()).isEqualTo(Phase.HEALTHY);
            List<DeliveryView.VersionFigures> versions = view(engine).versions();
            assertThat(versions).extracting(DeliveryView.VersionFigures::version)
                    .contains("plan-route@1.0.0", "plan-route@1.1.0", "yield@1.0.0");
            assertThat(versions).allSatisfy(version -> assertThat(version.faults()).isZero());
        }
    }

    @Test
    void shouldAskAbortedVersionNoMoreWhenSomebodyAborts() {
        Delivery delivery = ReleaseFloor.delivery(
                NOTHING_WRONG, ReleaseFloor.canary("slow", ReleaseFloor.better(), 0, weight(50), pause(1000)));
        try (FleetEngine engine = ReleaseFloor.engine(SEED, 400, delivery).build()) {
            engine.advance(60);
            assertThat(only(engine).phase()).isEqualTo(Phase.STEPPING);
            long before = calls(engine, "plan-route@1.1.0");
            assertThat(before).isPositive();

            CompletableFuture<Receipt> receipt = engine.submit(1, ReleaseFloor.ask(ReleaseVerb.ABORT, "slow"));
            engine.advance(1);

            assertThat(receipt.join().status()).isEqualTo(Receipt.Status.APPLIED);
            assertThat(receipt.join().affected()).as("robots that ask another version now").isEqualTo(200);
            // The tick that has just run decides after the abort; its calls are taken over with the next.
            long untilAbort = calls(engine, "plan-route@1.1.0");
            engine.advance(100);
            assertThat(calls(engine, "plan-route@1.1.0")).isEqualTo(untilAbort);
            assertThat(only(engine).phase()).isEqualTo(Phase.DEGRADED);
        }
    }

    @Test
    void shouldRefuseWithAReasonWhenACommandDoesNotFit() {
        Delivery delivery = ReleaseFloor.delivery(
                NOTHING_WRONG, ReleaseFloor.canary("later", ReleaseFloor.better(), RolloutSpec.ON_COMMAND, weight(50)));
        try (FleetEngine engine = ReleaseFloor.engine(SEED, 100, delivery).build()) {
            CompletableFuture<Receipt> unknown = engine.submit(1, ReleaseFloor.ask(ReleaseVerb.ABORT, "latre"));
            CompletableFuture<Receipt> tooEarly = engine.submit(2, ReleaseFloor.ask(ReleaseVerb.PROMOTE, "later"));
            CompletableFuture<Receipt> again = engine.submit(2, ReleaseFloor.ask(ReleaseVerb.PROMOTE, "later"));
            engine.advance(1);

            assertThat(unknown.join().message()).contains("NOT_FOUND").contains("latre");
            assertThat(tooEarly.join().message()).contains("FAILED_PRECONDITION");
            assertThat(again.join()).isEqualTo(tooEarly.join());
        }
    }

    @Test
    void shouldAnswerWhoWaitsWhenEngineIsClosedBeforeTheNextTick() {
        Delivery delivery = ReleaseFloor.delivery(NOTHING_WRONG, ReleaseFloor.canary("x", ReleaseFloor.better(), 0, weight(5)));
        CompletableFuture<Receipt> receipt;
        try (FleetEngine engine = ReleaseFloor.engine(SEED, 50, delivery).build()) {
            receipt = engine.submit(1, ReleaseFloor.ask(ReleaseVerb.PAUSE, "x"));
        }

        assertThat(receipt.join().status()).isEqualTo(Receipt.Status.REJECTED);
        assertThat(receipt.join().message()).contains("ENGINE_CLOSED");
    }

    @Test
    void shouldKeepExposureUnderTheCapWhenFleetShrinksAndGrows() {
        Delivery delivery = ReleaseFloor.delivery(
                NOTHING_WRONG, ReleaseFloor.canary("five", ReleaseFloor.better(), 0, weight(5), pause(2000)));
        try (FleetEngine engine = ReleaseFloor.engine(SEED, 400, delivery).build()) {
            engine.advance(40);
            for (int round = 0; round < 8; round++) {
                engine.submit(new Command.RemoveRobots(Scope.EVERYTHING, 40)).join();
                engine.advance(15);
                RolloutStatus status = only(engine);
                assertThat(status.exposed()).isPositive().isLessThanOrEqualTo(engine.robots().robotCount() * 5 / 100);
            }
            for (int round = 0; round < 5; round++) {
                engine.submit(new Command.AddRobots(Scope.EVERYTHING, 60, LoadClass.EMPTY, null)).join();
                engine.advance(15);
                assertThat(only(engine).exposed()).isEqualTo(engine.robots().robotCount() * 5 / 100);
            }
            assertThat(view(engine).ticksOverCap()).isZero();
            assertThat(only(engine).figures().mostExposedShare()).isLessThanOrEqualTo(0.05);
        }
    }

    @Test
    void shouldDoWhatItDidBeforeWhenFirstVersionsAnswer() {
        long withEndpoints;
        long without;
        try (FleetEngine engine = ReleaseFloor.engine(SEED, 400, Delivery.firstVersions(ReleaseFloor.RATE)).build()) {
            engine.advance(150);
            withEndpoints = engine.stateHash();
        }
        try (FleetEngine engine = FleetEngine.builder(ReleaseFloor.floor())
                .seed(SEED)
                .threads(2)
                .robots(400, LoadClass.EMPTY)
                .demand(ReleaseFloor.demand(ReleaseFloor.floor()))
                .build()) {
            engine.advance(150);
            without = engine.stateHash();
        }

        assertThat(withEndpoints).isEqualTo(without);
    }

    @Test
    void shouldReplayToTheSameStateWhenReleasesAreJournalled() {
        MemoryJournal journal = new MemoryJournal();
        Delivery delivery = ReleaseFloor.delivery(
                FAILS_A_FIFTH,
                ReleaseFloor.canary("bad", ReleaseFloor.BAD, 20, weight(10), pause(200)),
                ReleaseFloor.canary("y", BuiltIns.NEAREST_TO_GOAL, 30, weight(20), pause(500)));
        FleetEngineBuilder builder = ReleaseFloor.engine(SEED, 300, delivery)
                .demands(() -> ReleaseFloor.demand(ReleaseFloor.floor()))
                .journal(journal);
        try (FleetEngine engine = builder.build()) {
            engine.advance(90);
            engine.submit(7, ReleaseFloor.ask(ReleaseVerb.ABORT, "y"));
            engine.advance(60);
            try (FleetEngine fork = engine.fork(150)) {
                assertThat(fork.stateHash()).isEqualTo(engine.stateHash());
                assertThat(fork.delivery()).isNotNull();
                fork.advance(50);
                engine.advance(50);
                assertThat(fork.stateHash()).isEqualTo(engine.stateHash());
            }
        }
    }

    @Test
    void shouldUnloadTheOldVersionWhenItIsDrained() {
        ReleaseFloor.Audit audit = new ReleaseFloor.Audit();
        Delivery delivery = ReleaseFloor.delivery(
                NOTHING_WRONG,
                ReleaseFloor.release("flip", ReleaseFloor.better(), 5, 100, new Strategy.BlueGreen(true, 0, 0, null, null, 20)));
        try (FleetEngine engine = ReleaseFloor.engine(SEED, 200, delivery).observer(audit).build()) {
            engine.advance(300);
        }

        assertThat(audit.lines).anyMatch(line -> line.contains("\"Unloaded\"") && line.contains("plan-route@1.0.0"));
    }

    @Test
    void shouldLetGoOfTheJarThatAnsweredAtTheStartWhenItIsDrained(@TempDir Path folder) {
        Path jar = PluginJar.route(folder, "answer.costClass(0);").write();
        VersionId own = VersionId.parse("plan-route@3.1.4");
        RolloutSpec flip = ReleaseFloor.release(
                "flip", ReleaseFloor.better(), 5, 100, new Strategy.BlueGreen(true, 0, 0, null, null, 20));
        Delivery delivery = new Delivery(
                Map.of(Endpoint.PLAN_ROUTE, own), List.of(new JarOffer(own, jar)), new ReleasePlan(List.of(flip), List.of(), List.of()),
                ReleaseFloor.RATE);
        collect(0);
        int before = JarVersion.alive();
        try (FleetEngine engine = ReleaseFloor.engine(SEED, 200, delivery).build()) {
            engine.advance(20);
            assertThat(only(engine).phase()).isEqualTo(Phase.BAKING);
            assertThat(JarVersion.alive()).isEqualTo(before + 1);
            engine.advance(280);
            assertThat(only(engine).phase()).isEqualTo(Phase.HEALTHY);

            collect(before);
            assertThat(JarVersion.alive()).as("loaders that nobody has let go of").isEqualTo(before);
        }
    }

    @Test
    void shouldCountRobotsOfTheCanaryOnlyWhenTheOldVersionComesBackAsOne() {
        RolloutSpec away = ReleaseFloor.release(
                "away", ReleaseFloor.better(), 5, 100, new Strategy.BlueGreen(true, 0, 0, null, null, 1000));
        RolloutSpec back = stepByStep(ReleaseFloor.canary("back", BuiltIns.SHORTEST, 30, weight(5), pause(40)));
        ReleasePlan plan = new ReleasePlan(List.of(away, back), List.of(ReleaseFloor.errors()), List.of());
        Delivery delivery = new Delivery(Map.of(), List.of(), plan, ReleaseFloor.RATE);
        // Far goals: missions that the old version has begun last until it comes back.
        try (FleetEngine engine = ReleaseFloor.engine(SEED, 400, delivery).demand(farGoals()).build()) {
            engine.advance(18);
            // Those on missions of the old version are asked about again, and by it.
            engine.submit(new Command.Close(Scope.rectangle(12, 12, 30, 2), 22)).join();
            engine.advance(14);
            assertThat(view(engine).releases().get(1).phase()).isEqualTo(Phase.STEPPING);
            engine.submit(new Command.Close(Scope.rectangle(12, 32, 30, 2), 60)).join();
            engine.advance(20);

            RolloutStatus status = view(engine).releases().get(1);
            assertThat(status.reason()).isEmpty();
            assertThat(status.phase()).isEqualTo(Phase.STEPPING);
            assertThat(status.figures().mostExposed()).isEqualTo(20);
            assertThat(view(engine).ticksOverCap()).isZero();
        }
    }

    @Test
    void shouldKeepTheFirstVersionUntilItsMissionsAreOver() {
        ReleaseFloor.Audit audit = new ReleaseFloor.Audit();
        Delivery delivery = ReleaseFloor.delivery(
                NOTHING_WRONG,
                ReleaseFloor.release("flip", ReleaseFloor.better(), 5, 100, new Strategy.BlueGreen(true, 0, 0, null, null, 20)));
        try (FleetEngine engine =
                ReleaseFloor.engine(SEED, 200, delivery).demand(farGoals()).observer(audit).build()) {
            engine.advance(60);
            assertThat(only(engine).phase()).isEqualTo(Phase.HEALTHY);
            assertThat(audit.lines).as("nobody keeps it warm, but missions run on it").noneMatch(line -> line.contains("\"Drained\""));

            engine.advance(340);
            assertThat(audit.lines).anyMatch(line -> line.contains("\"Drained\"") && line.contains("plan-route@1.0.0"));
        }
    }

    private static Demand farGoals() {
        Floor floor = ReleaseFloor.floor();
        return (robot, cell, tick) ->
                floor.cell((floor.xOf(cell) + 35) % 70 / 6 * 6, (floor.yOf(cell) + 35 + robot % 5) % 70);
    }

    /** The same release, which never goes back at once to a version that is still warm. */
    private static RolloutSpec stepByStep(RolloutSpec release) {
        RolloutSpec.FailurePolicy usual = release.failure();
        return new RolloutSpec(
                release.name(),
                release.targets(),
                release.atTick(),
                release.strategy(),
                release.exposure(),
                release.deadline(),
                new RolloutSpec.FailurePolicy(usual.onFailure(), 0, 0, 0, 0),
                release.bakeTicks(),
                release.operatorRoles());
    }

    private record JarOffer(VersionId id, Path file) implements VersionOffer {
        @Override
        public String digest() {
            return "of the test";
        }

        @Override
        public Opened open() throws RefusedVersionException {
            JarVersion jar = JarVersion.load(file, null, id.toString());
            return new Opened() {
                @Override
                public VersionSource source() {
                    return jar;
                }

                @Override
                public void close() {
                    jar.close();
                }
            };
        }
    }

    /** Until so few are left, or some collections have made no difference. */
    private static void collect(int few) {
        for (int i = 0; i < 20 && JarVersion.alive() > few; i++) {
            System.gc();
        }
    }

    private static Step weight(int percent) {
        return new Step.SetWeight(percent);
    }

    private static Step pause(int ticks) {
        return new Step.Pause(ticks);
    }

    private static Step gate(int timeoutTicks) {
        return new Step.Gate(new GateSpec(
                "look",
                GateSpec.Type.CONFIRM_PROMOTION,
                "shift-lead",
                1,
                timeoutTicks,
                GateSpec.OnTimeout.ABORT,
                null));
    }

    private static RolloutStatus only(FleetEngine engine) {
        return view(engine).releases().get(0);
    }

    private static long calls(FleetEngine engine, String version) {
        return view(engine).versions().stream()
                .filter(figures -> figures.version().equals(version))
                .mapToLong(DeliveryView.VersionFigures::calls)
                .sum();
    }

    private static DeliveryView view(FleetEngine engine) {
        DeliveryView view = engine.delivery();
        assertThat(view).isNotNull();
        return view;
    }
}
