package io.aisletide.sim.run;

import io.aisletide.engine.Delivery;
import io.aisletide.engine.VersionOffer;
import io.aisletide.release.spec.TickRate;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.VersionSpec;
import io.aisletide.workflow.Drill;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.VersionId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a scenario says of versions and releases, as the engine takes it. */
final class DeliveryOf {
    private DeliveryOf() {}

    static Delivery scenario(Scenario scenario) {
        Map<Endpoint, VersionId> stable = new EnumMap<>(Endpoint.class);
        scenario.delivery().stable().values().forEach(id -> {
            VersionId version = VersionId.parse(id);
            stable.put(version.endpoint(), version);
        });
        List<VersionOffer> offers = new ArrayList<>();
        for (VersionSpec version : scenario.delivery().versions()) {
            offers.add(offer(version));
        }
        TickRate rate = new TickRate(scenario.clock().tickNanos());
        return new Delivery(stable, offers, scenario.delivery().plan(), rate);
    }

    private static VersionOffer offer(VersionSpec version) {
        if (version.origin() instanceof VersionSpec.Jar jar) {
            return new JarOffer(VersionId.parse(version.id()), jar.file(), jar.sha256());
        }
        VersionSpec.Drill drill = (VersionSpec.Drill) version.origin();
        return VersionOffer.of(new Drill(
                        perMillion(drill.errorRate()),
                        perMillion(drill.invalidRate()),
                        perMillion(drill.slowRate()),
                        perMillion(drill.endlessRate()),
                        perMillion(drill.refusalRate()),
                        perMillion(drill.harmfulRate()),
                        drill.fromTick())
                .as(VersionId.parse(version.id())));
    }

    private static int perMillion(double share) {
        return (int) Math.round(share * Drill.ALL);
    }
}
