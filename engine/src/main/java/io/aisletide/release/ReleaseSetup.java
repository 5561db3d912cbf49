package io.aisletide.release;

import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.TickRate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a controller is made for.
 *
 * @param endpoints names; an endpoint's number is its place here
 * @param stable id of the version of each endpoint that answers from the start, in slot 0; null for none
 * @param zones number of zones of the floor
 * @param faultCodes names of the fault codes; a code's number is its place here
 * @param versions all that the plan may name, and those that are stable from the start
 * @param plan without faults, see {@link io.aisletide.release.spec.SpecValidator}
 */
public record ReleaseSetup(
        List<String> endpoints,
        List<@Nullable String> stable,
        int zones,
        List<String> faultCodes,
        List<VersionIdentity> versions,
        ReleasePlan plan,
        TickRate rate,
        long seed) {
    VersionIdentity version(String id) {
        for (VersionIdentity version : versions) {
            if (version.id().equals(id)) {
                return version;
            }
        }
        throw new IllegalArgumentException("no version is called " + id);
    }
}
