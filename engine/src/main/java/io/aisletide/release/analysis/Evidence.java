package io.aisletide.release.analysis;

import io.aisletide.release.routing.RoutingTable;
import io.aisletide.release.spec.MetricSpec.Query;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was counted in one tick: calls and how they ended, and what became of missions, by endpoint, version slot and zone.
 * The engine fills one and re-uses it: {@link #clear} costs in proportion to what was touched.
 */
public final class Evidence {
    /** By its way, a goal is late that takes more than so many times as long as a robot would need that is alone, ... */
    static final int TIMES_ALONE = 2;
    /** ... and so many ticks more: what a short way loses at one crossing says nothing. */
    static final int GRACE_TICKS = 10;

    private final int zones;
    private final int codes;
    private final int[] lateAfterTicks;
    private final @Nullable Counts[][] counts;
    private final boolean[] lost;
    private long violations;

    /**
     * @param codes number of fault codes; a code is 0 to codes - 1
     * @param lateAfterTicks the times after which goals are to be counted as late, each once; {@link Query#BY_ITS_WAY} among them
     */
    public Evidence(int endpoints, int zones, int codes, int... lateAfterTicks) {
        this.zones = zones;
        this.codes = codes;
        this.lateAfterTicks = lateAfterTicks.clone();
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

    /** Answers that the validator rejected, already among the faults. */
    public void addInvalid(int endpoint, int slot, int zone, int answers) {
        Counts c = of(endpoint, slot);
        c.invalid[zone] += answers;
        c.allInvalid += answers;
    }

    /**
     * A robot on a mission of the version has reached its goal.
     *
     * @param ageTicks since the goal was set
     * @param aloneTicks that a robot would have needed that had the floor to itself
     */
    public void addGoal(int endpoint, int slot, int zone, int ageTicks, int aloneTicks) {
        Counts c = of(endpoint, slot);
        c.goals++;
        for (int time = 0; time < lateAfterTicks.length; time++) {
            int after = lateAfterTicks[time];
            if (ageTicks > (after == Query.BY_ITS_WAY ? TIMES_ALONE * aloneTicks + GRACE_TICKS : after)) {
                c.late[time * zones + zone]++;
                c.allLate[time]++;
            }
        }
    }

    /** A robot on a mission of the version has been found in a deadlock or livelock. */
    public void addStuck(int endpoint, int slot, int zone) {
        Counts c = of(endpoint, slot);
        c.stuck[zone]++;
        c.allStuck++;
    }

    /** Robots that the routing table gives to the version. */
    public void robots(int endpoint, int slot, int robots) {
        of(endpoint, slot).robots = robots;
    }

    /** There may be missions that are to end on this version: they keep it from being unloaded. */
    public void pinned(int endpoint, int slot) {
        of(endpoint, slot).pinned = true;
    }

    /** Different robots that the version answered in this tick, for the exposure guard. */
    public void exposed(int endpoint, int slot, int robots) {
        of(endpoint, slot).exposed = robots;
    }

    /** Broken invariants of the floor: lost robots, two in one cell, robots in walls, calls of a version in quarantine. */
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

    public int invalid(int endpoint, int slot) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.allInvalid;
    }

    public int invalid(int endpoint, int slot, int zone) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.invalid[zone];
    }

    public int goals(int endpoint, int slot) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.goals;
    }

    /** @param afterTicks one of the times that goals are counted by */
    public int late(int endpoint, int slot, int afterTicks) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.allLate[timeOf(afterTicks)];
    }

    public int late(int endpoint, int slot, int zone, int afterTicks) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.late[timeOf(afterTicks) * zones + zone];
    }

    private int timeOf(int afterTicks) {
        for (int time = 0; time < lateAfterTicks.length; time++) {
            if (lateAfterTicks[time] == afterTicks) {
                return time;
            }
        }
        throw new IllegalArgumentException("goals are not counted as late after " + afterTicks + " ticks");
    }

    public int stuck(int endpoint, int slot) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.allStuck;
    }

    public int stuck(int endpoint, int slot, int zone) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.stuck[zone];
    }

    public int robots(int endpoint, int slot) {
        Counts c = peek(endpoint, slot);
        return c == null ? 0 : c.robots;
    }

    public boolean isPinned(int endpoint, int slot) {
        Counts c = peek(endpoint, slot);
        return c != null && c.pinned;
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
            c = new Counts(zones, codes, lateAfterTicks.length);
            counts[endpoint][slot] = c;
        }
        return c;
    }

    private static final class Counts {
        final int[] calls;
        final int[] refusals;
        final int[] slow;
        final int[] invalid;
        final int[] stuck;
        final int[] faults;
        final int[] late;
        final int[] allLate;
        int allCalls;
        int allRefusals;
        int allSlow;
        int allFaults;
        int allInvalid;
        int allStuck;
        int goals;
        int robots;
        boolean pinned;
        int exposed;

        Counts(int zones, int codes, int times) {
            calls = new int[zones];
            refusals = new int[zones];
            slow = new int[zones];
            invalid = new int[zones];
            stuck = new int[zones];
            faults = new int[zones * codes];
            late = new int[zones * times];
            allLate = new int[times];
        }

        void clear() {
            if (allCalls > 0 || allFaults > 0) {
                Arrays.fill(calls, 0);
                Arrays.fill(refusals, 0);
                Arrays.fill(slow, 0);
                Arrays.fill(invalid, 0);
                Arrays.fill(faults, 0);
            }
            if (goals > 0 || allStuck > 0) {
                Arrays.fill(stuck, 0);
                Arrays.fill(late, 0);
                Arrays.fill(allLate, 0);
            }
            allCalls = 0;
            allRefusals = 0;
            allSlow = 0;
            allFaults = 0;
            allInvalid = 0;
            allStuck = 0;
            goals = 0;
            robots = 0;
            pinned = false;
            exposed = 0;
        }
    }
}
