package io.aisletide.workflow;

import io.aisletide.api.Code;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;

/**
 * Calls of one endpoint since they were last cleared, by version slot and zone. Written by the engine's thread, or by a worker
 * that has one of its own; sums do not depend on who called.
 */
public final class CallStatistics {
    private static final int CODES = Code.values().length;

    private final int zones;
    private int slots;
    private long[] calls = new long[0];
    private long[] faults = new long[0];
    private long[] refusals = new long[0];
    private long[] slow = new long[0];
    private long[] workUnits = new long[0];
    private long[] codes = new long[0];
    /** Slots with anything to clear: a run may have many, of which few are called. */
    private boolean[] touched = new boolean[0];

    private boolean empty = true;

    CallStatistics(int zones) {
        this.zones = zones;
    }

    /** Slots that there are counters for; further ones have not been called. */
    public int slots() {
        return slots;
    }

    public int zones() {
        return zones;
    }

    public long calls(int slot, int zone) {
        return at(calls, slot, zone);
    }

    /** Calls that ended in a fault code, invalid answers among them. */
    public long faults(int slot, int zone) {
        return at(faults, slot, zone);
    }

    public long refusals(int slot, int zone) {
        return at(refusals, slot, zone);
    }

    /** Calls whose modelled time was over the contract's p99. */
    public long slow(int slot, int zone) {
        return at(slow, slot, zone);
    }

    public long workUnits(int slot, int zone) {
        return at(workUnits, slot, zone);
    }

    /** Calls that ended with that code. */
    public long ended(int slot, int zone, Code code) {
        return slot < slots ? codes[(slot * zones + zone) * CODES + code.ordinal()] : 0;
    }

    private long at(long[] counters, int slot, int zone) {
        return slot < slots ? counters[slot * zones + zone] : 0;
    }

    /** All calls of a slot. */
    public long calls(int slot) {
        long sum = 0;
        for (int zone = 0; zone < zones; zone++) {
            sum += calls(slot, zone);
        }
        return sum;
    }

    public boolean isEmpty() {
        return empty;
    }

    void ensureSlots(int count) {
        if (slots < count) {
            slots = count;
            touched = Arrays.copyOf(touched, count);
            calls = Arrays.copyOf(calls, count * zones);
            faults = Arrays.copyOf(faults, count * zones);
            refusals = Arrays.copyOf(refusals, count * zones);
            slow = Arrays.copyOf(slow, count * zones);
            workUnits = Arrays.copyOf(workUnits, count * zones);
            codes = Arrays.copyOf(codes, count * zones * CODES);
        }
    }

    void count(int slot, int zone, Code code, long units, boolean isSlow) {
        int at = slot * zones + zone;
        empty = false;
        touched[slot] = true;
        calls[at]++;
        workUnits[at] += units;
        codes[at * CODES + code.ordinal()]++;
        if (isSlow) {
            slow[at]++;
        }
        if (code != Code.OK) {
            if (code.isFault()) {
                faults[at]++;
            } else {
                refusals[at]++;
            }
        }
    }

    /** Adds what another has counted, and clears it. */
    void take(CallStatistics other) {
        if (other.empty) {
            return;
        }
        ensureSlots(other.slots);
        empty = false;
        for (int slot = 0; slot < other.slots; slot++) {
            if (other.touched[slot]) {
                touched[slot] = true;
                add(calls, other.calls, slot, zones);
                add(faults, other.faults, slot, zones);
                add(refusals, other.refusals, slot, zones);
                add(slow, other.slow, slot, zones);
                add(workUnits, other.workUnits, slot, zones);
                add(codes, other.codes, slot, zones * CODES);
            }
        }
        other.clear();
    }

    private static void add(long[] to, long[] from, int slot, int length) {
        for (int i = slot * length; i < (slot + 1) * length; i++) {
            to[i] += from[i];
        }
    }

    /** Begins anew. */
    public void clear() {
        for (int slot = 0; slot < slots && !empty; slot++) {
            if (touched[slot]) {
                touched[slot] = false;
                int from = slot * zones;
                Arrays.fill(calls, from, from + zones, 0);
                Arrays.fill(faults, from, from + zones, 0);
                Arrays.fill(refusals, from, from + zones, 0);
                Arrays.fill(slow, from, from + zones, 0);
                Arrays.fill(workUnits, from, from + zones, 0);
                Arrays.fill(codes, from * CODES, (from + zones) * CODES, 0);
            }
        }
        empty = true;
    }

    /** Of the slots that were called since they were last cleared. */
    void save(StateWriter to) {
        int called = 0;
        for (int slot = 0; slot < slots; slot++) {
            called += touched[slot] ? 1 : 0;
        }
        to.putInt(called);
        for (int slot = 0; slot < slots; slot++) {
            if (touched[slot]) {
                to.putInt(slot);
                for (long[] counters : new long[][] {calls, faults, refusals, slow, workUnits}) {
                    to.putLongs(Arrays.copyOfRange(counters, slot * zones, (slot + 1) * zones), 0, zones);
                }
                int from = slot * zones * CODES;
                to.putLongs(Arrays.copyOfRange(codes, from, from + zones * CODES), 0, zones * CODES);
            }
        }
    }

    /** There are as many slots as there were. */
    void restore(StateReader from) {
        int called = from.getCount(Integer.BYTES);
        for (int i = 0; i < called; i++) {
            int slot = from.getInt();
            touched[slot] = true;
            empty = false;
            for (long[] counters : new long[][] {calls, faults, refusals, slow, workUnits}) {
                restore(counters, slot * zones, zones, from);
            }
            restore(codes, slot * zones * CODES, zones * CODES, from);
        }
    }

    private static void restore(long[] counters, int at, int length, StateReader from) {
        long[] saved = new long[length];
        from.getLongs(saved, 0, length);
        System.arraycopy(saved, 0, counters, at, length);
    }
}
