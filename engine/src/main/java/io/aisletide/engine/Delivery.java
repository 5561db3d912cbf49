package io.aisletide.engine;

import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.TickRate;
import io.aisletide.workflow.BuiltIns;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.VersionId;
import io.aisletide.workflow.VersionInfo;
import io.aisletide.workflow.VersionSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which versions decide, and how that may change while the floor moves.
 *
 * @param stable versions that answer at the start; endpoints left out begin with their first version
 * @param offers versions beside the built-in ones
 * @param plan releases, analyses and circuit breakers, without faults (see {@link
 *     io.aisletide.release.spec.SpecValidator})
 * @param rate length of a tick
 */
public record Delivery(Map<Endpoint, VersionId> stable, List<VersionOffer> offers, ReleasePlan plan, TickRate rate) {
    /** Endpoints that the engine asks; an endpoint's number is its place here. */
    static final List<Endpoint> ASKED = List.of(Endpoint.PLAN_ROUTE, Endpoint.YIELD);

    public Delivery {
        EnumMap<Endpoint, VersionId> all = new EnumMap<>(Endpoint.class);
        all.put(Endpoint.PLAN_ROUTE, BuiltIns.SHORTEST);
        all.put(Endpoint.YIELD, BuiltIns.LONGEST_WAITING);
        all.putAll(stable);
        stable = java.util.Collections.unmodifiableMap(all);
        offers = List.copyOf(offers);
    }

    /** The first versions of all endpoints, for good. */
    public static Delivery firstVersions(TickRate rate) {
        return new Delivery(Map.of(), List.of(), ReleasePlan.EMPTY, rate);
    }

    /** Whether it is the first versions for good, which do what the engine does without endpoints. */
    boolean isPlain() {
        return plan.equals(ReleasePlan.EMPTY) && stable.equals(firstVersions(rate).stable);
    }

    /** Everything that may be asked in this run, by id; built-in ones first. */
    Map<String, VersionOffer> all() {
        Map<String, VersionOffer> all = new LinkedHashMap<>();
        for (VersionInfo info : BuiltIns.all()) {
            VersionSource source = BuiltIns.find(info.id());
            if (source != null) {
                all.put(info.id().toString(), VersionOffer.of(source));
            }
        }
        for (VersionOffer offer : offers) {
            if (all.put(offer.id().toString(), offer) != null) {
                throw new IllegalArgumentException("there are two versions called " + offer.id());
            }
        }
        return all;
    }

    /** Ids of the stable versions, by number of the endpoint. */
    List<String> stableIds() {
        List<String> ids = new ArrayList<>();
        for (Endpoint endpoint : ASKED) {
            VersionId id = stable.get(endpoint);
            if (id == null || id.endpoint() != endpoint) {
                throw new IllegalArgumentException(id + " is no version of " + endpoint.label());
            }
            ids.add(id.toString());
        }
        return ids;
    }
}
