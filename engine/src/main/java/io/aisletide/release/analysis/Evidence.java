package io.aisletide.release.analysis;

import io.aisletide.release.routing.RoutingTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was counted in one tick: calls and how they ended, by endpoint, version slot and zone. The engine fills one and
 * re-uses it: {@link #clear} costs in proportion to what was touched.
 */
public final class Evidence {
    private final int zones;
    private final int codes;
    private final @Nullable Counts[][] counts;
    private final boolean[] lost;
    private long violations;

    /**
     * @param codes number of fault codes; a code is 0 to codes - 1
     */
    public Evidence(int endpoints, int zones, int codes) {
        this.zones = zones;
        this.codes = codes;
        counts = new Counts[endpoints][RoutingTable.MAX_SLOTS];
        lost = new boolean[endpoints];
    }

    /** Calls of a version from robots in a zone; calls include those that failed, were refused or slow. */
    public void add(int endpoint, int slot, int zone, int calls, int refusals, int slow) {
        Counts c = of(endpoint, slot);
        c.calls[zone] += calls;
        c.refusals[zone] += refusals;
        c.slow[zone] += slow;
        c.allCalls += calls;
        c.allRefusals += refusals;
        c.allSlow += slow;
    }

    /** Calls that ended in a fault code, already among the calls. */
    public void addFaults(int endpoint, int slot, int zone, int code, int faults) {
        Counts c = of(endpoint, slot);
        c.faults[zone * codes + code] += faults;
        c.allFaults += faults;
    }

    /** Missions that are to end on this version: they keep it from being unloaded. */
    public void pinned(int endpoint, int slot, int missions) {
        of(endpoint, slot).pinned = missions;
    }

    /** Different robots that the version answered in this tick, for the exposure guard. */
    public void exposed(int endpoint, int slot, int robots) {
        of(endpoint, slot).exposed = robots;
    }

    /** Broken invariants of the floor: collisions, lost robots, tasks with two owners. */
    public void violations(int number) {
        violations += number;
    }

    /** The counts of the endpoint did not arrive: what depends on them cannot be measured in this tick. */
    public void lost(int endpoint) {
        lost[endpoint] = true;
    }

    public void clear() {
        for (Counts[] endpoint : counts) {
            for (Counts c : endpoint) {
                if (c != null) {
                    c.clear();
                }
            }
        }
        Arrays.fill(lost, false);
        violations = 0;
    }

    public int calls(int endpoint, int slot) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.allCalls;
    }

    public int faults(int endpoint, int slot) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.allFaults;
    }

    public int refusals(int endpoint, int slot) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.allRefusals;
    }

    public int slow(int endpoint, int slot) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.allSlow;
    }

    public int calls(int endpoint, int slot, int zone) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.calls[zone];
    }

    public int slow(int endpoint, int slot, int zone) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.slow[zone];
    }

    public int refusals(int endpoint, int slot, int zone) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.refusals[zone];
    }

    public int faults(int endpoint, int slot, int zone) {
        Counts c = peek(endpoint, slot);
        int sum = 0;
        for (int code = 0; c != null && code < codes; code++) {
            sum += c.faults[zone * codes + code];
        }
        return sum;
    }

    public int faults(int endpoint, int slot, int zone, int code) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.faults[zone * codes + code];
    }

    public int pinned(int endpoint, int slot) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.pinned;
    }

    public int exposed(int endpoint, int slot) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.exposed;
    }

    public long violations() {
        return violations;
    }

    public boolean isLost(int endpoint) {
        return lost[endpoint];
    }

    public int zones() {
        return zones;
    }

    public int codes() {
        return codes;
    }

    private @Nullable Counts peek(int endpoint, int slot) {
        return slot < 0 ? null : counts[endpoint][slot];
    }

    private Counts of(int endpoint, int slot) {
        Counts c = counts[endpoint][slot];
        if (c == null) {
            c = new Counts(zones, codes);
            counts[endpoint][slot] = c;
        }
        return c;
    }

    private static final class Counts {
        final int[] calls;
        final int[] refusals;
        final int[] slow;
        final int[] faults;
        int allCalls;
        int allRefusals;
        int allSlow;
        int allFaults;
        int pinned;
        int exposed;

        Counts(int zones, int codes) {
            calls = new int[zones];
            refusals = new int[zones];
            slow = new int[zones];
            faults = new int[zones * codes];
        }

        void clear() {
            if (allCalls > 0 || allRefusals > 0 || allSlow > 0 || allFaults > 0) {
                Arrays.fill(calls, 0);
                Arrays.fill(refusals, 0);
                Arrays.fill(slow, 0);
                Arrays.fill(faults, 0);
            }
            allCalls = 0;
            allRefusals = 0;
            allSlow = 0;
            allFaults = 0;
            pinned = 0;
            exposed = 0;
        }
    }
}
