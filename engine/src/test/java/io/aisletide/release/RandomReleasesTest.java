package io.aisletide.release;

import static io.aisletide.release.ReleaseBench.LEAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.fixture.Seeds;
import io.aisletide.release.ReleaseCommand.Order;
import io.aisletide.release.ReleaseCommand.Verb;
import io.aisletide.release.spec.BreakerSpec;
import io.aisletide.release.spec.FieldFault;
import io.aisletide.release.spec.GateSpec;
import io.aisletide.release.spec.PersonSpec;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.RolloutSpec.Exposure;
import io.aisletide.release.spec.RolloutSpec.FailurePolicy;
import io.aisletide.release.spec.RolloutSpec.OnFailure;
import io.aisletide.release.spec.RolloutSpec.ProgressDeadline;
import io.aisletide.release.spec.RolloutSpec.Target;
import io.aisletide.release.spec.SpecValidator;
import io.aisletide.release.spec.Specs;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random plans under random commands, faults, fleets and nights. The bench fails if a version that may not be asked is
 * routed to, or answers after its quarantine; here: exposure, ends, and that the same run gives the same audit.
 */
class RandomReleasesTest {
    private static final String[] ROUTES = {"plan-route@1", "plan-route@2", "plan-route@3", "plan-route@4"};

    @Test
    void shouldKeepEveryPromiseInRandomReleases() {
        int ended = 0;
        int aborted = 0;
        int healthy = 0;
        int superseded = 0;
        for (long seed : Seeds.of(220)) {
            ReleaseBench bench = run(seed);
            for (RolloutStatus status : bench.controller.statuses()) {
                assertThat(status.phase()).as("%s, %s", Seeds.label(seed), status).matches(p -> p.isEnd() || p == Phase.PENDING);
                ended += status.phase().isEnd() ? 1 : 0;
                aborted += status.phase() == Phase.DEGRADED ? 1 : 0;
                healthy += status.phase() == Phase.HEALTHY ? 1 : 0;
                superseded += status.phase() == Phase.SUPERSEDED ? 1 : 0;
            }
        }
        System.out.println(ended + " releases ended: " + healthy + " healthy, " + aborted + " aborted, " + superseded
                + " superseded");
        assertThat(Math.min(Math.min(aborted, healthy), superseded)).isPositive();
    }

    @Test
    void shouldGiveTheSameAuditForTheSameSeed() {
        for (long seed : Seeds.of(5)) {
            ReleaseBench one = run(seed);
            ReleaseBench two = run(seed);
            assertThat(two.lines).as(Seeds.label(seed)).isEqualTo(one.lines).isNotEmpty();
            assertThat(two.controller.hash()).isEqualTo(one.controller.hash());
            assertThat(two.log.root()).isEqualTo(one.log.root());
        }
    }

    private static ReleaseBench run(long seed) {
        Random random = new Random(seed);
        ReleasePlan plan = plan(random);
        assertThat(SpecValidator.faultsOf(plan, Specs.KNOWN)).as(Seeds.label(seed)).extracting(FieldFault::toString).isEmpty();
        ReleaseBench bench = new ReleaseBench(plan, 20 + random.nextInt(150), seed);
        for (String version : ROUTES) {
            bench.errorRate.put(version, random.nextInt(3) == 0 ? random.nextDouble() * 0.6 : 0.01);
        }
        if (random.nextInt(6) == 0) {
            bench.loadFaults.put(ROUTES[1 + random.nextInt(3)], "determinism: answers differ");
        }
        for (int i = 0; i < 1_500; i++) {
            disturb(bench, plan, random);
            bench.step();
            checkExposure(bench, plan, seed);
        }
        finish(bench, plan);
        return bench;
    }

    private static void disturb(ReleaseBench bench, ReleasePlan plan, Random random) {
        bench.violations = random.nextInt(1_500) == 0 ? 1 : 0;
        bench.lostCounts = random.nextInt(40) == 0;
        if (random.nextInt(300) == 0) {
            bench.traffic = !bench.traffic;
        }
        if (random.nextInt(25) == 0) {
            int robot = random.nextInt(200);
            if (bench.robots.get(robot)) {
                bench.remove(robot);
            } else {
                bench.add(robot);
            }
            bench.fleetChanged();
        }
        if (random.nextInt(30) == 0) {
            command(bench, plan, random);
        }
        if (random.nextInt(100) == 0) {
            command(bench, plan, random);
            command(bench, plan, random);
        }
    }

    private static void command(ReleaseBench bench, ReleasePlan plan, Random random) {
        String release = plan.releases().get(random.nextInt(plan.releases().size())).name();
        String reason = random.nextBoolean() ? "because" : "";
        bench.controller.submit(
                switch (random.nextInt(12)) {
                    case 0, 1, 2 -> new Order(Verb.START, release, LEAD, reason);
                    case 3, 4 -> new Order(Verb.PROMOTE, release, LEAD, reason);
                    case 5 -> new Order(Verb.PROMOTE_FULL, release, LEAD, reason);
                    case 6 -> new Order(Verb.PAUSE, release, LEAD, reason);
                    case 7, 8 -> new Order(Verb.RESUME, release, LEAD, reason);
                    case 9 -> new Order(Verb.ABORT, release, LEAD, reason);
                    case 10 -> new Order(Verb.RETRY, release, LEAD, reason);
                    default -> random.nextBoolean()
                            ? new Order(Verb.OVERRULE, release, LEAD, reason)
                            : new ReleaseCommand.Answer(release, LEAD, reason, "g", random.nextInt(4) > 0, null);
                });
    }

    private static void checkExposure(ReleaseBench bench, ReleasePlan plan, long seed) {
        int canary = bench.table.canary(0);
        if (canary < 0) {
            return;
        }
        int members = bench.members(0, canary);
        for (RolloutSpec spec : plan.releases()) {
            Phase phase = bench.status(spec.name()).phase();
            boolean exposing = phase == Phase.STEPPING || phase == Phase.PROMOTING;
            int cap = spec.exposure().maxPercent() * bench.robots.cardinality() / 100;
            if (exposing && members > cap) {
                throw new AssertionError(members + " robots ask the canary, " + cap + " may; " + Seeds.label(seed)
                        + ", tick " + bench.tick + ", " + bench.status(spec.name()));
            }
        }
    }

    /** Day again, people answer; what still waits is aborted, and then everything has to end. */
    private static void finish(ReleaseBench bench, ReleasePlan plan) {
        bench.traffic = true;
        bench.violations = 0;
        bench.lostCounts = false;
        bench.run(300);
        for (RolloutSpec spec : plan.releases()) {
            if (!bench.status(spec.name()).phase().isEnd()) {
                bench.abort(spec.name());
            }
        }
        bench.run(800);
    }

    private static ReleasePlan plan(Random random) {
        List<RolloutSpec> releases = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            releases.add(release("r" + i, random));
        }
        BreakerSpec breaker = BreakerSpec.defaults("b", Specs.ROUTE, Specs.SECOND);
        return new ReleasePlan(
                releases, List.of(Specs.errors(), Specs.relative()), random.nextBoolean() ? List.of(breaker) : List.of());
    }

    private static RolloutSpec release(String name, Random random) {
        List<Target> targets = new ArrayList<>();
        targets.add(new Target(Specs.ROUTE, ROUTES[random.nextInt(ROUTES.length)]));
        if (random.nextInt(3) == 0) {
            targets.add(new Target(Specs.YIELD, random.nextBoolean() ? "yield@1" : "yield@2"));
        }
        Exposure exposure = new Exposure(10 + random.nextInt(91), random.nextBoolean(), random.nextInt(5) > 0, random.nextInt(2));
        return new RolloutSpec(
                name,
                targets,
                random.nextBoolean() ? RolloutSpec.ON_COMMAND : random.nextInt(800),
                random.nextInt(3) == 0 ? blueGreen(random) : canary(exposure, random),
                exposure,
                new ProgressDeadline(1 + random.nextInt(400), random.nextBoolean()),
                new FailurePolicy(
                        random.nextInt(4) == 0 ? OnFailure.FREEZE : OnFailure.ROLLBACK,
                        random.nextInt(3),
                        random.nextInt(3),
                        random.nextInt(100),
                        random.nextInt(3)),
                random.nextInt(60),
                List.of());
    }

    private static Strategy blueGreen(Random random) {
        boolean auto = random.nextBoolean();
        return new Strategy.BlueGreen(
                auto,
                auto ? random.nextInt(60) : 0,
                10,
                random.nextBoolean() ? Specs.use("errors") : null,
                random.nextBoolean() ? Specs.use("errors") : null,
                200 + random.nextInt(200));
    }

    private static Strategy canary(Exposure exposure, Random random) {
        List<Step> steps = new ArrayList<>();
        int weight = 0;
        for (int i = random.nextInt(4); i >= 0; i--) {
            weight += random.nextInt(exposure.maxPercent() - weight + 1);
            steps.add(Specs.weight(weight));
            if (weight < 100 && weight > 0) {
                between(steps, random);
            } else if (weight == 100) {
                break;
            }
        }
        return new Strategy.Canary(
                steps,
                random.nextBoolean() ? Specs.background("errors", "relative") : null,
                200 + random.nextInt(200),
                random.nextInt(50));
    }

    private static void between(List<Step> steps, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> steps.add(Specs.pause(random.nextInt(60)));
            case 1 -> steps.add(Specs.analyse("errors"));
            case 2 -> {
                boolean named = steps.stream().anyMatch(Step.Gate.class::isInstance);
                PersonSpec person = new PersonSpec("pat", 40, 0.5, null, PersonSpec.Answer.values()[random.nextInt(3)]);
                GateSpec.OnTimeout onTimeout = GateSpec.OnTimeout.values()[random.nextInt(3)];
                if (!named) {
                    steps.add(new Step.Gate(new GateSpec(
                            "g", GateSpec.Type.CONFIRM_TRAFFIC_INCREASE, "shift-lead", 1, 80, onTimeout, person)));
                }
            }
            default -> {}
        }
    }
}
