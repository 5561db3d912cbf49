package io.aisletide.workflow;

import io.aisletide.api.Code;
import io.aisletide.api.Version;
import io.aisletide.fleet.Robots;
import io.aisletide.metrics.WallClock;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.traffic.TrafficView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * answers what does not depend on the number of threads. What is measured of the process goes to {@link CallCosts}, which no
 * decision reads.
 *
 * <p>Engine's thread only.
 *
 * @param <C> who asks
 */
abstract class BatchDispatcher<C extends Caller<?, ?>> extends EndpointDispatcher {
    /** A power of two. */
    static final int SAMPLE_EVERY = 64;

    private static final int CHUNK = 1024;
    /** As a byte, a slot that does not exist. */
    private static final int NOBODY = 255;

    private static final byte OK = 0;

    private final long seed;
    private final long slowUnits;
    private final RequestLog log = new RequestLog();
    private @Nullable Scene<C> scene;

    // Of the batch under way.
    /** Robots that have no answer, or that nobody is to answer. */
    private int unanswered;

    private byte[] slots = new byte[0];
    private byte[] outcomes = new byte[0];
    private int[] order = new int[0];
    /** 0, 1, 2 and so on. */
    private int[] inTurn = new int[0];

    /** Where a slot's robots begin in the order. */
    private final int[] groupStarts = new int[NOBODY + 2];

    private final int[] next = new int[NOBODY + 2];
    private @Nullable FaultSample[] firstFaults = new FaultSample[0];

    /**
     * A floor that is asked about, and for each thread who asks.
     *
     * @param floor as versions see it
     */
    record Scene<C>(TrafficView view, LiveFloor floor, List<C> callers, Scratch[] scratch) {}

    /** What one thread writes. */
    static final class Scratch {
        final CallStatistics statistics;
        final long[] sampleNanos = new long[256];
        int samples;
        int calls;
        int unanswered;
        long measuredCalls;
        long bytes;

        Scratch(int zones) {
            statistics = new CallStatistics(zones);
        }
    }

    BatchDispatcher(Endpoint endpoint, ZoneMap zones, long seed) {
        super(endpoint, zones);
        this.seed = seed;
        slowUnits = Contracts.of(endpoint).budget().slowUnits();
    }

    /** The floor that is asked about from here on. */
    final void look(TrafficView view) {
        Scene<C> seen = scene;
        if (seen != null && seen.view == view) {
            return;
        }
        List<C> callers = new ArrayList<>();
        Scratch[] scratch = new Scratch[view.threads()];
        for (int i = 0; i < scratch.length; i++) {
            callers.add(newCaller(view, Contracts.of(endpoint).budget().fuel()));
            scratch[i] = new Scratch(zones.count());
        }
        scene = new Scene<>(view, new LiveFloor(view, zones, seed), callers, scratch);
    }

    final Scene<C> scene() {
        Scene<C> seen = scene;
        if (seen == null) {
            throw new IllegalStateException("nobody has asked yet");
        }
        return seen;
    }

    /** What has been asked lately, with the floor as it is; null if nothing has. */
    final @Nullable Rehearsal recorded() {
        return scene == null || log.size() == 0 ? null : Rehearsal.recorded(log, scene().view, zones, seed);
    }

    @Override
    void saveMore(StateWriter to) {
        log.save(to);
    }

    @Override
    void restoreMore(StateReader from) {
        log.restore(from);
    }

    // ---- what endpoints differ in -------------------------------------------------------------------------------

    /** Who asks on one thread. */
    abstract C newCaller(TrafficView view, long fuel);

    /** Number of the i-th robot of the batch. */
    abstract int robot(int i);

    /** Puts the question about the i-th robot, and takes the answer if it is {@link Code#OK}. */
    abstract Code ask(C caller, Version<?, ?> version, int i, Scene<C> at);

    /** Does what the contract names where nobody answers. */
    abstract void fallBack(int i);

    /** Whether each robot is asked about by the version that the table names now. */
    boolean followsTable() {
        return true;
    }

    /** Slot of the version that has to answer for a robot, and takes note of it. */
    int slotFor(int robot) {
        return slotOf(robot);
    }

    // ---- batches ------------------------------------------------------------------------------------------------

    /** Asks about all robots of a batch. */
    final void run(int count, boolean newGoals, TrafficView view) {
        look(view);
        Scene<C> at = scene();
        log.note(count, newGoals ? 1 : 0, this::robot, view);
        if (slots.length < count) {
            int size = Math.max(count, 2 * slots.length);
            slots = new byte[size];
            outcomes = new byte[size];
            order = new int[size];
            inTurn = new int[size];
            Arrays.setAll(inTurn, i -> i);
        }
        unanswered = 0;
        boolean plain = isUniform() && gate().isOpen() && followsTable() && stableSlot() != NO_SLOT;
        if (plain) {
            askGroup(stableSlot(), inTurn, 0, count, at);
        } else {
            askByVersion(count, at);
        }
        if (unanswered > 0) {
            settle(count, at, plain);
        }
    }

    private void askByVersion(int count, Scene<C> at) {
        Arrays.fill(groupStarts, 0);
        for (int from = 0; from < count; from += CHUNK) {
            lookUp(from, Math.min(count, from + CHUNK), at.view);
        }
        // Counting sort: robots by version, within a version in the order of the batch; those for nobody last.
        for (int slot = 0; slot <= NOBODY; slot++) {
            groupStarts[slot + 1] += groupStarts[slot];
        }
        System.arraycopy(groupStarts, 0, next, 0, next.length);
        for (int from = 0; from < count; from += CHUNK) {
            sort(from, Math.min(count, from + CHUNK));
        }
        for (int slot = 0; slot < slotsUsed(); slot++) {
            askGroup(slot, order, groupStarts[slot], next[slot], at);
        }
        unanswered += count - groupStarts[NOBODY];
    }

    /**
     * Who answers: part of a batch at a time, so that the machine, when it meets another kind of table and throws its code for
     * the old one away, interprets a part only.
     */
    private void lookUp(int from, int to, TrafficView view) {
        boolean open = gate().isOpen();
        int stable = stableSlot();
        for (int i = from; i < to; i++) {
            int robot = robot(i);
            int slot = slotFor(robot);
            if (slot != NO_SLOT && prepared(slot) == null) {
                slot = stable;
            }
            if (!open) {
                slot = gate().route(slot, stable, zoneOf(robot, view));
            }
            slots[i] = (byte) slot;
            groupStarts[(slots[i] & 0xFF) + 1]++;
            if ((slots[i] & 0xFF) != stable && slots[i] != NO_SLOT) {
                robotsAsked.note(slots[i] & 0xFF, robot);
            }
        }
    }

    private void sort(int from, int to) {
        for (int i = from; i < to; i++) {
            order[next[slots[i] & 0xFF]++] = i;
        }
    }

    private int zoneOf(int robot, TrafficView view) {
        return zones.zoneOfCell(view.robots().get(robot, Robots.CELL));
    }

    /**
     * Asks a version about some of the batch: those that stand in a range of places. There are places also for a batch whose
     * order does not matter, because the machine would throw away a loop that has known no other, when the first version comes.
     */
    private void askGroup(int slot, int[] places, int from, int to, Scene<C> at) {
        PreparedVersion version = prepared(slot);
        int count = to - from;
        if (count == 0 || version == null) {
            return;
        }
        int chunks = (count + CHUNK - 1) / CHUNK;
        if (firstFaults.length < chunks) {
            firstFaults = new FaultSample[chunks];
        }
        long start = WallClock.nanos();
        at.view.parallel().forEach(chunks, (chunk, worker) -> {
            int end = Math.min(to, from + (chunk + 1) * CHUNK);
            C caller = at.callers.get(worker);
            Scratch own = at.scratch[worker];
            caller.enter();
            long bytes = AllocationMeter.bytes();
            try {
                firstFaults[chunk] = askChunk(version, slot, places, from + chunk * CHUNK, end, worker, at);
            } finally {
                caller.leave();
                own.bytes += AllocationMeter.bytes() - bytes;
                own.measuredCalls += end - (from + chunk * CHUNK);
            }
        });
        CallCosts cost = costs().get(version.info().id());
        if (cost != null) {
            cost.batch.record((WallClock.nanos() - start) / count, count);
        }
        gather(cost, at);
        keepFaults(chunks);
    }

    /** @return the first call that went wrong, as an example */
    private @Nullable FaultSample askChunk(
            PreparedVersion version, int slot, int[] places, int from, int to, int worker, Scene<C> at) {
        Version<?, ?> instance = version.instance(worker);
        C caller = at.callers.get(worker);
        Scratch own = at.scratch[worker];
        own.statistics.ensureSlots(slotsUsed());
        FaultSample first = null;
        for (int place = from; place < to; place++) {
            int i = places[place];
            caller.explain(first == null);
            long start = (own.calls++ & SAMPLE_EVERY - 1) == 0 ? WallClock.nanos() : 0;
            Code code = ask(caller, instance, i, at);
            if (start != 0 && own.samples < own.sampleNanos.length) {
                own.sampleNanos[own.samples++] = WallClock.nanos() - start;
            }
            outcomes[i] = (byte) code.ordinal();
            count(own.statistics, slot, i, code, caller, at);
            if (code != Code.OK) {
                own.unanswered++;
                first = first == null ? sample(slot, i, code, caller, at) : first;
            }
        }
        return first;
    }

    private void count(CallStatistics to, int slot, int i, Code code, C caller, Scene<C> at) {
        long units = caller.tank.used();
        to.count(slot, zoneOf(robot(i), at.view), code, units, units > slowUnits);
    }

    private FaultSample sample(int slot, int i, Code code, C caller, Scene<C> at) {
        String message = caller.message();
        return new FaultSample(endpoint, slot, at.view.tick(), robot(i), code, message == null ? "" : message);
    }

    private void gather(@Nullable CallCosts cost, Scene<C> at) {
        for (Scratch own : at.scratch) {
            statistics.take(own.statistics);
            unanswered += own.unanswered;
            for (int i = 0; cost != null && i < own.samples; i++) {
                cost.call.record(own.sampleNanos[i]);
            }
            if (cost != null && AllocationMeter.isSupported()) {
                cost.allocated(own.measuredCalls, own.bytes);
            }
            own.samples = 0;
            own.unanswered = 0;
            own.measuredCalls = 0;
            own.bytes = 0;
        }
    }

    private void keepFaults(int chunks) {
        for (int chunk = 0; chunk < chunks; chunk++) {
            FaultSample fault = firstFaults[chunk];
            if (fault != null) {
                faults.keep(fault);
                firstFaults[chunk] = null;
            }
        }
    }

    /** Those without an answer: the stable version's turn, then the engine's. */
    private void settle(int count, Scene<C> at, boolean allStable) {
        for (int i = 0; i < count; i++) {
            int slot = allStable ? stableSlot() : slots[i] & 0xFF;
            if (outcomes[i] == OK && slot != NOBODY) {
                continue;
            }
            boolean answered = slot != NOBODY && slot != stableSlot() && askStable(i, at);
            if (!answered) {
                fallBack(i);
            }
            outcomes[i] = OK;
        }
    }

    private boolean askStable(int i, Scene<C> at) {
        int slot = stableSlot();
        PreparedVersion stable = slot == NO_SLOT ? null : prepared(slot);
        boolean asked = stable != null && gate().route(slot, slot, zoneOf(robot(i), at.view)) == slot;
        if (!asked || stable == null) {
            return false;
        }
        C caller = at.callers.get(0);
        caller.enter();
        try {
            caller.explain(true);
            Code code = ask(caller, stable.instance(0), i, at);
            count(statistics, slot, i, code, caller, at);
            if (code != Code.OK) {
                faults.keep(sample(slot, i, code, caller, at));
            }
            return code == Code.OK;
        } finally {
            caller.leave();
        }
    }
}
