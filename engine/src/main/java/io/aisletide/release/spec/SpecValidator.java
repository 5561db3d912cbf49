package io.aisletide.release.spec;

import io.aisletide.release.spec.RolloutSpec.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can be said against a plan before it runs. Looks at everything and reports every fault once, by the path of its
 * field; a plan without faults can be run by the controller, which does not look again.
 */
public final class SpecValidator {
    private final KnownVersions known;
    private final Faults faults = new Faults();

    private SpecValidator(KnownVersions known) {
        this.known = known;
    }

    /** All faults in the order of the file; empty if the plan can be run. */
    public static List<FieldFault> faultsOf(ReleasePlan plan, KnownVersions known) {
        SpecValidator validator = new SpecValidator(known);
        validator.releases(plan);
        validator.templates(plan.templates());
        validator.breakers(plan.breakers());
        return validator.faults.all();
    }

    private void releases(ReleasePlan plan) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < plan.releases().size(); i++) {
            String path = "releases[" + i + "]";
            RolloutSpec release = plan.releases().get(i);
            faults.name(path + ".name", release.name(), names, "release");
            targets(path, release.targets());
            common(path, release);
            new StrategyValidator(plan, release, path, faults).check();
        }
    }

    private void targets(String path, List<Target> targets) {
        faults.require(!targets.isEmpty(), path + ".endpoint", "names no endpoint, so there is nothing to release");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            String endpointPath = targets.size() == 1 ? path + ".endpoint" : path + ".bundle[" + i + "].endpoint";
            String versionPath = targets.size() == 1 ? path + ".to" : path + ".bundle[" + i + "].to";
            faults.require(
                    known.endpoints().contains(target.endpoint()),
                    endpointPath,
                    "no endpoint is called " + target.endpoint() + "; there are " + new TreeSet<>(known.endpoints()));
            faults.require(
                    seen.add(target.endpoint()),
                    endpointPath,
                    target.endpoint() + " is named twice; an endpoint has one version at the end");
            version(versionPath, target);
        }
    }

    private void version(String path, Target target) {
        String home = known.endpointOfVersion().get(target.version());
        if (home == null) {
            faults.add(path, "no version is called " + target.version() + "; there are "
                    + new TreeSet<>(known.endpointOfVersion().keySet()));
        } else if (!home.equals(target.endpoint())) {
            faults.add(path, target.version() + " answers for " + home + ", not for " + target.endpoint());
        }
    }

    private void common(String path, RolloutSpec release) {
        faults.require(
                release.atTick() >= RolloutSpec.ON_COMMAND, path + ".at", "a release starts at tick 0 or later");
        RolloutSpec.Exposure exposure = release.exposure();
        faults.require(
                exposure.maxPercent() >= 1 && exposure.maxPercent() <= 100,
                path + ".exposure.maxPercent",
                "is 1 to 100, not " + exposure.maxPercent());
        faults.notNegative(path + ".exposure.minUnits", exposure.minUnits());
        faults.positive(path + ".progressDeadlineSeconds", release.deadline().ticks());
        RolloutSpec.FailurePolicy failure = release.failure();
        faults.notNegative(path + ".retryLimit", failure.retryLimit());
        faults.notNegative(path + ".rollbackWindow.revisions", failure.rollbackRevisions());
        faults.notNegative(path + ".cooldown", failure.cooldownTicks());
        faults.notNegative(path + ".breakerZones", failure.breakerZones());
        faults.notNegative(path + ".bake.duration", release.bakeTicks());
        for (int i = 0; i < release.operatorRoles().size(); i++) {
            faults.require(
                    !release.operatorRoles().get(i).isBlank(), path + ".roles[" + i + "]", "a role has a name");
        }
    }

    private void templates(List<AnalysisTemplate> templates) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < templates.size(); i++) {
            String path = "analysisTemplates[" + i + "]";
            AnalysisTemplate template = templates.get(i);
            faults.name(path + ".name", template.name(), names, "analysis template");
            faults.require(!template.metrics().isEmpty(), path + ".metrics", "a template measures something");
            Set<String> metrics = new HashSet<>();
            for (int j = 0; j < template.metrics().size(); j++) {
                MetricSpec metric = template.metrics().get(j);
                String metricPath = path + ".metrics[" + j + "]";
                faults.name(metricPath + ".name", metric.name(), metrics, "metric of this template");
                new MetricValidator(metric, metricPath, known, faults).check();
            }
        }
    }

    private void breakers(List<BreakerSpec> breakers) {
        Set<String> endpoints = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < breakers.size(); i++) {
            String path = "circuitBreakers[" + i + "]";
            BreakerSpec breaker = breakers.get(i);
            faults.name(path + ".name", breaker.name(), names, "circuit breaker");
            faults.require(
                    known.endpoints().contains(breaker.endpoint()),
                    path + ".endpoint",
                    "no endpoint is called " + breaker.endpoint() + "; there are " + new TreeSet<>(known.endpoints()));
            faults.require(
                    endpoints.add(breaker.endpoint()),
                    path + ".endpoint",
                    breaker.endpoint() + " has a circuit breaker already");
            breaker(path, breaker);
        }
    }

    private void breaker(String path, BreakerSpec breaker) {
        faults.positive(path + ".slidingWindowSize", breaker.windowTicks());
        faults.positive(path + ".minimumNumberOfCalls", breaker.minimumCalls());
        faults.percent(path + ".failureRateThreshold", breaker.failureRatePercent());
        faults.percent(path + ".slowCallRateThreshold", breaker.slowRatePercent());
        faults.positive(path + ".waitDurationInOpenState", breaker.openTicks());
        faults.require(
                breaker.maxOpenTicks() >= breaker.openTicks(),
                path + ".maxWaitDurationInOpenState",
                "is not shorter than waitDurationInOpenState");
        faults.positive(path + ".permittedNumberOfCallsInHalfOpenState", breaker.halfOpenCalls());
        faults.positive(path + ".maxWaitDurationInHalfOpenState", breaker.maxHalfOpenTicks());
        faults.positive(path + ".permitLease", breaker.leaseTicks());
        faults.percent(path + ".maxEjectionPercent", breaker.maxEjectionPercent());
    }

    /** The faults so far, and the checks that many fields share. */
    static final class Faults {
        private final List<FieldFault> list = new ArrayList<>();

        void add(String path, String message) {
            list.add(new FieldFault(path, message));
        }

        void require(boolean right, String path, String message) {
            if (!right) {
                add(path, message);
            }
        }

        void name(String path, String name, Set<String> taken, String what) {
            if (name.isBlank()) {
                add(path, "a " + what + " has a name");
            } else if (!taken.add(name)) {
                add(path, "another " + what + " is called " + name + " already");
            }
        }

        void positive(String path, int value) {
            require(value > 0, path, "is more than 0, not " + value);
        }

        void notNegative(String path, int value) {
            require(value >= 0, path, "is 0 or more, not " + value);
        }

        void percent(String path, int value) {
            require(value >= 1 && value <= 100, path, "is 1 to 100 percent, not " + value);
        }

        List<FieldFault> all() {
            return List.copyOf(list);
        }
    }
}
