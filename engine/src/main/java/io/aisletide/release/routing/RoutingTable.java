package io.aisletide.release.routing;

import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which version answers for which robot. Immutable: a swap is a new table, written to one field between two events. A
 * version is known by its slot, a small number of its endpoint that is never given to another version in the same run.
 *
 * <p>Dispatch reads {@link #slotsOf} once a batch. Null, the usual case, means the stable version for all; else the
 * robot's byte is its slot, unsigned, and a robot beyond the array, which came later, asks the stable version.
 */
public final class RoutingTable {
    /** Slots that an endpoint can give out in a run; each version instance takes one. */
    public static final int MAX_SLOTS = 255;

    /** No version: the endpoint's safe default answers. */
    public static final int NO_SLOT = -1;

    private static final String SECTION = "routing-table";

    private final long epoch;
    private final int[] stable;
    private final int[] canary;
    private final byte[] @Nullable [] slotOfRobot;
    private final long hash;

    /**
     * The first table of a run.
     *
     * @param stable slot by endpoint, or {@link #NO_SLOT}
     */
    public RoutingTable(int[] stable) {
        this(0, stable.clone(), none(stable.length), new byte[stable.length][]);
    }

    private RoutingTable(long epoch, int[] stable, int[] canary, byte[] @Nullable [] slotOfRobot) {
        this.epoch = epoch;
        this.stable = stable;
        this.canary = canary;
        this.slotOfRobot = slotOfRobot;
        long h = Mix.mix(epoch);
        for (int endpoint = 0; endpoint < stable.length; endpoint++) {
            h = Mix.mix(h ^ stable[endpoint]);
            h = Mix.mix(h ^ canary[endpoint]);
            byte[] slots = slotOfRobot[endpoint];
            h = slots == null ? Mix.mix(h) : Mix.of(h, slots);
        }
        hash = h;
    }

    private static int[] none(int length) {
        int[] result = new int[length];
        Arrays.fill(result, NO_SLOT);
        return result;
    }

    /** Number of this table; each change adds one. */
    public long epoch() {
        return epoch;
    }

    public int endpoints() {
        return stable.length;
    }

    /** Slot of the stable version, or {@link #NO_SLOT}. */
    public int stable(int endpoint) {
        return stable[endpoint];
    }

    /** Slot of the version behind the canary robots, or {@link #NO_SLOT} if there are none. */
    public int canary(int endpoint) {
        return canary[endpoint];
    }

    /** Robots that ask the canary. */
    public int canaryRobots(int endpoint) {
        int robots = 0;
        byte[] slots = slotOfRobot[endpoint];
        for (int robot = 0; slots != null && robot < slots.length; robot++) {
            robots += (slots[robot] & 0xFF) == canary[endpoint] ? 1 : 0;
        }
        return robots;
    }

    /** By robot; null if all ask the stable version. Not to be written to. */
    public byte @Nullable [] slotsOf(int endpoint) {
        return slotOfRobot[endpoint];
    }

    public int slotOf(int endpoint, int robot) {
        byte[] slots = slotOfRobot[endpoint];
        return slots == null || robot >= slots.length ? stable[endpoint] : slots[robot] & 0xFF;
    }

    /** Over the whole content, the same on every machine. */
    public long hash() {
        return hash;
    }

    public void save(StateImage to) {
        StateWriter section = to.section(SECTION);
        section.putLong(epoch);
        for (int endpoint = 0; endpoint < stable.length; endpoint++) {
            section.putInt(stable[endpoint]).putInt(canary[endpoint]);
            byte[] slots = slotOfRobot[endpoint];
            section.putInt(slots == null ? -1 : slots.length);
            if (slots != null) {
                section.putBytes(slots, 0, slots.length);
            }
        }
    }

    /** The table that was saved, of so many endpoints. */
    public static RoutingTable restored(StateImage from, int endpoints) {
        StateReader section = from.read(SECTION);
        long epoch = section.getLong();
        int[] stable = new int[endpoints];
        int[] canary = new int[endpoints];
        byte[][] slotOfRobot = new byte[endpoints][];
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            stable[endpoint] = section.getInt();
            canary[endpoint] = section.getInt();
            int robots = section.getInt();
            if (robots > section.remaining()) {
                throw new IllegalStateException("the section '" + SECTION + "' ends in the slots of robots");
            }
            if (robots >= 0) {
                slotOfRobot[endpoint] = new byte[robots];
                section.getBytes(slotOfRobot[endpoint], 0, robots);
            }
        }
        return new RoutingTable(epoch, stable, canary, slotOfRobot);
    }

    /** Begins the next table. */
    public Change change() {
        return new Change();
    }

    /** What the next table will be; all changes of one event make one table. */
    public final class Change {
        private final int[] nextStable = stable.clone();
        private final int[] nextCanary = canary.clone();
        private final byte[] @Nullable [] nextSlots = slotOfRobot.clone();
        private boolean changed;

        private Change() {}

        /** The version answers for all robots of the endpoint. */
        public Change toAll(int endpoint, int slot) {
            changed |= nextStable[endpoint] != slot || nextSlots[endpoint] != null;
            nextStable[endpoint] = slot;
            nextCanary[endpoint] = NO_SLOT;
            nextSlots[endpoint] = null;
            return this;
        }

        /** The version answers for the cohort, the stable one for all others. */
        public Change toCohort(int endpoint, int slot, Cohort cohort, Roster roster) {
            if (cohort.size() == 0) {
                return toAll(endpoint, nextStable[endpoint]);
            }
            byte[] slots = new byte[roster.limit()];
            Arrays.fill(slots, (byte) nextStable[endpoint]);
            cohort.mark(slots, slot);
            changed |= nextCanary[endpoint] != slot || !Arrays.equals(slots, nextSlots[endpoint]);
            nextCanary[endpoint] = slot;
            nextSlots[endpoint] = slots;
            return this;
        }

        public int stable(int endpoint) {
            return nextStable[endpoint];
        }

        /** The next table, or this one if nothing is different. */
        public RoutingTable apply() {
            return changed ? new RoutingTable(epoch + 1, nextStable, nextCanary, nextSlots) : RoutingTable.this;
        }
    }
}
