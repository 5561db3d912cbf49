package io.aisletide.release;

import io.aisletide.release.analysis.Roles;
import io.aisletide.release.routing.Mix;
import io.aisletide.release.routing.RoutingTable;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Who stands against whom in a release: for each of its endpoints, the slot of the new version and that of the version that was
 * stable when the attempt began. Positions are those of the release's targets.
 */
final class Contest {
    /** Numbers of the endpoints. */
    final int[] endpoints;

    /** By position: the new version's slot, or {@link RoutingTable#NO_SLOT} before the first attempt. */
    final int[] canary;

    final int[] before;

    Contest(int[] endpoints) {
        this.endpoints = endpoints;
        canary = none();
        before = none();
    }

    private int[] none() {
        int[] slots = new int[endpoints.length];
        Arrays.fill(slots, RoutingTable.NO_SLOT);
        return slots;
    }

    int size() {
        return endpoints.length;
    }

    /** Whether a version takes part, on either side. */
    boolean involves(int endpoint, int slot) {
        for (int i = 0; i < endpoints.length; i++) {
            if (endpoints[i] == endpoint && (canary[i] == slot || before[i] == slot)) {
                return true;
            }
        }
        return false;
    }

    boolean sharesEndpoint(Contest other) {
        for (int endpoint : endpoints) {
            for (int theirs : other.endpoints) {
                if (endpoint == theirs) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether its version of an endpoint was not the stable one already when the attempt began. Of one that was, another
     * release of it has been promoted before: its calls, and how they end, say nothing about this release.
     */
    boolean isNew(int position) {
        return canary[position] != before[position];
    }

    boolean isAnyNew() {
        for (int i = 0; i < endpoints.length; i++) {
            if (isNew(i)) {
                return true;
            }
        }
        return false;
    }

    /** Of the endpoints where it has something new; of all of them, where it has nothing new at all. */
    Roles roles() {
        int[] judged = IntStream.range(0, endpoints.length)
                .filter(position -> isNew(position) || !isAnyNew())
                .toArray();
        return new Roles(of(endpoints, judged), of(canary, judged), of(before, judged));
    }

    private static int[] of(int[] values, int[] positions) {
        return Arrays.stream(positions).map(position -> values[position]).toArray();
    }

    void save(StateWriter to) {
        to.putInts(canary, 0, canary.length).putInts(before, 0, before.length);
    }

    void restore(StateReader from) {
        from.getInts(canary, 0, canary.length);
        from.getInts(before, 0, before.length);
    }

    long hash(long hash) {
        long h = hash;
        for (int i = 0; i < endpoints.length; i++) {
            h = Mix.mix(h ^ ((long) canary[i] << 32 ^ before[i]));
        }
        return h;
    }
}
