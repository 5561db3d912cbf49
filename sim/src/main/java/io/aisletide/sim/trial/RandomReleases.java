package io.aisletide.sim.trial;

import io.aisletide.command.Command;
import io.aisletide.command.Command.ReleaseVerb;
import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.BreakerSpec;
import io.aisletide.release.spec.Condition;
import io.aisletide.release.spec.GateSpec;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.PersonSpec;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.RolloutSpec.Exposure;
import io.aisletide.release.spec.RolloutSpec.FailurePolicy;
import io.aisletide.release.spec.RolloutSpec.OnFailure;
import io.aisletide.release.spec.RolloutSpec.Target;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import io.aisletide.release.spec.TickRate;
import io.aisletide.sim.scenario.DeliverySpec;
import io.aisletide.sim.scenario.ScriptedCommand;
import io.aisletide.sim.scenario.VersionSpec;
import io.aisletide.workflow.BuiltIns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Releases at random: good and bad versions, canaries and blue/green, gates, analyses, breakers; and people who start, pause,
 * promote and abort them at any moment, also when that makes no sense.
 *
 * <p>Most of it is drawn so that something comes of it: bad versions begin to fail while a release of theirs is under way, and so
 * often that a few calls show it; people look at a release soon after it has begun; and small canaries have a least number of
 * robots that is more than their cap.
 */
final class RandomReleases {
    private static final String ROUTE = "plan-route";
    private static final String YIELD = "yield";
    private static final String GATE = "look";
    private static final String ROLE = "shift-lead";
    private static final int INTERVAL = 10;
    private static final int MOST_BAKE = 120;
    private static final int PEOPLE = 3;
    private static final int MOST_LEAST_ROBOTS = 6;
    /** Most are over by then. */
    private static final int LONGEST_RELEASE = 200;
    /** What a drill may do, as its numbers: most of it counts as a fault. */
    private static final int[] KINDS = {0, 0, 0, 1, 1, 1, 2, 3, 4, 5};

    private static final List<String> ROUTES =
            List.of(BuiltIns.CONGESTION_AWARE.toString(), BuiltIns.ONE_WAY.toString(), "plan-route@2.0.0", "plan-route@3.0.0");
    private static final List<String> YIELDS = List.of(BuiltIns.NEAREST_TO_GOAL.toString(), "yield@2.0.0");

    private final Random random;
    private final int ticks;
    /** Jars to load, in a quarter of all trials; loading takes a while. */
    private final List<VersionSpec> jars;

    private final List<String> routes = new ArrayList<>(ROUTES);

    /** @param ticks of the run */
    RandomReleases(Random random, int ticks) {
        this.random = random;
        this.ticks = ticks;
        jars = random.nextInt(4) == 0 ? SampleJars.versions() : List.of();
        jars.forEach(jar -> routes.add(jar.id()));
    }

    DeliverySpec delivery(TickRate rate) {
        List<RolloutSpec> releases = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            releases.add(release("release-" + (char) ('a' + i)));
        }
        List<VersionSpec> versions = new ArrayList<>(jars);
        versions.add(drill("plan-route@2.0.0", 0, releases));
        versions.add(drill("plan-route@3.0.0", 90, releases));
        versions.add(drill("yield@2.0.0", 60, releases));
        List<BreakerSpec> breakers =
                random.nextInt(4) == 0 ? List.of(BreakerSpec.defaults("breaker", ROUTE, rate)) : List.of();
        return new DeliverySpec(
                Map.of(ROUTE, BuiltIns.SHORTEST.toString(), YIELD, BuiltIns.LONGEST_WAITING.toString()),
                versions,
                new ReleasePlan(releases, List.of(errors(), window()), breakers));
    }

    /** @param mostPercent of its calls that go wrong, in one way or several */
    private VersionSpec drill(String id, int mostPercent, List<RolloutSpec> releases) {
        // In hundredths, so that a file says the same.
        int[] percents = new int[6];
        for (int left = random.nextInt(mostPercent + 1); left > 0; ) {
            int share = 1 + random.nextInt(left);
            percents[KINDS[random.nextInt(KINDS.length)]] += share;
            left -= share;
        }
        return new VersionSpec(
                id,
                id.substring(0, id.indexOf('@')),
                new VersionSpec.Drill(
                        percents[0] / 100.0, percents[1] / 100.0, percents[2] / 100.0, percents[3] / 100.0,
                        percents[4] / 100.0, percents[5] / 100.0, faultsFrom(id, releases)));
    }

    /** In most cases some time after a release of the version has begun. */
    private int faultsFrom(String id, List<RolloutSpec> releases) {
        List<RolloutSpec> own = releases.stream()
                .filter(release -> release.atTick() >= 0 && release.targets().stream().anyMatch(to -> to.version().equals(id)))
                .toList();
        if (own.isEmpty() || random.nextInt(4) == 0) {
            return random.nextBoolean() ? 0 : random.nextInt(ticks);
        }
        return (int) own.get(random.nextInt(own.size())).atTick() + random.nextInt(LONGEST_RELEASE);
    }

    private RolloutSpec release(String name) {
        List<Target> targets = new ArrayList<>();
        int kind = random.nextInt(5);
        if (kind < 4) {
            targets.add(new Target(ROUTE, routes.get(random.nextInt(routes.size()))));
        }
        if (kind > 2) {
            targets.add(new Target(YIELD, YIELDS.get(random.nextInt(YIELDS.size()))));
        }
        boolean small = random.nextInt(3) == 0;
        Exposure exposure = new Exposure(
                5 + random.nextInt(small ? 25 : 96),
                random.nextBoolean(),
                random.nextInt(4) > 0,
                random.nextInt(small ? MOST_LEAST_ROBOTS : 2));
        int bake = random.nextBoolean() ? random.nextInt(MOST_BAKE) : MOST_BAKE;
        int scaleDown = bake + 2 * INTERVAL + random.nextInt(100);
        return new RolloutSpec(
                name,
                targets,
                random.nextInt(4) == 0 ? RolloutSpec.ON_COMMAND : random.nextInt(Math.max(1, ticks - ticks / 4)),
                random.nextInt(3) == 0 ? blueGreen(exposure, scaleDown) : canary(exposure, scaleDown),
                exposure,
                new RolloutSpec.ProgressDeadline(1 + random.nextInt(300), random.nextInt(4) == 0),
                new FailurePolicy(
                        random.nextInt(5) == 0 ? OnFailure.FREEZE : OnFailure.ROLLBACK,
                        random.nextInt(3),
                        random.nextInt(3),
                        random.nextInt(80),
                        random.nextInt(3)),
                bake,
                List.of());
    }

    private Strategy canary(Exposure exposure, int scaleDown) {
        List<Step> steps = new ArrayList<>();
        int weight = 0;
        boolean gate = false;
        for (int i = random.nextInt(4); i >= 0 && weight < 100; i--) {
            weight += random.nextInt(exposure.maxPercent() - weight + 1);
            steps.add(new Step.SetWeight(weight));
            if (weight > 0 && weight < 100) {
                switch (random.nextInt(6)) {
                    case 0, 1 -> steps.add(new Step.Pause(1 + random.nextInt(100)));
                    case 2 -> steps.add(new Step.Analyse(use(random.nextBoolean() ? "errors" : "window", 20 + random.nextInt(60))));
                    case 3, 4 -> {
                        if (!gate) {
                            steps.add(new Step.Gate(gate()));
                        }
                        gate = true;
                    }
                    default -> { }
                }
            }
        }
        Strategy.Background proof =
                random.nextInt(3) == 0 ? null : new Strategy.Background(random.nextInt(steps.size()), use(random.nextInt(3) == 0 ? "window" : "errors", 0));
        return new Strategy.Canary(steps, proof, scaleDown, random.nextInt(60));
    }

    private Strategy blueGreen(Exposure exposure, int scaleDown) {
        boolean auto = random.nextInt(4) > 0;
        int preview = random.nextInt(exposure.maxPercent() + 1);
        return new Strategy.BlueGreen(
                auto,
                auto ? random.nextInt(60) : 0,
                preview,
                preview > 0 && random.nextBoolean() ? use("window", 20) : null,
                random.nextBoolean() ? use("errors", 20) : null,
                scaleDown);
    }

    private GateSpec gate() {
        PersonSpec.Answer answer = PersonSpec.Answer.values()[random.nextInt(PersonSpec.Answer.values().length)];
        PersonSpec person =
                random.nextBoolean() ? null : new PersonSpec("mia", 1 + random.nextInt(40), 0.5, null, answer);
        GateSpec.OnTimeout onTimeout = GateSpec.OnTimeout.values()[random.nextInt(GateSpec.OnTimeout.values().length)];
        return new GateSpec(GATE, GateSpec.Type.CONFIRM_TRAFFIC_INCREASE, ROLE, 1, 20 + random.nextInt(80), onTimeout, person);
    }

    private static Strategy.AnalysisUse use(String template, int forTicks) {
        return new Strategy.AnalysisUse(List.of(template), forTicks, true);
    }

    private static AnalysisTemplate errors() {
        return new AnalysisTemplate("errors", List.of(metric(
                "against-stable",
                0,
                new MetricSpec.EProcess(MetricSpec.CompareTo.CONTROL, 1.5, 0.01, MetricSpec.Incidents.EACH_ERROR))));
    }

    private static AnalysisTemplate window() {
        return new AnalysisTemplate("window", List.of(metric(
                "rate",
                30,
                new MetricSpec.Threshold(MetricSpec.CompareTo.ABSOLUTE, Condition.parse("result > 0.1"), null, 0))));
    }

    private static MetricSpec metric(String name, int window, MetricSpec.Test test) {
        return new MetricSpec(
                name,
                new MetricSpec.Query(MetricSpec.Measure.FAULTS, MetricSpec.Query.ALL, MetricSpec.Role.CANARY, window),
                test,
                new MetricSpec.Schedule(0, INTERVAL, 0),
                MetricSpec.Limits.DEFAULT,
                5,
                MetricSpec.OnNoData.WAIT,
                MetricSpec.OnError.ABORT,
                false);
    }

    /** What people ask of the releases, in the order of the moments. */
    List<ScriptedCommand> commands(DeliverySpec delivery, long firstId, int count) {
        List<ScriptedCommand> script = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<RolloutSpec> releases = delivery.plan().releases();
            RolloutSpec release = releases.get(random.nextInt(releases.size()));
            boolean soon = release.atTick() >= 0 && random.nextBoolean();
            int tick = soon ? (int) release.atTick() + random.nextInt(LONGEST_RELEASE) : random.nextInt(ticks);
            script.add(ScriptedCommand.of(firstId + i, Math.min(tick, ticks - 1), command(delivery, release.name())));
        }
        script.sort(Comparator.comparingInt(ScriptedCommand::atTick).thenComparingLong(ScriptedCommand::id));
        return script;
    }

    private Command command(DeliverySpec delivery, String name) {
        ReleaseVerb verb = switch (random.nextInt(8)) {
            case 0, 1 -> ReleaseVerb.START;
            case 2 -> ReleaseVerb.ABORT;
            case 3 -> ReleaseVerb.PROMOTE_FULL;
            default -> any();
        };
        boolean answers = verb == ReleaseVerb.APPROVE || verb == ReleaseVerb.REJECT;
        if (answers && delivery.gates().getOrDefault(name, Set.of()).isEmpty()) {
            verb = ReleaseVerb.RESUME;
            answers = false;
        }
        return new Command.Release(
                verb,
                name,
                answers ? GATE : null,
                "person-" + random.nextInt(PEOPLE),
                random.nextInt(5) == 0 ? "visitor" : ROLE,
                "because");
    }

    private ReleaseVerb any() {
        return ReleaseVerb.values()[random.nextInt(ReleaseVerb.values().length)];
    }
}
