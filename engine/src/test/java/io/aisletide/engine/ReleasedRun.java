package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.command.Command.ReleaseVerb;
import io.aisletide.command.Scope;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.BreakerSpec;
import io.aisletide.release.spec.Condition;
import io.aisletide.release.spec.GateSpec;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.PersonSpec;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import io.aisletide.state.StateImage;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.Demand;
import io.aisletide.workflow.BuiltIns;
import io.aisletide.workflow.Drill;
import io.aisletide.workflow.RefusedVersionException;
import io.aisletide.workflow.VersionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run in which everything happens that a release knows: canaries that are promoted, aborted and tried again, gates with and
 * without answers, circuit breakers, a version that is refused, people who interfere, robots that come and go. The same for the
 * same seed however often it is interrupted.
 */
final class ReleasedRun {
    static final int TICKS = 420;
    private static final int ROBOTS = 300;
    private static final VersionId GOOD = VersionId.parse("plan-route@9.1.0");
    private static final VersionId BROKEN = VersionId.parse("yield@9.9.0");

    private final long seed;
    private final boolean broken;
    private final Map<Integer, List<Command>> commands = new TreeMap<>();

    ReleasedRun(long seed) {
        this(seed, false);
    }

    /** @param lacking the good version cannot be opened, as if its file were gone */
    ReleasedRun(long seed, boolean lacking) {
        this.seed = seed;
        broken = lacking;
        give(25, ask(ReleaseVerb.PAUSE, "steps"));
        give(33, ask(ReleaseVerb.RESUME, "steps"));
        give(33, ask(ReleaseVerb.PROMOTE, "nothing-of-that-name"));
        give(60, new Command.RemoveRobots(Scope.EVERYTHING, 40));
        give(80, new Command.Close(Scope.rectangle(20, 20, 9, 9), 60));
        give(115, new Command.AddRobots(Scope.EVERYTHING, 50, LoadClass.EMPTY, null));
        give(140, ask(ReleaseVerb.RESUME, "y"));
        give(145, new Command.Release(ReleaseVerb.APPROVE, "y", "look", "eve", "shift-lead", null));
        give(160, ask(ReleaseVerb.START, "bad"));
        give(161, ask(ReleaseVerb.PAUSE, "bad"));
        give(172, ask(ReleaseVerb.RESUME, "bad"));
        give(240, ask(ReleaseVerb.START, "bad"));
        give(256, ask(ReleaseVerb.ABORT, "bad"));
        give(256, ask(ReleaseVerb.PROMOTE_FULL, "bad"));
        give(300, ask(ReleaseVerb.START, "back"));
        give(350, new Command.RemoveRobots(Scope.EVERYTHING, 30));
    }

    private void give(int tick, Command command) {
        commands.computeIfAbsent(tick, t -> new ArrayList<>()).add(command);
    }

    private static Command ask(ReleaseVerb verb, String release) {
        return ReleaseFloor.ask(verb, release);
    }

    FleetEngineBuilder builder() {
        Floor floor = ReleaseFloor.floor();
        return FleetEngine.builder(floor)
                .seed(seed)
                .motion(Motion.ROTATE)
                .threads(1)
                .robots(ROBOTS, LoadClass.EMPTY)
                .hashEvery(1)
                .demands(() -> new NearGoals(ReleaseFloor.demand(floor)))
                .delivery(delivery());
    }

    private Delivery delivery() {
        List<VersionOffer> offers = List.of(
                VersionOffer.of(Drill.errors(200_000, 0).as(ReleaseFloor.BAD)),
                broken ? new Gone(GOOD) : VersionOffer.of(new Drill(2_000, 0, 0, 0, 0, 0, 0).as(GOOD)),
                new Gone(BROKEN));
        List<RolloutSpec> releases = List.of(
                canary("steps", GOOD, 0, 2, new Step.SetWeight(10), new Step.Pause(20), analysis("window"),
                        gate(person(), GateSpec.OnTimeout.ABORT), new Step.SetWeight(25), new Step.Pause(15)),
                canary("y", BuiltIns.NEAREST_TO_GOAL, 30, 1, new Step.SetWeight(20), gate(null, GateSpec.OnTimeout.PAUSE)),
                canary("bad", ReleaseFloor.BAD, RolloutSpec.ON_COMMAND, 0, new Step.SetWeight(10), new Step.Pause(100)),
                canary("broken", BROKEN, 270, 0, new Step.SetWeight(10)),
                release("back", BuiltIns.CONGESTION_AWARE, RolloutSpec.ON_COMMAND,
                        new Strategy.BlueGreen(true, 20, 15, use("window", 10), use("errors", 10), 30)));
        BreakerSpec breaker = new BreakerSpec("route", "plan-route", 12, 4, 40, 80, 6, 24, 2, 20, 5, 20);
        return new Delivery(
                Map.of(), offers, new ReleasePlan(releases, List.of(errors(), window()), List.of(breaker)), ReleaseFloor.RATE);
    }

    private static RolloutSpec canary(String name, VersionId to, long atTick, int proofFrom, Step... steps) {
        Strategy.Background proof = new Strategy.Background(proofFrom, use("errors", 0));
        return release(name, to, atTick, new Strategy.Canary(List.of(steps), proof, 40, 20));
    }

    private static RolloutSpec release(String name, VersionId to, long atTick, Strategy strategy) {
        return new RolloutSpec(
                name,
                List.of(new RolloutSpec.Target(to.endpoint().label(), to.toString())),
                atTick,
                strategy,
                new RolloutSpec.Exposure(30, true, true, 1),
                new RolloutSpec.ProgressDeadline(60, false),
                new RolloutSpec.FailurePolicy(RolloutSpec.OnFailure.ROLLBACK, 2, 0, 10, 6),
                25,
                List.of());
    }

    private static Strategy.AnalysisUse use(String template, int ticks) {
        return new Strategy.AnalysisUse(List.of(template), ticks, false);
    }

    private static Step analysis(String template) {
        return new Step.Analyse(use(template, 15));
    }

    private static PersonSpec person() {
        return new PersonSpec("mia", 9, 0.4, null, PersonSpec.Answer.APPROVE);
    }

    private static Step gate(PersonSpec person, GateSpec.OnTimeout onTimeout) {
        return new Step.Gate(
                new GateSpec("look", GateSpec.Type.CONFIRM_PROMOTION, "shift-lead", 1, 60, onTimeout, person));
    }

    private static AnalysisTemplate errors() {
        MetricSpec.Incidents bursts = new MetricSpec.Incidents(true, true, 4);
        return new AnalysisTemplate("errors", List.of(
                metric("against-stable", 0, new MetricSpec.EProcess(MetricSpec.CompareTo.CONTROL, 1.5, 0.01, bursts)),
                ofRobots("late", MetricSpec.Measure.LATE, 12),
                ofRobots("late-by-its-way", MetricSpec.Measure.LATE, MetricSpec.Query.BY_ITS_WAY),
                ofRobots("stuck", MetricSpec.Measure.STUCK, 0),
                metric("at-all", 0, new MetricSpec.EProcess(
                        MetricSpec.CompareTo.ABSOLUTE, 0.05, 0.01, MetricSpec.Incidents.EACH_ERROR))));
    }

    private static AnalysisTemplate window() {
        return new AnalysisTemplate("window", List.of(metric("rate", 14, new MetricSpec.Threshold(
                MetricSpec.CompareTo.ABSOLUTE, Condition.parse("result > 30 %"), null, 10))));
    }

    /** Measured and written down, without effect. */
    private static MetricSpec ofRobots(String name, MetricSpec.Measure measure, int after) {
        MetricSpec.Query query = new MetricSpec.Query(measure, MetricSpec.Query.ALL, MetricSpec.Role.CANARY, 14, after);
        MetricSpec.Threshold any =
                new MetricSpec.Threshold(MetricSpec.CompareTo.ABSOLUTE, Condition.parse("result > 0"), null, 0);
        return metric(name, query, any, true);
    }

    private static MetricSpec metric(String name, int window, MetricSpec.Test test) {
        return metric(
                name,
                new MetricSpec.Query(
                        MetricSpec.Measure.FAULTS, MetricSpec.Query.ALL, MetricSpec.Role.CANARY, window),
                test,
                false);
    }

    private static MetricSpec metric(String name, MetricSpec.Query query, MetricSpec.Test test, boolean dryRun) {
        return new MetricSpec(
                name,
                query,
                test,
                new MetricSpec.Schedule(0, 5, 0),
                MetricSpec.Limits.DEFAULT,
                3,
                MetricSpec.OnNoData.WAIT,
                MetricSpec.OnError.ABORT,
                dryRun);
    }

    /** Gives what comes before the tick that the engine stands at, under ids that do not depend on when. */
    void command(FleetEngine engine) {
        int tick = (int) engine.tick();
        int number = 0;
        for (Command command : commands.getOrDefault(tick, List.of())) {
            engine.submit(tick * 10L + number++, command);
        }
    }

    /** Runs up to a tick; hashes[t] is set for each tick t done, and has to agree if it was set before. */
    void run(FleetEngine engine, long toTick, long[] hashes) {
        while (engine.tick() < toTick) {
            command(engine);
            engine.advance(1);
            int tick = (int) engine.tick();
            long hash = engine.stateHash();
            if (hashes[tick] != 0 && hashes[tick] != hash) {
                throw new AssertionError("seed " + seed + ": another state at tick " + tick);
            }
            hashes[tick] = hash;
        }
    }

    /** Keeps nothing. */
    private record NearGoals(Demand goals) implements Demand, Stateful {
        @Override
        public int nextGoal(int robot, int cell, long tick) {
            return goals.nextGoal(robot, cell, tick);
        }

        @Override
        public void save(StateImage to) {}

        @Override
        public void restore(StateImage from) {}
    }

    /** A version whose file is not there. */
    private record Gone(VersionId id) implements VersionOffer {
        @Override
        public String digest() {
            return id.equals(GOOD) ? VersionOffer.of(new Drill(2_000, 0, 0, 0, 0, 0, 0).as(GOOD)).digest() : "none";
        }

        @Override
        public Opened open() throws RefusedVersionException {
            throw new RefusedVersionException(id.toString(), "file", "there is no file of it");
        }
    }
}
