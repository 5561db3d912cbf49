package io.aisletide.release.routing;

import io.aisletide.release.spec.RolloutSpec.Exposure;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The robots behind a canary: an exact quota rather than a threshold on a hash, because 5 % by threshold is 4 to 16 of
 * 200 robots.
 *
 * <p>Robots of a zone stand in an order given by a keyed hash, murmur3_32 of {@code salt:key:robot}, ties by number. The
 * quota is {@code floor(weight * robots / 100)}, at least {@code minUnits} for a weight over 0, and never more than
 * {@code floor(maxPercent * robots / 100)}. It is met by single steps: while too few, the zone that lacks most against
 * its exact share gives the next robot of its order; while too many, the zone that has most over its share takes back the
 * robot that joined it last. From nothing that is the method of largest remainders; unlike that method, it never takes a
 * robot from one zone to give one to another, so growth is nested and membership sticky. Comparisons are exact in
 * integers; ties go to the lower zone number when growing, to the higher when shrinking.
 *
 * <p>The order is sorted once, in O(n log n), and merged with robots that come later when the cohort next grows;
 * removing costs nothing but the members of the zone.
 */
public final class Cohort {
    private final Roster roster;
    private final Exposure exposure;
    private final byte[] prefix;
    private final byte[] text;
    /** By stratum: {@code hash << 31 | robot}, ascending. May name robots that have gone. */
    private final long[][] order;
    /** By stratum: members in the order of joining. */
    private final IntStack[] members;

    private final BitSet memberBits = new BitSet();
    /** Came after the others were put in order. */
    private final IntStack pending = new IntStack();
    /** Most releases never ask for an order: they take everyone at once, and half a million robots need not be listed. */
    private boolean unordered = true;

    private int weight;
    private int size;

    /**
     * @param salt of the run, so that two runs differ
     * @param key of the release, so that two releases do not begin with the same robots
     */
    public Cohort(String salt, String key, Exposure exposure, Roster roster) {
        this.roster = roster;
        this.exposure = exposure;
        prefix = (salt + ":" + key + ":").getBytes(StandardCharsets.UTF_8);
        text = Arrays.copyOf(prefix, prefix.length + 10);
        int strata = exposure.stratifyByZone() ? roster.zones() : 1;
        order = new long[strata][0];
        members = new IntStack[strata];
        Arrays.setAll(members, i -> new IntStack());
    }

    /** Puts the robots into their order, which takes a while for many; else the first growth does. */
    public void prepare() {
        mergePending();
    }

    /** A robot has come; it is eligible from the next {@link #rebalance} on. Tell the roster first. */
    public void added(int robot) {
        if (!unordered) {
            pending.push(robot);
        }
    }

    /** A robot has gone; tell the roster first, then {@link #rebalance} in the same event. */
    public void removed(int robot) {
        if (memberBits.get(robot)) {
            memberBits.clear(robot);
            size--;
            for (IntStack stratum : members) {
                if (stratum.remove(robot)) {
                    break;
                }
            }
        }
    }

    /** Brings the members to the quota of the weight. @return whether they changed */
    public boolean rebalance(int weightPercent) {
        BitSet before = (BitSet) memberBits.clone();
        weight = weightPercent;
        int quota = quota();
        if (!exposure.sticky()) {
            Arrays.stream(members).forEach(IntStack::clear);
            memberBits.clear();
            size = 0;
        }
        shrink(quota);
        grow(quota);
        return !before.equals(memberBits);
    }

    /** Takes all members back. */
    public void clear() {
        rebalance(0);
    }

    /** How many robots the weight asks for and the cap allows now. */
    int quota() {
        long count = roster.count();
        if (weight == 0) {
            return 0;
        }
        long wanted = Math.max(weight * count / 100, exposure.minUnits());
        return (int) Math.min(Math.min(wanted, count), cap());
    }

    /** The most robots that the release may ever expose, at the present size of the fleet. */
    public int cap() {
        return (int) ((long) exposure.maxPercent() * roster.count() / 100);
    }

    public int size() {
        return size;
    }

    public boolean contains(int robot) {
        return memberBits.get(robot);
    }

    /** Overwrites the entries of the members. */
    void mark(byte[] slotOfRobot, int slot) {
        for (int robot = memberBits.nextSetBit(0); robot >= 0; robot = memberBits.nextSetBit(robot + 1)) {
            slotOfRobot[robot] = (byte) slot;
        }
    }

    /** Members in the order of joining; the order of the others follows from the roster. */
    public void save(StateWriter to) {
        to.putInt(weight).putInt(members.length);
        boolean prepared = false;
        for (int stratum = 0; stratum < members.length; stratum++) {
            members[stratum].save(to);
            prepared |= order[stratum].length > 0;
        }
        to.putBoolean(prepared);
    }

    /** Onto a new one, whose roster has been restored. */
    public void restore(StateReader from) {
        weight = from.getInt();
        int strata = from.getInt();
        for (int stratum = 0; stratum < strata; stratum++) {
            members[stratum].restore(from);
            for (int i = 0; i < members[stratum].size(); i++) {
                memberBits.set(members[stratum].get(i));
            }
        }
        size = memberBits.cardinality();
        if (from.getBoolean()) {
            prepare();
        }
    }

    /** Over all that decides who joins and leaves next. */
    public long hash(long hash) {
        long h = Mix.mix(hash ^ weight);
        for (IntStack stratum : members) {
            h = Mix.mix(h ^ stratum.size());
            for (int i = 0; i < stratum.size(); i++) {
                h = Mix.mix(h ^ stratum.get(i));
            }
        }
        return h;
    }

    private void shrink(int quota) {
        while (size > quota) {
            int from = -1;
            long most = Long.MIN_VALUE;
            for (int stratum = 0; stratum < members.length; stratum++) {
                long surplus = surplus(stratum, quota);
                if (members[stratum].size() > 0 && surplus >= most) {
                    most = surplus;
                    from = stratum;
                }
            }
            memberBits.clear(members[from].pop());
            size--;
        }
    }

    private void grow(int quota) {
        if (size >= quota) {
            return;
        }
        mergePending();
        int[] next = new int[order.length];
        for (int stratum = 0; stratum < order.length && size < quota; stratum++) {
            long share = (long) quota * eligible(stratum) / Math.max(1, roster.count());
            while (members[stratum].size() < share && size < quota) {
                next[stratum] = join(stratum, next[stratum]);
            }
        }
        while (size < quota) {
            int to = -1;
            long least = Long.MAX_VALUE;
            for (int stratum = 0; stratum < members.length; stratum++) {
                long surplus = surplus(stratum, quota);
                if (members[stratum].size() < eligible(stratum) && surplus < least) {
                    least = surplus;
                    to = stratum;
                }
            }
            next[to] = join(to, next[to]);
        }
    }

    /** Members beyond the exact share, in robots times the size of the fleet. */
    private long surplus(int stratum, int quota) {
        return (long) members[stratum].size() * roster.count() - (long) quota * eligible(stratum);
    }

    private int eligible(int stratum) {
        return exposure.stratifyByZone() ? roster.countIn(stratum) : roster.count();
    }

    /** The next robot of the order joins. @return where to look for the one after */
    private int join(int stratum, int from) {
        int at = from;
        while (true) {
            int robot = (int) (order[stratum][at++] & Integer.MAX_VALUE);
            if (roster.contains(robot) && !memberBits.get(robot) && stratumOf(robot) == stratum) {
                memberBits.set(robot);
                members[stratum].push(robot);
                size++;
                return at;
            }
        }
    }

    private int stratumOf(int robot) {
        return exposure.stratifyByZone() ? roster.zoneOf(robot) : 0;
    }

    private void mergePending() {
        for (int robot = 0; unordered && robot < roster.limit(); robot++) {
            if (roster.contains(robot)) {
                pending.push(robot);
            }
        }
        unordered = false;
        if (pending.size() == 0) {
            return;
        }
        BitSet fresh = new BitSet();
        long[][] additions = new long[order.length][];
        int[] counts = new int[order.length];
        for (int pass = 0; pass < 2; pass++) {
            fresh.clear();
            for (int i = 0; i < pending.size(); i++) {
                int robot = pending.get(i);
                if (roster.contains(robot) && !fresh.get(robot)) {
                    fresh.set(robot);
                    int stratum = stratumOf(robot);
                    if (pass == 1) {
                        additions[stratum][counts[stratum]] = (hashOf(robot) & 0xFFFF_FFFFL) << 31 | robot;
                    }
                    counts[stratum]++;
                }
            }
            for (int stratum = 0; pass == 0 && stratum < order.length; stratum++) {
                additions[stratum] = new long[counts[stratum]];
                counts[stratum] = 0;
            }
        }
        for (int stratum = 0; stratum < order.length; stratum++) {
            Arrays.sort(additions[stratum]);
            order[stratum] = merged(order[stratum], additions[stratum], fresh);
        }
        pending.clear();
    }

    /** Both in order; of the first, robots that have gone or come back are left out. */
    private long[] merged(long[] old, long[] additions, BitSet fresh) {
        long[] result = new long[old.length + additions.length];
        int length = 0;
        int next = 0;
        for (long entry : old) {
            int robot = (int) (entry & Integer.MAX_VALUE);
            if (roster.contains(robot) && !fresh.get(robot)) {
                while (next < additions.length && additions[next] < entry) {
                    result[length++] = additions[next++];
                }
                result[length++] = entry;
            }
        }
        while (next < additions.length) {
            result[length++] = additions[next++];
        }
        return length == result.length ? result : Arrays.copyOf(result, length);
    }

    private int hashOf(int robot) {
        int end = prefix.length;
        int digits = 1;
        for (int rest = robot / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int rest = robot;
        for (int i = end + digits - 1; i >= end; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return Murmur3.hash(text, end + digits, 0);
    }
}
