package io.aisletide.workflow;

import io.aisletide.api.Code;
import io.aisletide.api.Version;
import io.aisletide.fleet.Robots;
import io.aisletide.metrics.WallClock;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.TrafficView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks the versions of one endpoint, a batch of robots at a time.
 *
 * <p><b>A batch.</b> Each robot's version is looked up: one read of the routing table, then the gate of its zone. Robots of one
 * version are asked together, in chunks shared among the tick's threads; each thread has an instance of the version, and
 * scratch, of its own, so a call allocates nothing and meets nobody. Counters are summed when all are done.
 *
 * <p><b>When a version fails</b> (it throws, runs out of fuel, refuses, or answers what the validator rejects), the call counts
 * against it, and the stable version is asked; if that fails too, the engine does the safe thing that the contract names.
 *
 * <p><b>Determinism.</b> Versions are pure, chunks are cut by position, permits are taken in the order of the batch: so who
 * answers what does not depend on the number of threads. Wall-clock times go to histograms that no decision reads.
 *
 * <p>Engine's thread only.
 */
public abstract class EndpointDispatcher implements Stateful {
    /** Slots that there can be in a run; a slot is never given to a second version. */
    public static final int MAX_SLOTS = 255;

    /** No version. */
    public static final int NO_SLOT = -1;


    /** A power of two. */
    static final int SAMPLE_EVERY = 64;

    private static final int CHUNK = 1024;
    private static final int KEPT_FAULTS = 16;
    /** As a byte, a slot that does not exist. */
    private static final int NOBODY = 255;

    private static final byte OK = 0;

    private final Endpoint endpoint;
    private final Contract contract;
    private final long slowUnits;
    private final ZoneMap zones;
    private final CallStatistics statistics;
    private final @Nullable PreparedVersion[] versions = new PreparedVersion[MAX_SLOTS];
    private final Map<VersionId, WallTimes> wallTimes = new LinkedHashMap<>();
    private final Deque<FaultSample> faults = new ArrayDeque<>();
    private final RobotsAsked robotsAsked = new RobotsAsked(MAX_SLOTS);
    private int slotsUsed;

    // The routing table.
    private int stableSlot;
    private byte @Nullable [] slotOfRobot;
    private CallGate gate = CallGate.OPEN;

    // Of the batch under way.
    /** Robots that have no answer, or that nobody is to answer. */
    private int unanswered;

    private @Nullable TrafficView view;
    private byte[] slots = new byte[0];
    private byte[] outcomes = new byte[0];
    private int[] order = new int[0];
    /** Where a slot's robots begin in the order. */
    private final int[] groupStarts = new int[NOBODY + 2];

    private final int[] next = new int[NOBODY + 2];
    private @Nullable FaultSample[] firstFaults = new FaultSample[0];
    private Scratch[] scratch = new Scratch[0];

    /** What one thread writes. */
    private static final class Scratch {
        final CallStatistics statistics;
        final long[] sampleNanos = new long[256];
        int samples;
        int calls;
        int unanswered;

        Scratch(int zones) {
            statistics = new CallStatistics(zones);
        }
    }

    EndpointDispatcher(Endpoint endpoint, ZoneMap zones) {
        this.endpoint = endpoint;
        this.zones = zones;
        contract = Contracts.of(endpoint);
        slowUnits = contract.budget().slowUnits();
        statistics = new CallStatistics(zones.count());
    }

    // ---- versions -----------------------------------------------------------------------------------------------

    public final Endpoint endpoint() {
        return endpoint;
    }

    /**
     * Gives a version a slot, so that the routing table may name it.
     *
     * @throws IllegalArgumentException if the slot is out of range or taken, or the version is of another endpoint
     */
    public final void install(int slot, PreparedVersion version) {
        if (slot < 0 || slot >= MAX_SLOTS || slot < slotsUsed) {
            throw new IllegalArgumentException("slots are given in turn, " + slotsUsed + " to " + (MAX_SLOTS - 1)
                    + " are left, not " + slot);
        }
        if (version.info().id().endpoint() != endpoint) {
            throw new IllegalArgumentException(version.info().id() + " does not answer " + endpoint.label());
        }
        versions[slot] = version;
        slotsUsed = slot + 1;
        statistics.ensureSlots(slotsUsed);
        wallTimes.computeIfAbsent(version.info().id(), id -> new WallTimes());
    }

    /** Takes a drained version out, and lets go of its instances; calls that name the slot go to the stable version. */
    public final void remove(int slot) {
        PreparedVersion version = versions[slot];
        if (slot == stableSlot) {
            throw new IllegalArgumentException("slot " + slot + " of " + endpoint.label() + " is the stable version's");
        }
        if (version != null) {
            versions[slot] = null;
            version.letGo();
        }
    }

    /** What answers in that slot, or null. */
    public final @Nullable VersionInfo version(int slot) {
        PreparedVersion version = versions[slot];
        return version == null ? null : version.info();
    }

    final @Nullable PreparedVersion prepared(int slot) {
        return versions[slot];
    }

    /**
     * The routing table from here on: called between two events.
     *
     * @param stable slot of the version that answers where no other is named, and in the place of others that fail; or {@link
     *     #NO_SLOT}, and then the engine does what the contract names as its fallback
     * @param ofRobot slot by robot number, unsigned, or null if all are the stable version's; robots beyond its end are too. Read, not
     *     copied: it may not be written any more
     */
    public final void route(int stable, byte @Nullable [] ofRobot) {
        if (stable != NO_SLOT && versions[stable] == null) {
            throw new IllegalArgumentException("slot " + stable + " of " + endpoint.label() + " is empty");
        }
        stableSlot = stable;
        slotOfRobot = ofRobot;
    }

    public final int stableSlot() {
        return stableSlot;
    }

    /** Slot of the version that the routing table names for a robot, or {@link #NO_SLOT}. */
    public final int slotOf(int robot) {
        byte[] ofRobot = slotOfRobot;
        return ofRobot == null || robot >= ofRobot.length ? stableSlot : ofRobot[robot] & 0xFF;
    }

    /**
     * What answers for a robot with a new question: one read of the table.
     *
     * @param thread whose instance
     * @throws IllegalStateException if there is no version
     */
    public final Version<?, ?> versionFor(int robot, int thread) {
        int slot = slotOf(robot);
        PreparedVersion version = slot == NO_SLOT ? null : versions[slot];
        if (version == null) {
            throw new IllegalStateException(endpoint.label() + " has no version in slot " + slot);
        }
        return version.instance(thread);
    }

    /** Whether each robot is asked about by the version that the table names now. */
    boolean followsTable() {
        return true;
    }

    /** Slot of the version that has to answer the i-th of the batch, and takes note of it. */
    int slotFor(int robot) {
        return slotOf(robot);
    }

    /** From here on that one says who answers in the place of whom. */
    public final void gate(CallGate by) {
        gate = by;
    }

    // ---- figures ------------------------------------------------------------------------------------------------

    /** Calls since the last {@link CallStatistics#clear}. */
    public final CallStatistics statistics() {
        return statistics;
    }

    /** Different robots that a version, not the stable one, was asked about since this was last called. */
    public final int takeRobotsAsked(int slot) {
        return robotsAsked.take(slot);
    }

    /** By version, in the order in which they came. */
    public final Map<VersionId, WallTimes> wallTimes() {
        return Collections.unmodifiableMap(wallTimes);
    }

    /** Examples of calls that went wrong since the last time, the oldest first, at most {@value #KEPT_FAULTS}. */
    public final List<FaultSample> takeFaults() {
        List<FaultSample> taken = new ArrayList<>(faults);
        faults.clear();
        return taken;
    }

    // ---- state --------------------------------------------------------------------------------------------------

    /** Counts, examples and questions; which versions there are, and for whom, is the caller's to save. */
    @Override
    public final void save(StateImage to) {
        StateWriter section = to.section(endpoint.label());
        section.putInt(slotsUsed).putInt(wallTimes.size());
        wallTimes.keySet().forEach(id -> section.putText(id.toString()));
        section.putInt(faults.size());
        faults.forEach(fault -> fault.save(section));
        robotsAsked.save(section);
        statistics.save(section);
        saveMore(section);
    }

    /** Onto a new one in which the versions that were there have been installed, and the table is as it was. */
    @Override
    public final void restore(StateImage from) {
        StateReader section = from.read(endpoint.label());
        slotsUsed = section.getInt();
        statistics.ensureSlots(slotsUsed);
        // Times are of this process; the order in which versions came is kept.
        wallTimes.clear();
        int versionsKnown = section.getCount(1);
        for (int i = 0; i < versionsKnown; i++) {
            wallTimes.put(VersionId.parse(section.getText()), new WallTimes());
        }
        int examples = section.getCount(1);
        for (int i = 0; i < examples; i++) {
            faults.addLast(FaultSample.restored(section));
        }
        robotsAsked.restore(section);
        statistics.restore(section);
        restoreMore(section);
    }

    abstract void saveMore(StateWriter to);

    abstract void restoreMore(StateReader from);

    // ---- batches ------------------------------------------------------------------------------------------------

    /** Number of the i-th robot of the batch. */
    abstract int robot(int i);

    /** Puts the question about the i-th robot, and takes the answer if it is {@link Code#OK}. */
    abstract Code ask(int worker, Version<?, ?> version, int i, boolean explain);

    /** Who asks on that thread. */
    abstract Caller<?, ?> caller(int worker);

    /** Does what the contract names where nobody answers. */
    abstract void fallBack(int i);

    /** Asks about all robots of a batch. */
    final void run(int count, TrafficView with) {
        if (view != with) {
            view = with;
            scratch = new Scratch[with.threads()];
            for (int i = 0; i < scratch.length; i++) {
                scratch[i] = new Scratch(zones.count());
            }
        }
        if (slots.length < count) {
            int size = Math.max(count, 2 * slots.length);
            slots = new byte[size];
            outcomes = new byte[size];
            order = new int[size];
        }
        unanswered = 0;
        boolean plain = slotOfRobot == null && gate.isOpen() && followsTable() && stableSlot != NO_SLOT;
        if (plain) {
            askGroup(stableSlot, 0, count, false, with);
        } else {
            askByVersion(count, with);
        }
        if (unanswered > 0) {
            settle(count, with, plain);
        }
    }

    private void askByVersion(int count, TrafficView with) {
        Arrays.fill(groupStarts, 0);
        for (int from = 0; from < count; from += CHUNK) {
            lookUp(from, Math.min(count, from + CHUNK), with);
        }
        // Counting sort: robots by version, within a version in the order of the batch; those for nobody last.
        for (int slot = 0; slot <= NOBODY; slot++) {
            groupStarts[slot + 1] += groupStarts[slot];
        }
        System.arraycopy(groupStarts, 0, next, 0, next.length);
        for (int from = 0; from < count; from += CHUNK) {
            sort(from, Math.min(count, from + CHUNK));
        }
        for (int slot = 0; slot < slotsUsed; slot++) {
            askGroup(slot, groupStarts[slot], next[slot], true, with);
        }
        unanswered += count - groupStarts[NOBODY];
    }

    /**
     * Who answers: part of a batch at a time, so that the machine, when it meets another kind of table and throws its code for
     * the old one away, interprets a part only.
     */
    private void lookUp(int from, int to, TrafficView with) {
        boolean open = gate.isOpen();
        for (int i = from; i < to; i++) {
            int slot = slotFor(robot(i));
            if (slot != NO_SLOT && versions[slot] == null) {
                slot = stableSlot;
            }
            if (open) {
                slots[i] = (byte) slot;
            } else {
                slots[i] = (byte) gate.route(slot, stableSlot, zoneOf(robot(i), with));
            }
            groupStarts[(slots[i] & 0xFF) + 1]++;
            if ((slots[i] & 0xFF) != stableSlot && slots[i] != NO_SLOT) {
                robotsAsked.note(slots[i] & 0xFF, robot(i));
            }
        }
    }

    private void sort(int from, int to) {
        for (int i = from; i < to; i++) {
            order[next[slots[i] & 0xFF]++] = i;
        }
    }

    private int zoneOf(int robot, TrafficView with) {
        return zones.zoneOfCell(with.robots().get(robot, Robots.CELL));
    }

    private void askGroup(int slot, int from, int to, boolean inOrder, TrafficView with) {
        PreparedVersion version = versions[slot];
        int count = to - from;
        if (count == 0 || version == null) {
            return;
        }
        int chunks = (count + CHUNK - 1) / CHUNK;
        if (firstFaults.length < chunks) {
            firstFaults = new FaultSample[chunks];
        }
        long start = WallClock.nanos();
        with.parallel().forEach(chunks, (chunk, worker) -> {
            int end = Math.min(to, from + (chunk + 1) * CHUNK);
            caller(worker).enter();
            try {
                askChunk(version, slot, from + chunk * CHUNK, end, inOrder, chunk, worker, with);
            } finally {
                caller(worker).leave();
            }
        });
        WallTimes times = wallTimes.get(version.info().id());
        if (times != null) {
            times.batch.record((WallClock.nanos() - start) / count, count);
        }
        gather(chunks, times);
    }

    private void askChunk(
            PreparedVersion version, int slot, int from, int to, boolean inOrder, int chunk, int worker, TrafficView with) {
        Version<?, ?> instance = version.instance(worker);
        Scratch own = scratch[worker];
        own.statistics.ensureSlots(slotsUsed);
        boolean explain = true;
        for (int at = from; at < to; at++) {
            int i = inOrder ? order[at] : at;
            long start = (own.calls++ & SAMPLE_EVERY - 1) == 0 ? WallClock.nanos() : 0;
            Code code = ask(worker, instance, i, explain);
            if (start != 0 && own.samples < own.sampleNanos.length) {
                own.sampleNanos[own.samples++] = WallClock.nanos() - start;
            }
            outcomes[i] = (byte) code.ordinal();
            count(own.statistics, slot, i, code, worker, with);
            if (code != Code.OK) {
                own.unanswered++;
                if (explain) {
                    explain = false;
                    firstFaults[chunk] = sample(slot, i, code, worker, with);
                }
            }
        }
    }

    private void count(CallStatistics to, int slot, int i, Code code, int worker, TrafficView with) {
        long units = caller(worker).tank.used();
        to.count(slot, zoneOf(robot(i), with), code, units, units > slowUnits);
    }

    private FaultSample sample(int slot, int i, Code code, int worker, TrafficView with) {
        String message = caller(worker).message();
        return new FaultSample(endpoint, slot, with.tick(), robot(i), code, message == null ? "" : message);
    }

    private void gather(int chunks, @Nullable WallTimes times) {
        for (Scratch own : scratch) {
            statistics.take(own.statistics);
            for (int i = 0; i < own.samples && times != null; i++) {
                times.call.record(own.sampleNanos[i]);
            }
            own.samples = 0;
            unanswered += own.unanswered;
            own.unanswered = 0;
        }
        for (int chunk = 0; chunk < chunks; chunk++) {
            FaultSample fault = firstFaults[chunk];
            if (fault != null) {
                keep(fault);
                firstFaults[chunk] = null;
            }
        }
    }

    private void keep(FaultSample fault) {
        if (faults.size() == KEPT_FAULTS) {
            faults.removeFirst();
        }
        faults.addLast(fault);
    }

    /** Those without an answer: the stable version's turn, then the engine's. */
    private void settle(int count, TrafficView with, boolean allStable) {
        for (int i = 0; i < count; i++) {
            int slot = allStable ? stableSlot : slots[i] & 0xFF;
            if (outcomes[i] == OK && slot != NOBODY) {
                continue;
            }
            boolean answered = slot != NOBODY && slot != stableSlot && askStable(i, with);
            if (!answered) {
                fallBack(i);
            }
            outcomes[i] = OK;
        }
    }

    private boolean askStable(int i, TrafficView with) {
        PreparedVersion stable = stableSlot == NO_SLOT ? null : versions[stableSlot];
        boolean asked = stable != null && gate.route(stableSlot, stableSlot, zoneOf(robot(i), with)) == stableSlot;
        if (!asked || stable == null) {
            return false;
        }
        caller(0).enter();
        try {
            Code code = ask(0, stable.instance(0), i, true);
            count(statistics, stableSlot, i, code, 0, with);
            if (code != Code.OK) {
                keep(sample(stableSlot, i, code, 0, with));
            }
            return code == Code.OK;
        } finally {
            caller(0).leave();
        }
    }
}
