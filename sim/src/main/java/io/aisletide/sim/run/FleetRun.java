package io.aisletide.sim.run;

import io.aisletide.command.Command;
import io.aisletide.engine.DeliveryView;
import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetEngineBuilder;
import io.aisletide.engine.Receipt;
import io.aisletide.engine.RecoveryReport;
import io.aisletide.engine.ThreadingMode;
import io.aisletide.grid.LoadClass;
import io.aisletide.release.RolloutFigures;
import io.aisletide.release.RolloutStatus;
import io.aisletide.sim.ideal.IdealLegs;
import io.aisletide.sim.interop.LorrDemand;
import io.aisletide.sim.interop.PlanRecorder;
import io.aisletide.sim.report.AuditFile;
import io.aisletide.sim.report.AuditLines;
import io.aisletide.sim.report.CommandOutcome;
import io.aisletide.sim.report.DeliveryFigures;
import io.aisletide.sim.report.MachineLoad;
import io.aisletide.sim.report.ProcessFacts;
import io.aisletide.sim.report.Recovery;
import io.aisletide.sim.report.ReleaseStory;
import io.aisletide.sim.report.RunRecorder;
import io.aisletide.sim.report.Summary;
import io.aisletide.sim.report.TrafficSampler;
import io.aisletide.sim.safety.SafetyMonitor;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScriptedCommand;
import io.aisletide.sim.scenario.VersionSpec;
import io.aisletide.traffic.TrafficCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Drives one engine through one scenario and measures it.
 *
 * <p>The engine advances in pieces of about {@value #PIECE_MILLIS} ms, so that a stop is noticed soon, and exactly to the
 * tick of each command of the script. Commands of one tick are submitted together, in the order of the file, before that
 * tick runs: so the same scenario gives the same state hash however it was cut into pieces.
 *
 * <p>The <em>steady state</em>, in which the flow is measured, runs from the end of the warm-up to the first command, or
 * to the end of the run if there is none or if fewer than {@value #LEAST_STEADY_TICKS} ticks would be left.
 */
public final class FleetRun {
    static final int LEAST_STEADY_TICKS = 20;
    /** From here on a command takes so long that compiling what it takes is worth a second at the start. */
    private static final int REHEARSED_FLEET = 50_000;

    private static final int PIECE_MILLIS = 50;
    private static final int MAX_PIECE_TICKS = 4096;
    private static final long MAX_LATENCY_NANOS = 3_600_000_000_000L;

    private final Site site;
    private final Scenario scenario;
    private final Options options;
    private final RunRecorder recorder = new RunRecorder();
    private final TrafficSampler traffic;
    private final ReleaseStory story = new ReleaseStory();
    private final SafetyMonitor safety;
    private final IdealLegs ideal;
    private final List<Given> given = new ArrayList<>();
    private final int steadyFrom;
    private final int steadyTo;
    private @Nullable RecoveryReport recovery;
    private @Nullable SnapshotFigures snapshots;

    private record Given(ScriptedCommand command, CompletableFuture<Receipt> receipt) {}

    /** Allocation and time at the end of the warm-up. */
    private record Checkpoint(int tick, long allocatedBytes) {}

    /**
     * @param threads workers of a tick, at least 1
     * @param plan records the moves; null for none. The caller finishes and closes it
     * @param journal where events and snapshots go; null for nowhere
     * @param audit who is told of the audit, such as a file; null for nobody. The caller closes it
     */
    public record Options(
            int threads,
            ThreadingMode mode,
            @Nullable PlanRecorder plan,
            @Nullable RunJournal journal,
            @Nullable EngineObserver audit) {
        public Options(
                int threads, ThreadingMode mode, @Nullable PlanRecorder plan, @Nullable RunJournal journal) {
            this(threads, mode, plan, journal, null);
        }

        public Options(int threads, ThreadingMode mode, @Nullable PlanRecorder plan) {
            this(threads, mode, plan, null);
        }
    }

    public FleetRun(Site site, Options options) {
        this.site = site;
        this.options = options;
        scenario = site.scenario();
        traffic = new TrafficSampler(site.floor());
        safety = new SafetyMonitor(site.floor(), scenario.fleet().motion(), scenario.zones());
        steadyFrom = scenario.clock().warmupTicks();
        steadyTo = steadyEnd(scenario);
        ideal = new IdealLegs(
                site.floor(), scenario.fleet().motion(), scenario.seed(), steadyFrom, steadyTo - 1,
                IdealLegs.DEFAULT_SAMPLE);
    }

    private static int steadyEnd(Scenario scenario) {
        int end = scenario.clock().durationTicks();
        for (ScriptedCommand command : scenario.script()) {
            if (command.atTick() - scenario.clock().warmupTicks() >= LEAST_STEADY_TICKS) {
                return Math.min(end, command.atTick());
            }
            break;
        }
        return end;
    }

    /** How the run came to where it went on; null if it began at the beginning. After the run. */
    public @Nullable RecoveryReport recovery() {
        return recovery;
    }

    /** What snapshots took; null without a journal. After the run. */
    public @Nullable SnapshotFigures snapshots() {
        return snapshots;
    }

    /** For progress; may be read from any thread while the run lasts. */
    public RunRecorder recorder() {
        return recorder;
    }

    /** What releases have come to; its newest line may be read from any thread while the run lasts. */
    public ReleaseStory story() {
        return story;
    }

    /** Breaches of safety so far; may be read from any thread while the run lasts, and is then a little old. */
    public long violations() {
        return safety.violations();
    }

    /**
     * Runs to the end of the scenario.
     *
     * @param stop asked between pieces; once true, the run ends at the next tick and is reported as interrupted
     */
    public RunResult run(BooleanSupplier stop) {
        long startMillis = System.currentTimeMillis();
        MachineLoad load = new MachineLoad();
        try (FleetEngine engine = build()) {
            int firstTick = (int) engine.tick();
            recovery = engine.recovery();
            long startNanos = System.nanoTime();
            Checkpoint checkpoint = drive(engine, stop);
            double wallSeconds = (System.nanoTime() - startNanos) / 1e9;
            long allocated = ProcessFacts.allocatedBytes();
            double foreignShare = load.foreignShare();
            int ticks = recorder.ticks();
            double allocatedPerTick =
                    checkpoint == null || allocated == ProcessFacts.UNKNOWN || ticks == checkpoint.tick
                            ? Double.NaN
                            : (double) (allocated - checkpoint.allocatedBytes) / (ticks - checkpoint.tick);
            Summary.Machine machine = new Summary.Machine(
                    ProcessFacts.peakRssBytes(), ProcessFacts.peakHeapBytes(), allocatedPerTick, foreignShare);
            boolean interrupted = ticks < scenario.clock().durationTicks();
            if (options.journal != null) {
                snapshots = SnapshotFigures.of(engine.metrics());
            }
            Summary summary = summary(engine, machine, firstTick, wallSeconds, interrupted);
            return new RunResult(summary, recorder, traffic, startMillis, System.currentTimeMillis());
        }
    }

    private FleetEngine build() {
        FleetEngineBuilder builder = site.engine()
                .rehearse(site.start().size() >= REHEARSED_FLEET)
                .observer(new Beginning())
                .threads(options.threads)
                .mode(options.mode)
                .observer(safety)
                .observer(recorder)
                .observer(traffic)
                .observer(ideal)
                .observer(story);
        if (options.audit != null) {
            builder.observer(options.audit);
        }
        if (options.plan != null) {
            builder.observer(options.plan);
        }
        RunJournal journal = options.journal;
        if (journal == null) {
            return builder.build();
        }
        journal.settle(builder);
        builder.keep(safety).keep(recorder).keep(traffic).keep(ideal).keep(story);
        keepAudit(builder);
        if (!journal.holdsARun()) {
            return builder.build();
        }
        // What is recorded of the moves is in no snapshot.
        return options.plan == null ? builder.recover() : builder.recoverFromStart();
    }

    /** Also when nobody writes it now: whoever goes on with the run may want to. */
    private void keepAudit(FleetEngineBuilder builder) {
        if (!scenario.delivery().plan().releases().isEmpty()) {
            AuditLines lines = new AuditLines(before -> {
                if (options.audit instanceof AuditFile file) {
                    file.write(before);
                }
            });
            builder.observer(lines).keep(lines);
        }
    }

    /** Shows the others the floor as it is before the first event. */
    private final class Beginning implements EngineObserver {
        @Override
        public void beginning(FleetEngine engine, long tick) {
            site.loads().ask(engine.robots());
            safety.begin(engine.robots(), tick);
            if (options.plan != null) {
                options.plan.begin(engine.robots(), tick);
            }
        }
    }

    private @Nullable Checkpoint drive(FleetEngine engine, BooleanSupplier stop) {
        int duration = scenario.clock().durationTicks();
        List<ScriptedCommand> script = scenario.script();
        Checkpoint checkpoint = null;
        int next = 0;
        int tick = (int) engine.tick();
        int piece = 1;
        // What a recovered run was asked before is answered with the receipts of then.
        while (next < script.size() && script.get(next).atTick() < tick) {
            ScriptedCommand command = script.get(next++);
            given.add(new Given(command, engine.submit(command.id(), command.command())));
        }
        while (tick < duration && !stop.getAsBoolean()) {
            while (next < script.size() && script.get(next).atTick() <= tick) {
                ScriptedCommand command = script.get(next++);
                given.add(new Given(command, engine.submit(command.id(), command.command())));
            }
            if (checkpoint == null && tick >= steadyFrom) {
                checkpoint = new Checkpoint(tick, ProcessFacts.allocatedBytes());
            }
            int until = Math.min(duration, next < script.size() ? script.get(next).atTick() : duration);
            if (tick < steadyFrom) {
                until = Math.min(until, steadyFrom);
            }
            int ticks = Math.min(piece, until - tick);
            long before = System.nanoTime();
            engine.advance(ticks);
            long nanosPerTick = Math.max(1, (System.nanoTime() - before) / ticks);
            piece = (int) Math.max(1, Math.min(MAX_PIECE_TICKS, PIECE_MILLIS * 1_000_000L / nanosPerTick));
            tick += ticks;
        }
        return checkpoint;
    }

    private Summary summary(
            FleetEngine engine, Summary.Machine machine, int firstTick, double wallSeconds, boolean interrupted) {
        int ticks = recorder.ticks();
        double tickSeconds = scenario.clock().tickSeconds();
        int peakRobots = Math.max(recorder.peakRobots(), ticks == 0 ? site.start().size() : 0);
        long updates = 0;
        for (int tick = firstTick; tick < ticks; tick++) {
            updates += recorder.robots(tick);
        }
        RunRecorder.Window steady = recorder.window(Math.min(steadyFrom, ticks), Math.min(steadyTo, ticks));
        IdealLegs.Ideal yardstick = ideal.evaluate();
        Summary.Flow flow = new Summary.Flow(
                steady.fromTick(),
                steady.toTick(),
                steady.goalsPerTick(),
                yardstick.legs() == 0 ? Double.NaN : yardstick.goalsPerTick(1) * steady.drivingRobots(),
                steady.waitingRatio());
        TrafficCounters counters = engine.counters();
        long tasks = counters.goalsReached;
        if (site.demand() instanceof LorrDemand league) {
            league.settle(engine.robots(), ticks);
            tasks = league.tasksDone();
        }
        List<CommandOutcome> outcomes = outcomes();
        return new Summary(
                new Summary.Setup(
                        scenario.name(),
                        peakRobots,
                        site.floor().passableCells(LoadClass.EMPTY),
                        scenario.fleet().motion(),
                        ticks,
                        tickSeconds,
                        scenario.seed(),
                        options.threads,
                        options.mode.name().toLowerCase(java.util.Locale.ROOT)),
                new Summary.Result(
                        engine.stateHash(),
                        safety.collisions(),
                        safety.lostRobots(),
                        safety.violations(),
                        safety.first().isEmpty() ? "" : safety.first().get(0).toString(),
                        counters.goalsReached,
                        tasks,
                        counters.strandedNow,
                        counters.deadlocksDetected,
                        counters.deadlocksResolved,
                        interrupted),
                new Summary.Speed(
                        wallSeconds,
                        recorder.startupSeconds(),
                        (ticks - firstTick) / wallSeconds,
                        updates / wallSeconds,
                        (ticks - firstTick) * tickSeconds / wallSeconds),
                machine,
                flow,
                latencies(outcomes),
                outcomes,
                delivery(engine));
    }

    private DeliveryFigures delivery(FleetEngine engine) {
        DeliveryView view = engine.delivery();
        if (view == null) {
            throw new IllegalStateException("the engine was built without versions");
        }
        List<DeliveryFigures.Release> releases = new ArrayList<>();
        for (RolloutStatus status : view.releases()) {
            releases.add(new DeliveryFigures.Release(status, faultTick(status), story.of(status.name())));
        }
        return new DeliveryFigures(
                view.versions(),
                releases,
                view.faults(),
                view.tableChanges(),
                view.callsInQuarantine(),
                view.ticksOverCap(),
                view.audit());
    }

    /** When the version of a release began to fail, as the scenario has it, or robots to ask it, whichever was later. */
    private long faultTick(RolloutStatus status) {
        List<RolloutFigures.StepEntry> steps = status.figures().steps();
        for (VersionSpec version : scenario.delivery().versions()) {
            if (version.origin() instanceof VersionSpec.Drill drill
                    && !drill.isSound()
                    && status.versions().contains(version.id())
                    && !steps.isEmpty()) {
                return Math.max(drill.fromTick(), steps.get(0).tick());
            }
        }
        return RolloutFigures.NEVER;
    }

    /** Receipts of all commands; every tick that was to obey them has run, or the run was stopped. */
    private List<CommandOutcome> outcomes() {
        List<CommandOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Receipt receipt = given.get(i).receipt.join();
            // Commands of the same tick share what follows.
            int end = recorder.ticks();
            for (Given later : given) {
                if (later.command.atTick() > given.get(i).command.atTick()) {
                    end = later.command.atTick();
                    break;
                }
            }
            int recovered = receipt.status() == Receipt.Status.APPLIED
                    ? Recovery.ticksAfter(recorder::goals, (int) receipt.tick(), Math.min(end, recorder.ticks()))
                    : Recovery.NOT_YET;
            outcomes.add(new CommandOutcome(given.get(i).command, receipt, recovered));
        }
        return outcomes;
    }

    private Summary.Latencies latencies(List<CommandOutcome> outcomes) {
        Histogram tick = new Histogram(MAX_LATENCY_NANOS, 3);
        for (int i = Math.min(steadyFrom, recorder.ticks()); i < recorder.ticks(); i++) {
            tick.recordValue(Math.min(MAX_LATENCY_NANOS, recorder.tickNanos(i)));
        }
        Histogram accepted = new Histogram(MAX_LATENCY_NANOS, 3);
        Histogram effective = new Histogram(MAX_LATENCY_NANOS, 3);
        Histogram rerouted = new Histogram(MAX_LATENCY_NANOS, 3);
        for (CommandOutcome outcome : outcomes) {
            accepted.recordValue(Math.min(MAX_LATENCY_NANOS, outcome.receipt().acceptedNanos()));
            // What is asked of a release is decided with the next tick, and moves nobody by itself.
            if (outcome.applied() && !(outcome.command().command() instanceof Command.Release)) {
                effective.recordValue(Math.min(MAX_LATENCY_NANOS, outcome.receipt().effectiveNanos()));
                rerouted.recordValue(Math.min(MAX_LATENCY_NANOS, outcome.receipt().reroutedNanos()));
            }
        }
        return new Summary.Latencies(tick, accepted, effective, rerouted);
    }
}
