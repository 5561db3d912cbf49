package io.aisletide.bench;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.engine.Delivery;
import io.aisletide.engine.DeliveryView;
import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.release.RolloutStatus;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import io.aisletide.sim.report.MachineLoad;
import io.aisletide.workflow.BuiltIns;
import io.aisletide.workflow.Drill;
import io.aisletide.workflow.VersionId;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/**
 * {@code bench/run releases}: what releases come to on a floor in motion. Counts and simulated times, which repeat with the
 * seed, but for the cost of a swap.
 */
@picocli.CommandLine.Command(name = "releases", mixinStandardHelpOptions = true, sortOptions = false, description =
        "Random release plans, same-version canaries, a gross fault, exposure on a changing fleet, the cost of a swap, and late and "
                + "stuck robots of good and harmful versions.")
final class ReleaseExperiments implements Callable<Integer> {
    private static final double TICK_SECONDS = 0.667;
    private static final Drill SOUND = new Drill(0, 0, 0, 0, 0, 0, 0);

    @Option(names = "--only", paramLabel = "NAME", split = ",", description =
            "Some of plans, same, gross, exposure, swap, missions; default: all.")
    private List<String> only = List.of("plans", "same", "gross", "exposure", "swap", "missions");

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "200", description =
            "Runs of each experiment, of missions a fifth with the same version, a fortieth with others; default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "60", description =
            "Simulated length of a same-version canary; default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(names = "--robots", paramLabel = "N", defaultValue = "100000", description =
            "Robots for the cost of a swap; default: ${DEFAULT-VALUE}.")
    private int robots;

    private final PrintStream out = System.out;

    @Override
    public Integer call() {
        for (String name : only) {
            switch (name) {
                case "plans" -> randomPlans();
                case "same" -> sameVersion();
                case "gross" -> grossFault();
                case "exposure" -> exposure();
                case "swap" -> swapCost();
                case "missions" -> new MissionExperiment(
                        Math.max(1, seeds / 5), Math.max(1, seeds / 40), ReleaseWorlds.RATE.seconds(600), out::println)
                        .run();
                default -> throw new IllegalArgumentException(
                        "there is no experiment '" + name + "'; there is plans, same, gross, exposure, swap, missions");
            }
        }
        return 0;
    }

    // ---- random plans -------------------------------------------------------------------------------------------

    private void randomPlans() {
        long lost = 0;
        long quarantined = 0;
        long over = 0;
        long ended = 0;
        long releases = 0;
        long rolledBack = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            Random random = new Random(seed);
            int fleet = 100 + random.nextInt(300);
            Delivery delivery = randomPlan(random);
            try (FleetEngine engine = ReleaseWorlds.engine(seed, fleet, delivery).build()) {
                for (int piece = 0; piece < 60; piece++) {
                    engine.advance(10);
                    fleet += disturb(engine, random, delivery);
                }
                DeliveryView view = view(engine);
                lost += Math.abs(engine.robots().robotCount() - fleet);
                quarantined += view.callsInQuarantine();
                over += view.ticksOverCap();
                for (RolloutStatus status : view.releases()) {
                    releases++;
                    ended += status.phase().isEnd() ? 1 : 0;
                    rolledBack += status.phase() == io.aisletide.release.Phase.DEGRADED ? 1 : 0;
                }
            }
        }
        say("random plans: %,d of them, %,d releases (%,d rolled back, %,d ended in 600 ticks): %,d robots lost, "
                + "%,d calls of quarantined versions, %,d ticks over the cap", seeds, releases, rolledBack, ended, lost,
                quarantined, over);
    }

    private static Delivery randomPlan(Random random) {
        Drill fresh = new Drill(
                rate(random), rate(random), rate(random), rate(random), rate(random), 0, random.nextInt(200));
        List<RolloutSpec> releases = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            VersionId to = switch (random.nextInt(3)) {
                case 0 -> ReleaseWorlds.NEW;
                case 1 -> BuiltIns.CONGESTION_AWARE;
                default -> BuiltIns.NEAREST_TO_GOAL;
            };
            long at = random.nextInt(5) == 0 ? RolloutSpec.ON_COMMAND : random.nextInt(400);
            RolloutSpec canary = ReleaseWorlds.canary("r" + i, at, 50, randomSteps(random));
            releases.add(ReleaseWorlds.release("r" + i, to, at, 50, random.nextInt(3) == 0
                    ? new Strategy.BlueGreen(true, random.nextInt(30), random.nextInt(50), null, null, 450)
                    : canary.strategy()));
        }
        return ReleaseWorlds.delivery(SOUND, fresh, false, releases.toArray(new RolloutSpec[0]));
    }

    private static int rate(Random random) {
        return random.nextInt(3) == 0 ? random.nextInt(200_000) : 0;
    }

    private static Step[] randomSteps(Random random) {
        List<Step> steps = new ArrayList<>();
        int weight = 0;
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            weight = Math.min(50, weight + 1 + random.nextInt(25));
            steps.add(new Step.SetWeight(weight));
            steps.add(new Step.Pause(1 + random.nextInt(80)));
        }
        return steps.toArray(new Step[0]);
    }

    /** Robots come and go, and people press buttons. @return how many robots came */
    private static int disturb(FleetEngine engine, Random random, Delivery delivery) {
        int change = 0;
        if (random.nextInt(8) == 0) {
            change = engine.submit(new Command.AddRobots(Scope.EVERYTHING, 1 + random.nextInt(40), LoadClass.LOADED, null))
                    .join()
                    .affected();
        } else if (random.nextInt(8) == 0) {
            change = -engine.submit(new Command.RemoveRobots(Scope.EVERYTHING, 1 + random.nextInt(40)))
                    .join()
                    .affected();
        }
        if (random.nextInt(6) == 0) {
            List<RolloutSpec> releases = delivery.plan().releases();
            Command.ReleaseVerb[] verbs = Command.ReleaseVerb.values();
            String release = releases.get(random.nextInt(releases.size())).name();
            Command.Release asked = new Command.Release(
                    verbs[random.nextInt(verbs.length)], release, "look", "ada", "shift-lead", "an experiment");
            // Its receipt comes with the next tick; nobody waits for it.
            if (engine.submit(asked).isCompletedExceptionally()) {
                throw new IllegalStateException("a receipt failed");
            }
        }
        return change;
    }

    // ---- same version -------------------------------------------------------------------------------------------

    private void sameVersion() {
        int ticks = ReleaseWorlds.RATE.seconds(minutes * 60L);
        Drill onePercent = Drill.errors(10_000, 0);
        int sequential = 0;
        int naive = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            RolloutSpec release = ReleaseWorlds.canary(
                    "same", 0, 5, new Step.SetWeight(5), new Step.Pause(Step.Pause.INDEFINITE));
            Failures failures = new Failures();
            try (FleetEngine engine = ReleaseWorlds.engine(
                            seed, 200, ReleaseWorlds.delivery(onePercent, onePercent, true, release))
                    .observer(failures)
                    .build()) {
                engine.advance(ticks);
            }
            sequential += failures.metrics.contains("errors/" + ReleaseWorlds.SEQUENTIAL) ? 1 : 0;
            naive += failures.metrics.contains("errors/" + ReleaseWorlds.NAIVE) ? 1 : 0;
        }
        say("same version, 200 robots, 10 of them canaries, 1 %% errors, %d min, %,d seeds: false alarms of the sequential "
                + "test %.1f %%, of the rule '2 %% in five minutes' %.1f %%", minutes, seeds, 100.0 * sequential / seeds,
                100.0 * naive / seeds);
    }

    /** Metrics that have failed. */
    private static final class Failures implements EngineObserver {
        final Set<Object> metrics = new HashSet<>();

        @Override
        public void audited(AuditRecord record, String line) {
            if (record.kind() == AuditKind.MEASURED
                    && record.fields().get("evidence") instanceof Map<?, ?> evidence
                    && "FAILED".equals(evidence.get("outcome"))) {
                metrics.add(String.valueOf(evidence.get("metric")));
            }
        }
    }

    // ---- gross fault --------------------------------------------------------------------------------------------

    private void grossFault() {
        for (int percent : new int[] {5, 10, 20}) {
            int faultTick = 300;
            double[] seconds = new double[seeds];
            int missed = 0;
            for (int seed = 1; seed <= seeds; seed++) {
                RolloutSpec release = ReleaseWorlds.canary(
                        "bad", 0, 5, new Step.SetWeight(5), new Step.Pause(Step.Pause.INDEFINITE));
                Drill bad = Drill.errors(percent * 10_000, faultTick);
                try (FleetEngine engine = ReleaseWorlds.engine(seed, 200, ReleaseWorlds.delivery(SOUND, bad, false, release))
                        .build()) {
                    engine.advance(faultTick + ReleaseWorlds.RATE.seconds(1200));
                    RolloutStatus status = view(engine).releases().get(0);
                    boolean caught = status.phase() == io.aisletide.release.Phase.DEGRADED;
                    missed += caught ? 0 : 1;
                    seconds[seed - 1] = caught
                            ? (status.figures().failedTick() - faultTick) * TICK_SECONDS
                            : Double.POSITIVE_INFINITY;
                }
            }
            Arrays.sort(seconds);
            say("%d %% errors from tick %d in a 5 %% canary of 200 robots, stable version without, %,d seeds: fault to rollback "
                    + "median %.0f s, p90 %.0f s, not caught in 20 min %d", percent, faultTick, seeds, seconds[seeds / 2],
                    seconds[seeds * 9 / 10], missed);
        }
    }

    // ---- exposure -----------------------------------------------------------------------------------------------

    private void exposure() {
        double most = 0;
        long over = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            Random random = new Random(seed);
            RolloutSpec release = ReleaseWorlds.canary(
                    "five", 0, 5, new Step.SetWeight(5), new Step.Pause(Step.Pause.INDEFINITE));
            try (FleetEngine engine = ReleaseWorlds.engine(seed, 300, ReleaseWorlds.delivery(SOUND, SOUND, false, release))
                    .build()) {
                for (int piece = 0; piece < 40; piece++) {
                    engine.advance(10);
                    int robots = 1 + random.nextInt(60);
                    engine.submit(random.nextBoolean() && engine.robots().robotCount() > 100
                                    ? new Command.RemoveRobots(Scope.EVERYTHING, robots)
                                    : new Command.AddRobots(Scope.EVERYTHING, robots, LoadClass.LOADED, null))
                            .join();
                }
                engine.advance(1);
                most = Math.max(most, view(engine).releases().get(0).figures().mostExposedShare());
                over += view(engine).ticksOverCap();
            }
        }
        say("5 %% canary, fleet of 300 shrinking and growing 40 times, %,d seeds: at most %.3f %% of the robots had it, %,d ticks "
                + "over the cap", seeds, most * 100, over);
    }

    // ---- swap ---------------------------------------------------------------------------------------------------

    private void swapCost() {
        BenchFloor floor = BenchFloor.of(robots);
        List<RolloutSpec> releases = new ArrayList<>();
        int first = BenchFloor.STEADY_AFTER_TICKS;
        int swaps = 20;
        for (int i = 0; i < swaps; i++) {
            VersionId to = i % 2 == 0 ? BuiltIns.CONGESTION_AWARE : BuiltIns.SHORTEST;
            releases.add(ReleaseWorlds.release(
                    "swap-" + i, to, first + 20L * i, 100, new Strategy.BlueGreen(true, 0, 0, null, null, 45)));
        }
        Delivery delivery = new Delivery(
                Map.of(), List.of(), new ReleasePlan(releases, List.of(), List.of()), ReleaseWorlds.RATE);
        SwapTimes times = new SwapTimes();
        MachineLoad load = new MachineLoad();
        try (FleetEngine engine = floor.engine(Motion.ROTATE).delivery(delivery).observer(times).build()) {
            engine.advance(first + 20 * swaps + 20);
        }
        long[] flips = times.nanos.entrySet().stream()
                .filter(tick -> times.flipped.contains(tick.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sorted()
                .toArray();
        long[] others = times.nanos.entrySet().stream()
                .filter(tick -> tick.getKey() >= first && !times.flipped.contains(tick.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sorted()
                .toArray();
        say("%,d robots, %d swaps: ticks that flip p50 %.1f ms, max %.1f ms; all others p50 %.1f ms, p99 %.1f ms, max %.1f ms; "
                + "others used %.0f %% of the machine", robots, flips.length, flips[flips.length / 2] / 1e6,
                flips[flips.length - 1] / 1e6, others[others.length / 2] / 1e6, others[others.length * 99 / 100] / 1e6,
                others[others.length - 1] / 1e6, load.foreignShare() * 100);
    }

    private static final class SwapTimes implements EngineObserver {
        final Map<Long, Long> nanos = new java.util.TreeMap<>();
        final Set<Long> flipped = new HashSet<>();

        @Override
        public void tickDone(FleetEngine engine, long tick, long tickNanos) {
            nanos.put(tick - 1, tickNanos);
        }

        @Override
        public void audited(AuditRecord record, String line) {
            if (record.kind() == AuditKind.FLIPPED) {
                flipped.add(record.tick());
            }
        }
    }

    private static DeliveryView view(FleetEngine engine) {
        DeliveryView view = engine.delivery();
        if (view == null) {
            throw new IllegalStateException("built without versions");
        }
        return view;
    }

    private void say(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
