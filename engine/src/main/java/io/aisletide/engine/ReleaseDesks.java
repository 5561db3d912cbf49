package io.aisletide.engine;

import io.aisletide.grid.Floor;
import io.aisletide.release.audit.AuditSink;
import io.aisletide.traffic.TrafficWorld;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.Endpoints;
import io.aisletide.workflow.RefusedVersionException;
import io.aisletide.workflow.Rehearsal;
import io.aisletide.workflow.VersionPreparer;
import io.aisletide.workflow.ZoneMap;
import java.util.ArrayList;
import java.util.List;

/** Makes a {@link ReleaseDesk} with the versions that answer at the start, on the thread that builds the engine. */
final class ReleaseDesks {
    /** Blocks of tiles along each axis, in which calls are counted and versions rolled out. */
    private static final int ZONES_ACROSS = 4;

    private static final int ZONES_DOWN = 4;

    private ReleaseDesks() {}

    /** @throws IllegalArgumentException if a version that is to answer at the start cannot */
    static ReleaseDesk open(
            Delivery delivery, TrafficWorld world, EngineOptions options, VersionLoader loader, AuditSink sink) {
        Floor floor = options.floor;
        ZoneMap zones = ZoneMap.blocks(floor, ZONES_ACROSS, ZONES_DOWN);
        long seed = options.seed;
        VersionPreparer preparer = new VersionPreparer(
                options.threads, Rehearsal.drawn(floor, zones, seed, ReleaseDesk.REHEARSAL_QUESTIONS));
        List<VersionLoader.Loaded> first = new ArrayList<>();
        try {
            for (Endpoint endpoint : Delivery.ASKED) {
                first.add(first(delivery, endpoint, preparer));
            }
        } catch (IllegalArgumentException refused) {
            first.forEach(loaded -> loaded.code().close());
            throw refused;
        }
        Endpoints endpoints = new Endpoints(
                floor, zones, seed, of(Endpoint.PLAN_ROUTE, first).version(), of(Endpoint.YIELD, first).version());
        endpoints.attach(world);
        LoadedVersions versions = new LoadedVersions(
                endpoints, loader, first.stream().map(VersionLoader.Loaded::code).toList());
        FloorEvidence evidence = new FloorEvidence(world, versions, delivery.plan());
        return new ReleaseDesk(delivery, world, versions, evidence, sink, seed);
    }

    private static VersionLoader.Loaded of(Endpoint endpoint, List<VersionLoader.Loaded> first) {
        return first.get(Delivery.ASKED.indexOf(endpoint));
    }

    private static VersionLoader.Loaded first(Delivery delivery, Endpoint endpoint, VersionPreparer preparer) {
        String id = delivery.stableIds().get(Delivery.ASKED.indexOf(endpoint));
        VersionOffer offer = delivery.all().get(id);
        if (offer == null) {
            throw new IllegalArgumentException("no version is called " + id);
        }
        VersionOffer.Opened code = null;
        try {
            code = offer.open();
            return new VersionLoader.Loaded(preparer.prepare(code.source(), null, false), code);
        } catch (RefusedVersionException refused) {
            if (code != null) {
                code.close();
            }
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }
}
