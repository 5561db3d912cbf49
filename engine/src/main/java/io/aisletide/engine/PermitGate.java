package io.aisletide.engine;

import io.aisletide.workflow.CallGate;
import java.util.Arrays;

/**
 * Lets as many calls through as circuit breakers have said, for each version slot and zone. Who does not get through is
 * answered by the stable version, and if that is shut too, by nobody. Engine's thread.
 */
final class PermitGate implements CallGate {
    private static final int ANY_NUMBER = Integer.MAX_VALUE;

    private final int zones;
    private int[] permits = new int[0];
    /** Entries that are not {@link #ANY_NUMBER}. */
    private int limited;

    PermitGate(int zones) {
        this.zones = zones;
    }

    /** From here on so many calls, then none. */
    void permit(int slot, int zone, int calls) {
        int at = slot * zones + zone;
        if (at >= permits.length) {
            int had = permits.length;
            permits = Arrays.copyOf(permits, (slot + 1) * zones);
            Arrays.fill(permits, had, permits.length, ANY_NUMBER);
        }
        limited += (calls == ANY_NUMBER ? 0 : 1) - (permits[at] == ANY_NUMBER ? 0 : 1);
        permits[at] = calls;
    }

    @Override
    public boolean isOpen() {
        return limited == 0;
    }

    @Override
    public int route(int slot, int stable, int zone) {
        if (slot != NOBODY && passes(slot, zone)) {
            return slot;
        }
        return stable != NOBODY && stable != slot && passes(stable, zone) ? stable : NOBODY;
    }

    private boolean passes(int slot, int zone) {
        int at = slot * zones + zone;
        if (at >= permits.length || permits[at] == ANY_NUMBER) {
            return true;
        }
        if (permits[at] == 0) {
            return false;
        }
        permits[at]--;
        return true;
    }
}
