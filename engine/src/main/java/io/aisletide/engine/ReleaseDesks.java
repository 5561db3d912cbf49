package io.aisletide.engine;

import io.aisletide.grid.Floor;
import io.aisletide.release.audit.AuditSink;
import io.aisletide.traffic.TrafficWorld;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.Endpoints;
import io.aisletide.workflow.PreparedVersion;
import io.aisletide.workflow.RefusedVersionException;
import io.aisletide.workflow.Rehearsal;
import io.aisletide.workflow.VersionPreparer;
import io.aisletide.workflow.ZoneMap;

/** Makes a {@link ReleaseDesk} with the versions that answer at the start, on the thread that builds the engine. */
final class ReleaseDesks {
    /** Blocks of tiles along each axis, in which calls are counted and versions rolled out. */
    private static final int ZONES_ACROSS = 4;

    private static final int ZONES_DOWN = 4;

    private ReleaseDesks() {}

    /** @throws IllegalArgumentException if a version that is to answer at the start cannot */
    static ReleaseDesk open(
            Delivery delivery, TrafficWorld world, FleetEngineBuilder options, VersionLoader loader, AuditSink sink) {
        Floor floor = options.vocabulary().floor();
        ZoneMap zones = ZoneMap.blocks(floor, ZONES_ACROSS, ZONES_DOWN);
        long seed = options.seed();
        VersionPreparer preparer = new VersionPreparer(
                options.threads(), Rehearsal.drawn(floor, zones, seed, ReleaseDesk.REHEARSAL_QUESTIONS));
        Endpoints endpoints = new Endpoints(
                floor,
                zones,
                seed,
                first(delivery, Endpoint.PLAN_ROUTE, preparer),
                first(delivery, Endpoint.YIELD, preparer));
        endpoints.attach(world);
        return new ReleaseDesk(delivery, world, endpoints, loader, sink, seed);
    }

    private static PreparedVersion first(Delivery delivery, Endpoint endpoint, VersionPreparer preparer) {
        String id = delivery.stableIds().get(Delivery.ASKED.indexOf(endpoint));
        VersionOffer offer = delivery.all().get(id);
        if (offer == null) {
            throw new IllegalArgumentException("no version is called " + id);
        }
        try {
            return preparer.prepare(offer.open().source(), null, false);
        } catch (RefusedVersionException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }
}
