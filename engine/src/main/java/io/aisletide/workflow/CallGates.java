package io.aisletide.workflow;

import java.util.Arrays;

/**
 * How many calls a version may get in a zone until somebody says otherwise: breakers shut a gate, or let a few probes through.
 * Who does not get through is answered by the stable version, and if that is shut too, by the engine. Engine's thread.
 */
public final class CallGates {
    /** Any number of calls. */
    public static final int OPEN = Integer.MAX_VALUE;

    /** No call. */
    public static final int SHUT = 0;

    private final int zones;
    private int[] permits = new int[0];
    private int limited;

    CallGates(int zones) {
        this.zones = zones;
    }

    /** From here on so many calls, then none; {@link #OPEN} and {@link #SHUT} among them. */
    public void permit(int slot, int zone, int calls) {
        int at = slot * zones + zone;
        if (at >= permits.length) {
            if (calls == OPEN) {
                return;
            }
            int had = permits.length;
            permits = Arrays.copyOf(permits, (slot + 1) * zones);
            Arrays.fill(permits, had, permits.length, OPEN);
        }
        limited += (calls == OPEN ? 0 : 1) - (permits[at] == OPEN ? 0 : 1);
        permits[at] = calls;
    }

    /** Calls that are left. */
    public int permits(int slot, int zone) {
        int at = slot * zones + zone;
        return at < permits.length ? permits[at] : OPEN;
    }

    boolean allOpen() {
        return limited == 0;
    }

    /** Takes a permit if there is one. */
    boolean pass(int slot, int zone) {
        int at = slot * zones + zone;
        if (at >= permits.length || permits[at] == OPEN) {
            return true;
        }
        if (permits[at] == SHUT) {
            return false;
        }
        permits[at]--;
        return true;
    }
}
