package io.aisletide.sim.scenario;

import io.aisletide.release.spec.BreakerSpec;
import io.aisletide.release.spec.TickRate;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code circuitBreakers}, whose keys are those of resilience4j. Where it has seconds, a time may stand too. */
final class BreakerReader {
    private static final int MAX_CALLS = 1_000_000_000;

    private final Problems problems;
    private final long tickNanos;

    BreakerReader(Problems problems, long tickNanos) {
        this.problems = problems;
        this.tickNanos = tickNanos;
    }

    List<BreakerSpec> read(List<YamlValue> items) {
        List<BreakerSpec> breakers = new ArrayList<>();
        for (YamlValue item : items) {
            breakers.add(breaker(Section.of(item, "a circuit breaker", problems)));
        }
        return breakers;
    }

    private BreakerSpec breaker(Section section) {
        section.required("name", "reports speak of it by its name");
        section.required("endpoint", "there is " + String.join(", ", BuiltInVersions.CALLED));
        String name = section.text("name");
        String endpoint = section.text("endpoint");
        constant(section, "slidingWindowType", List.of("TIME_BASED"));
        constant(section, "per", List.of("version", "zone"));
        constant(section, "fallback", List.of("stable", "holdPosition"));
        BreakerSpec usual = BreakerSpec.defaults("", "", new TickRate(tickNanos));
        int open = section.ticks("waitDurationInOpenState", usual.openTicks(), tickNanos);
        BreakerSpec breaker = new BreakerSpec(
                name == null ? "" : name,
                endpoint == null ? "" : endpoint,
                section.secondsInTicks("slidingWindowSize", usual.windowTicks(), tickNanos),
                (int) section.integer("minimumNumberOfCalls", usual.minimumCalls(), 1, MAX_CALLS),
                percent(section, "failureRateThreshold", usual.failureRatePercent()),
                percent(section, "slowCallRateThreshold", usual.slowRatePercent()),
                open,
                section.ticks("maxWaitDurationInOpenState", Math.max(open, usual.maxOpenTicks()), tickNanos),
                (int) section.integer("permittedNumberOfCallsInHalfOpenState", usual.halfOpenCalls(), 1, MAX_CALLS),
                section.ticks("maxWaitDurationInHalfOpenState", usual.maxHalfOpenTicks(), tickNanos),
                section.ticks("permitLease", usual.leaseTicks(), tickNanos),
                percent(section, "maxEjectionPercent", usual.maxEjectionPercent()));
        section.done();
        return breaker;
    }

    private static int percent(Section section, String key, int fallback) {
        return (int) section.integer(key, fallback, 1, 100);
    }

    /** Keys that could have other values in resilience4j, written out by who copies from there. */
    private void constant(Section section, String key, List<String> wanted) {
        YamlValue value = section.value(key);
        if (value != null && !DeliveryReader.texts(section, key, problems).equals(wanted)) {
            problems.add(value, "'" + key + "' is " + (wanted.size() == 1 ? wanted.get(0) : wanted) + " here");
        }
    }
}
