package io.aisletide.release.analysis;

import io.aisletide.release.routing.Mix;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.MetricSpec.CompareTo;
import io.aisletide.release.spec.MetricSpec.EProcess;
import io.aisletide.release.spec.MetricSpec.Measure;
import io.aisletide.release.spec.MetricSpec.Role;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import org.jspecify.annotations.Nullable;

/** What a metric counts, from the evidence of each tick: in a window for thresholds, since the start for sequential tests. */
final class MetricCounts {
    private final MetricSpec spec;
    private final Roles roles;
    private final boolean sequential;
    private final boolean control;
    private final @Nullable SlidingCounts window;
    private final @Nullable SlidingCounts controlWindow;
    private final @Nullable IncidentFilter incidents;

    private int bad;
    private int calls;
    private int controlBad;
    private int controlCalls;
    private long totalBad;
    private long totalCalls;
    private long totalControlBad;
    private long totalControlCalls;
    private long callsSinceProof;

    MetricCounts(MetricSpec spec, Roles roles, AnalysisSettings settings, long key) {
        this.spec = spec;
        this.roles = roles;
        sequential = spec.test() instanceof EProcess;
        control = spec.test().compareTo() == CompareTo.CONTROL;
        window = sequential ? null : new SlidingCounts(spec.query().windowTicks());
        controlWindow = sequential || !control ? null : new SlidingCounts(spec.query().windowTicks());
        incidents = spec.test() instanceof EProcess process
                ? new IncidentFilter(process.unit(), settings.zones(), settings.codes(), key)
                : null;
    }

    /** The counts of one tick. */
    void add(long tick, Evidence evidence) {
        bad = 0;
        calls = 0;
        controlBad = 0;
        controlCalls = 0;
        if (spec.query().measure() == Measure.VIOLATIONS) {
            bad = (int) Math.min(evidence.violations(), Integer.MAX_VALUE);
        } else {
            addRoles(evidence);
        }
        if (incidents != null) {
            countIncidents(tick, evidence, incidents);
        }
        if (window != null) {
            window.push(bad, calls);
        }
        if (controlWindow != null) {
            controlWindow.push(controlBad, controlCalls);
        }
        totalBad += bad;
        totalCalls += calls;
        totalControlBad += controlBad;
        totalControlCalls += controlCalls;
        callsSinceProof += calls;
    }

    private void addRoles(Evidence evidence) {
        Role role = spec.query().role();
        for (int i = 0; i < roles.endpoints().length; i++) {
            int endpoint = roles.endpoints()[i];
            int canary = roles.canary()[i];
            int stable = roles.stable()[i];
            if (role != Role.STABLE) {
                calls += samples(evidence, endpoint, canary);
                bad += bad(evidence, endpoint, canary);
            }
            if (role != Role.CANARY && stable != canary) {
                calls += samples(evidence, endpoint, stable);
                bad += bad(evidence, endpoint, stable);
            }
            if (control && stable != canary) {
                controlCalls += samples(evidence, endpoint, stable);
                controlBad += bad(evidence, endpoint, stable);
            }
        }
    }

    /** What the measure is a share of. */
    private int samples(Evidence evidence, int endpoint, int slot) {
        return switch (spec.query().measure()) {
            case LATE -> evidence.goals(endpoint, slot);
            case STUCK -> evidence.robots(endpoint, slot);
            default -> evidence.calls(endpoint, slot);
        };
    }

    private int bad(Evidence evidence, int endpoint, int slot) {
        return switch (spec.query().measure()) {
            case FAULTS -> evidence.faults(endpoint, slot);
            case INVALID -> evidence.invalid(endpoint, slot);
            case REFUSALS -> evidence.refusals(endpoint, slot);
            case SLOW -> evidence.slow(endpoint, slot);
            case LATE -> evidence.late(endpoint, slot, spec.query().lateAfterTicks());
            case STUCK -> evidence.stuck(endpoint, slot);
            case CALLS -> evidence.calls(endpoint, slot);
            case VIOLATIONS -> 0;
        };
    }

    private void countIncidents(long tick, Evidence evidence, IncidentFilter filter) {
        if (bad + controlBad > 0) {
            for (int i = 0; i < roles.endpoints().length; i++) {
                for (int zone = 0; zone < evidence.zones(); zone++) {
                    addZone(evidence, filter, i, zone);
                }
            }
        }
        filter.count(tick);
        bad = filter.canary();
        controlBad = filter.stable();
    }

    private void addZone(Evidence evidence, IncidentFilter filter, int position, int zone) {
        int endpoint = roles.endpoints()[position];
        Role role = spec.query().role();
        int canary = role == Role.STABLE ? roles.stable()[position] : roles.canary()[position];
        int stable = control || role == Role.ALL ? roles.stable()[position] : -1;
        int other = stable == canary ? -1 : stable;
        if (spec.query().measure() != Measure.FAULTS) {
            add(filter, zone, 0, bad(evidence, endpoint, canary, zone), bad(evidence, endpoint, other, zone));
            return;
        }
        for (int code = 0; code < evidence.codes(); code++) {
            add(
                    filter,
                    zone,
                    code,
                    evidence.faults(endpoint, canary, zone, code),
                    evidence.faults(endpoint, other, zone, code));
        }
    }

    private int bad(Evidence evidence, int endpoint, int slot, int zone) {
        return switch (spec.query().measure()) {
            case INVALID -> evidence.invalid(endpoint, slot, zone);
            case REFUSALS -> evidence.refusals(endpoint, slot, zone);
            case SLOW -> evidence.slow(endpoint, slot, zone);
            case LATE -> evidence.late(endpoint, slot, zone, spec.query().lateAfterTicks());
            case STUCK -> evidence.stuck(endpoint, slot, zone);
            case FAULTS, CALLS, VIOLATIONS -> throw new IllegalStateException("no incidents of " + spec.query().measure());
        };
    }

    private void add(IncidentFilter filter, int zone, int code, int first, int second) {
        if (control) {
            filter.add(zone, code, first, second);
        } else {
            filter.add(zone, code, first + second, 0);
        }
    }

    void weightRose() {
        callsSinceProof = 0;
    }

    int bad() {
        return bad;
    }

    int calls() {
        return calls;
    }

    int controlBad() {
        return controlBad;
    }

    int controlCalls() {
        return controlCalls;
    }

    long callsSinceProof() {
        return callsSinceProof;
    }

    long windowCalls() {
        return window == null ? totalCalls : window.denominator();
    }

    long windowControlCalls() {
        return controlWindow == null ? totalControlCalls : controlWindow.denominator();
    }

    /** The rate, or the number, in the window. */
    double value() {
        if (window == null) {
            return totalValue();
        }
        return spec.query().measure().isRate() ? window.rate() : window.numerator();
    }

    double totalValue() {
        return (double) totalBad / totalCalls;
    }

    /** Canary to stable: infinite if the stable version made no error and the canary did, 1 if neither did. */
    double ratio() {
        if (window == null || controlWindow == null) {
            return Double.NaN;
        }
        if (controlWindow.numerator() == 0) {
            return window.numerator() == 0 ? 1 : Double.POSITIVE_INFINITY;
        }
        return window.rate() / controlWindow.rate();
    }

    long numerator() {
        return window == null ? totalBad : window.numerator();
    }

    long denominator() {
        return window == null ? totalCalls : window.denominator();
    }

    long controlNumerator() {
        return controlWindow == null ? totalControlBad : controlWindow.numerator();
    }

    long controlDenominator() {
        return controlWindow == null ? totalControlCalls : controlWindow.denominator();
    }

    long hash(long hash) {
        long h = Mix.mix(Mix.mix(hash ^ totalBad) ^ totalCalls);
        h = Mix.mix(Mix.mix(Mix.mix(h ^ totalControlBad) ^ totalControlCalls) ^ callsSinceProof);
        h = window == null ? h : window.hash(h);
        h = controlWindow == null ? h : controlWindow.hash(h);
        return incidents == null ? h : incidents.hash(h);
    }

    /** What was counted up to the last tick; the counts of that tick by itself are of no use any more. */
    void save(StateWriter to) {
        to.putLong(totalBad).putLong(totalCalls).putLong(totalControlBad).putLong(totalControlCalls).putLong(callsSinceProof);
        if (window != null) {
            window.save(to);
        }
        if (controlWindow != null) {
            controlWindow.save(to);
        }
        if (incidents != null) {
            incidents.save(to);
        }
    }

    void restore(StateReader from) {
        totalBad = from.getLong();
        totalCalls = from.getLong();
        totalControlBad = from.getLong();
        totalControlCalls = from.getLong();
        callsSinceProof = from.getLong();
        if (window != null) {
            window.restore(from);
        }
        if (controlWindow != null) {
            controlWindow.restore(from);
        }
        if (incidents != null) {
            incidents.restore(from);
        }
    }
}
