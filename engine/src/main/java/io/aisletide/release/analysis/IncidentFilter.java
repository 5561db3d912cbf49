package io.aisletide.release.analysis;

import io.aisletide.release.routing.Mix;
import io.aisletide.release.spec.MetricSpec.Incidents;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;

/**
 * Turns errors into incidents: the first error of a kind, and with it all of its kind within a time, of whichever
 * version.
 *
 * <p>Both versions share an incident on purpose. If each had its own, the many robots of the stable version would fill
 * theirs up (one per kind and time is the most that can be counted) while the few of the canary would not, and a healthy
 * canary would look worse than it is. Shared, an incident is marked by the version whose error began it, and if no
 * version is worse the canary's share of the marks is its share of the calls. If both erred in the tick that began it, a
 * keyed draw in proportion to their errors decides, which keeps that share.
 */
final class IncidentFilter {
    private final Incidents unit;
    private final int zones;
    private final int codes;
    private final long key;
    /** By kind: the tick until which errors belong to an incident that was counted. */
    private final long[] quietUntil;
    /** By kind: errors of this tick. */
    private final int[] pendingCanary;

    private final int[] pendingStable;

    private int canary;
    private int stable;

    /** @param codes 1 if the measure has no codes */
    IncidentFilter(Incidents unit, int zones, int codes, long key) {
        this.unit = unit;
        this.zones = unit.byZone() ? zones : 1;
        this.codes = unit.byCode() ? codes : 1;
        this.key = key;
        quietUntil = new long[this.zones * this.codes];
        Arrays.fill(quietUntil, Long.MIN_VALUE);
        pendingCanary = new int[quietUntil.length];
        pendingStable = new int[quietUntil.length];
    }

    /** Errors of this tick. */
    void add(int zone, int code, int canaryErrors, int stableErrors) {
        int kind = (unit.byZone() ? zone : 0) * codes + (unit.byCode() ? code : 0);
        pendingCanary[kind] += canaryErrors;
        pendingStable[kind] += stableErrors;
    }

    /** Ends the tick: {@link #canary} and {@link #stable} are its incidents. */
    void count(long tick) {
        canary = 0;
        stable = 0;
        for (int kind = 0; kind < quietUntil.length; kind++) {
            int ofCanary = pendingCanary[kind];
            int ofStable = pendingStable[kind];
            pendingCanary[kind] = 0;
            pendingStable[kind] = 0;
            if (ofCanary + ofStable == 0) {
                continue;
            }
            if (unit.withinTicks() == 0) {
                canary += ofCanary;
                stable += ofStable;
            } else if (tick >= quietUntil[kind]) {
                quietUntil[kind] = tick + unit.withinTicks();
                if (beganByCanary(tick, kind, ofCanary, ofStable)) {
                    canary++;
                } else {
                    stable++;
                }
            }
        }
    }

    private boolean beganByCanary(long tick, int kind, int ofCanary, int ofStable) {
        double draw = Mix.unit(Mix.mix(Mix.mix(key ^ tick) ^ kind));
        return draw * (ofCanary + ofStable) < ofCanary;
    }

    int canary() {
        return canary;
    }

    int stable() {
        return stable;
    }

    long hash(long hash) {
        long h = hash;
        for (long until : quietUntil) {
            h = Mix.mix(h ^ until);
        }
        return h;
    }

    /** Between ticks, when nothing is pending. */
    void save(StateWriter to) {
        to.putLongs(quietUntil, 0, quietUntil.length);
    }

    void restore(StateReader from) {
        from.getLongs(quietUntil, 0, quietUntil.length);
    }
}
