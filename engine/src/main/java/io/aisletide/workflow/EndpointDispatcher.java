package io.aisletide.workflow;

import io.aisletide.api.Version;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What answers one endpoint: versions in slots, the routing table that says for which robot which of them, and what has been
 * counted. How they are asked, {@link BatchDispatcher} says.
 *
 * <p>Engine's thread only.
 */
public abstract class EndpointDispatcher implements Stateful {
    /** Slots that there can be in a run; a slot is never given to a second version. */
    public static final int MAX_SLOTS = 255;

    /** No version. */
    public static final int NO_SLOT = -1;

    final Endpoint endpoint;
    final ZoneMap zones;
    final CallStatistics statistics;
    final RobotsAsked robotsAsked = new RobotsAsked(MAX_SLOTS);
    final FaultSamples faults = new FaultSamples();
    private final Map<VersionId, CallCosts> costs = new LinkedHashMap<>();
    private final @Nullable PreparedVersion[] versions = new PreparedVersion[MAX_SLOTS];
    private int slotsUsed;

    // The routing table.
    private int stableSlot;
    private byte @Nullable [] slotOfRobot;
    private CallGate gate = CallGate.OPEN;

    EndpointDispatcher(Endpoint endpoint, ZoneMap zones) {
        this.endpoint = endpoint;
        this.zones = zones;
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
        costs.computeIfAbsent(version.info().id(), id -> new CallCosts());
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

    /** Whether the table names the stable version for all. */
    final boolean isUniform() {
        return slotOfRobot == null;
    }

    /** One more than the highest slot that was given out. */
    final int slotsUsed() {
        return slotsUsed;
    }

    /** From here on that one says who answers in the place of whom. */
    public final void gate(CallGate by) {
        gate = by;
    }

    final CallGate gate() {
        return gate;
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
    public final Map<VersionId, CallCosts> costs() {
        return Collections.unmodifiableMap(costs);
    }

    /** Examples of calls that went wrong since the last time, the oldest first, at most sixteen. */
    public final List<FaultSample> takeFaults() {
        return faults.take();
    }

    // ---- state --------------------------------------------------------------------------------------------------

    /** Counts, examples and questions; which versions there are, and for whom, is the caller's to save. */
    @Override
    public final void save(StateImage to) {
        StateWriter section = to.section(endpoint.label());
        section.putInt(slotsUsed).putInt(costs.size());
        costs.keySet().forEach(id -> section.putText(id.toString()));
        faults.save(section);
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
        // Costs are of this process; the order in which versions came is kept.
        costs.clear();
        int versionsKnown = section.getCount(1);
        for (int i = 0; i < versionsKnown; i++) {
            costs.put(VersionId.parse(section.getText()), new CallCosts());
        }
        faults.restore(section);
        robotsAsked.restore(section);
        statistics.restore(section);
        restoreMore(section);
    }

    abstract void saveMore(StateWriter to);

    abstract void restoreMore(StateReader from);
}
