package io.aisletide.sim.testkit;

import io.aisletide.command.Command;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetView;
import io.aisletide.engine.Receipt;
import io.aisletide.engine.ThreadingMode;
import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.sim.run.Site;
import io.aisletide.sim.safety.SafetyMonitor;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioReader;
import io.aisletide.sim.scenario.ScenarioWriter;
import io.aisletide.sim.scenario.ScriptedCommand;
import io.aisletide.traffic.RobotState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A floor with robots for one test. Time is virtual: nothing moves but in {@link #advance} and {@link #advanceUntil}, and
 * the same test gives the same states each time. Every tick is watched by a safety monitor that shares nothing with the
 * engine.
 *
 * <p>It opens no port, and writes no file unless it was given a folder. Used by one thread, the test's.
 */
public final class TestFloor implements AutoCloseable {
    private static final int MAX_FILE_NAME = 120;

    private final Scenario scenario;
    private final FleetEngine engine;
    private final FloorLog log = new FloorLog();
    private final SafetyMonitor safety;
    private final int threads;
    private final ThreadingMode mode;
    private final boolean demandIsCode;
    private final @Nullable DeadlockCases deadlocks;
    private final @Nullable Path folder;
    private final Map<String, CompletableFuture<Receipt>> scripted = new TreeMap<>();
    private String name;
    private int nextOfScript;
    private long nextId;

    TestFloor(Site site, TestFloorBuilder options) {
        scenario = site.scenario();
        threads = options.threads();
        mode = options.mode();
        demandIsCode = options.demand() != null;
        folder = options.folder();
        name = scenario.name();
        nextId = scenario.script().size() + 1L;
        safety = new SafetyMonitor(site.floor(), scenario.fleet().motion(), scenario.zones());
        deadlocks = folder == null ? null : new DeadlockCases(this);
        var builder = site.engine().threads(threads).mode(mode).observer(safety).observer(log);
        if (options.demand() != null) {
            builder.demand(options.demand());
        }
        if (deadlocks != null) {
            builder.observer(deadlocks);
        }
        options.observers().forEach(builder::observer);
        engine = builder.build();
        site.loads().ask(engine.robots());
        safety.begin(engine.robots(), 0);
    }

    /** A generated warehouse, or whatever the builder is told. */
    public static TestFloorBuilder builder() {
        return new TestFloorBuilder();
    }

    /** The floor of a scenario file, with its commands. @throws RuntimeException with file:line:column of all faults */
    public static TestFloor of(Path scenarioFile) {
        return builder().scenario(ScenarioReader.read(scenarioFile)).build();
    }

    // ---- time -----------------------------------------------------------------------------------------------------

    /** Ticks done. */
    public long tick() {
        return engine.tick();
    }

    /** Simulated time so far. */
    public double seconds() {
        return tick() * scenario.clock().tickSeconds();
    }

    /** Runs that many ticks, and gives the scenario's commands when they are due. */
    public TestFloor advance(int ticks) {
        if (ticks < 0) {
            throw new IllegalArgumentException("time runs forward: " + ticks + " ticks");
        }
        List<ScriptedCommand> script = scenario.script();
        long end = tick() + ticks;
        while (tick() < end) {
            while (nextOfScript < script.size() && script.get(nextOfScript).atTick() <= tick()) {
                ScriptedCommand due = script.get(nextOfScript++);
                scripted.put(due.name(), engine.submit(due.id(), due.command()));
            }
            long until = nextOfScript < script.size() ? Math.min(end, script.get(nextOfScript).atTick()) : end;
            engine.advance((int) (until - tick()));
        }
        return this;
    }

    /** Runs for that much simulated time, to the nearest tick. */
    public TestFloor advance(Duration duration) {
        return advance(Math.toIntExact(Math.round((double) duration.toNanos() / scenario.clock().tickNanos())));
    }

    /**
     * Runs until the condition holds; it is asked now and after each tick.
     *
     * @return ticks that it took
     * @throws AssertionError if it does not hold after that many ticks
     */
    public int advanceUntil(Predicate<TestFloor> condition, int limitTicks) {
        for (int ticks = 0; ticks <= limitTicks; ticks++) {
            if (condition.test(this)) {
                return ticks;
            }
            if (ticks < limitTicks) {
                advance(1);
            }
        }
        throw new AssertionError("the condition does not hold after " + limitTicks + " ticks\n" + report());
    }

    // ---- commands -------------------------------------------------------------------------------------------------

    /** Gives a command and waits until it has taken effect, or was refused. */
    public Receipt give(Command command) {
        return submit(command).join();
    }

    /** Gives a command; it takes effect before the next tick. */
    public CompletableFuture<Receipt> submit(Command command) {
        return engine.submit(nextId++, command);
    }

    /**
     * The receipt of a command of the scenario, by the id that the file gives it.
     *
     * @throws IllegalArgumentException if there is no such command, or its tick has not come
     */
    public Receipt receiptOf(String id) {
        CompletableFuture<Receipt> receipt = scripted.get(id);
        if (receipt == null) {
            throw new IllegalArgumentException(
                    "no command '" + id + "' was given before tick " + tick() + "; there were " + scripted.keySet());
        }
        return receipt.join();
    }

    // ---- what there is to see -------------------------------------------------------------------------------------

    public FleetEngine engine() {
        return engine;
    }

    /** As it was at first, without the test's own commands. */
    public Scenario scenario() {
        return scenario;
    }

    public Floor floor() {
        return engine.floor();
    }

    public FleetView robots() {
        return engine.robots();
    }

    /** What the monitor has seen of collisions, closed cells entered, and the like. */
    public SafetyMonitor safety() {
        return safety;
    }

    /** Goals reached so far. */
    public int goalsReached() {
        return log.goals();
    }

    /** Goals reached a tick, over the last so many ticks. */
    public double throughput(int lastTicks) {
        return log.goalsPerTick(tick(), lastTicks);
    }

    /**
     * Share of the goals that took longer than so many ticks from being given to being reached. Goals that are still open
     * count as soon as they are late.
     *
     * @return 0 to 1; NaN if there is no goal to judge
     */
    public double lateRatio(int limitTicks) {
        return (double) log.lateGoals(robots(), tick(), limitTicks) / log.judgedGoals(robots(), tick(), limitTicks);
    }

    /** Whether the robot has had that cell as its goal and has reached it. */
    public boolean hasReached(int robot, int x, int y) {
        return log.hasReached(robot, floor().cell(x, y));
    }

    /** Numbers of the robots that stand in an area, ascending. */
    public List<Integer> robotsIn(Area area) {
        List<Integer> inside = new ArrayList<>();
        for (int robot = 0; robot < robots().robotLimit(); robot++) {
            if (robots().state(robot) != RobotState.ABSENT) {
                int cell = robots().cell(robot);
                if (area.contains(floor().xOf(cell), floor().yOf(cell))) {
                    inside.add(robot);
                }
            }
        }
        return inside;
    }

    /** Numbers of the robots in columns x to x + width - 1 of rows y to y + height - 1. */
    public List<Integer> robotsIn(int x, int y, int width, int height) {
        return robotsIn(new Area.Rectangle(x, y, width, height));
    }

    // ---- to see it again ------------------------------------------------------------------------------------------

    /** The scenario with all commands given so far as its script: run to here, it ends in the same state. */
    public Scenario replay() {
        return Replay.of(scenario, log.commands(), tick());
    }

    /** Seed, tick and the command line that gets to the same state again; a failed test says this. */
    public String report() {
        if (folder == null || demandIsCode) {
            return FloorReport.of(this, null, demandIsCode);
        }
        return FloorReport.of(this, save(replay(), ""), false);
    }

    /** Ends the engine's threads, and writes the deadlocks that were found if there is a folder for them. */
    @Override
    public void close() {
        if (deadlocks != null) {
            deadlocks.save();
        }
        engine.close();
    }

    int threads() {
        return threads;
    }

    ThreadingMode mode() {
        return mode;
    }

    List<FloorLog.Done> commands() {
        return log.commands();
    }

    /** Names the files that may be written. */
    void name(String ofTest) {
        String plain = ofTest.replaceAll("[^A-Za-z0-9._-]+", "_");
        name = plain.length() > MAX_FILE_NAME ? plain.substring(0, MAX_FILE_NAME) : plain;
    }

    /** Writes a scenario to the folder, which must be there to be asked. */
    Path save(Scenario what, String suffix) {
        if (folder == null) {
            throw new IllegalStateException("no folder was given");
        }
        Path file = folder.resolve(name + suffix + ".yaml");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, ScenarioWriter.write(what));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + file, unwritable);
        }
        return file;
    }
}
