package io.aisletide.release.analysis;

import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;

/**
 * Which versions a release sets against each other.
 *
 * @param endpoints numbers of the endpoints where it has something new
 * @param canary slot of the new version, by position in endpoints
 * @param stable slot of the version that was stable when the attempt began, or -1
 */
public record Roles(int[] endpoints, int[] canary, int[] stable) {
    boolean has(int endpoint) {
        return Arrays.stream(endpoints).anyMatch(each -> each == endpoint);
    }

    /** Of one endpoint only. */
    Roles only(int endpoint) {
        for (int i = 0; i < endpoints.length; i++) {
            if (endpoints[i] == endpoint) {
                return new Roles(new int[] {endpoint}, new int[] {canary[i]}, new int[] {stable[i]});
            }
        }
        return new Roles(new int[0], new int[0], new int[0]);
    }

    void save(StateWriter to) {
        to.putInt(endpoints.length);
        for (int[] each : new int[][] {endpoints, canary, stable}) {
            to.putInts(each, 0, each.length);
        }
    }

    static Roles restored(StateReader from) {
        int length = from.getCount(3 * Integer.BYTES);
        Roles roles = new Roles(new int[length], new int[length], new int[length]);
        for (int[] each : new int[][] {roles.endpoints, roles.canary, roles.stable}) {
            from.getInts(each, 0, length);
        }
        return roles;
    }
}
