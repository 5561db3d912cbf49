package io.aisletide.engine;

import io.aisletide.release.Lifecycle;
import io.aisletide.release.ReleaseController;
import io.aisletide.release.analysis.Evidence;
import io.aisletide.release.routing.RoutingTable;
import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.MetricSpec.Measure;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.TrafficWorld;
import io.aisletide.traffic.World;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.Endpoints;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the controller judges versions by, once a tick: calls and how they ended, what became of missions, who was
 * exposed, what may not be unloaded yet, and whether the floor is as it must be. Engine's thread.
 */
final class FloorEvidence implements Stateful {
    /** A snapshot of before, which counted missions where it now says how far they were looked for, has to be refused. */
    private static final String SECTION = "floor-evidence-2";
    /** Robots that are looked at in a tick for a mission of a version that is to go. */
    private static final int LOOKED_AT_A_TICK = 16_384;

    private final World world;
    private final Endpoints endpoints;
    private final LoadedVersions versions;
    private final ReleasePlan plan;
    private final CallLedger calls;
    /** Null if no metric wants to know. */
    private final @Nullable MissionLedger missions;

    private final FloorCheck check;
    /** By endpoint and slot of a version that is to go: no robot of a lower number is on a mission of it. */
    private final int[][] lookedAt = new int[Delivery.ASKED.size()][RoutingTable.MAX_SLOTS];

    private long ticksOverCap;
    private long robotsBefore;
    /** The table that the next two are of. */
    private @Nullable RoutingTable counted;

    /** Slot of the canary, by endpoint, and robots that ask it; the latter only if some metric is about missions. */
    private final int[] canaries = new int[Delivery.ASKED.size()];

    private final int[] canaryRobots = new int[Delivery.ASKED.size()];

    FloorEvidence(TrafficWorld world, LoadedVersions versions, ReleasePlan plan) {
        this.world = world;
        this.versions = versions;
        this.plan = plan;
        endpoints = versions.endpoints();
        calls = new CallLedger(endpoints, lateAfterTicks(plan));
        check = new FloorCheck(world, world.view().floor());
        missions = wantsMissions(plan) ? new MissionLedger(world.view(), endpoints, world.listener()) : null;
        if (missions != null) {
            world.listener(missions);
        }
    }

    private static boolean wantsMissions(ReleasePlan plan) {
        return metrics(plan).stream().anyMatch(metric ->
                metric.query().measure() == Measure.LATE || metric.query().measure() == Measure.STUCK);
    }

    private static int[] lateAfterTicks(ReleasePlan plan) {
        TreeSet<Integer> times = new TreeSet<>();
        for (MetricSpec metric : metrics(plan)) {
            if (metric.query().measure() == Measure.LATE) {
                times.add(metric.query().lateAfterTicks());
            }
        }
        return times.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<MetricSpec> metrics(ReleasePlan plan) {
        return plan.templates().stream().map(AnalysisTemplate::metrics).flatMap(List::stream).toList();
    }

    CallLedger calls() {
        return calls;
    }

    /** Ticks in which more robots asked a canary than its release allows. */
    long ticksOverCap() {
        return ticksOverCap;
    }

    /**
     * All since the last time. Good until the next call.
     *
     * @param robots that there have to be on the floor
     */
    Evidence take(long tick, long robots, ReleaseController controller) {
        Evidence evidence = calls.take();
        lookForMissions(evidence, controller);
        countRobots(robots, evidence, controller);
        if (missions != null) {
            missions.pour(evidence);
        }
        if (controller.isAnyExposed()) {
            evidence.violations(check.violations(tick, robots));
        }
        return evidence;
    }

    /**
     * Missions keep a version that is to go from being unloaded. Such a version gets no new ones: so it is enough to know one
     * robot that is on one, and to go on from there when its mission is over. Each robot is looked at once.
     */
    private void lookForMissions(Evidence evidence, ReleaseController controller) {
        int limit = world.robotLimit();
        for (int endpoint = 0; endpoint < lookedAt.length; endpoint++) {
            Endpoint asked = Delivery.ASKED.get(endpoint);
            int[] ofEndpoint = lookedAt[endpoint];
            for (int slot = 0; slot < endpoints.of(asked).statistics().slots(); slot++) {
                Lifecycle lifecycle = controller.lifecycle(endpoint, slot);
                boolean going = lifecycle == Lifecycle.DRAINING || lifecycle == Lifecycle.QUARANTINED;
                if (!going || !versions.contains(endpoint, slot)) {
                    ofEndpoint[slot] = 0;
                    continue;
                }
                int from = Math.min(ofEndpoint[slot], limit);
                int to = Math.min(limit, from + LOOKED_AT_A_TICK);
                ofEndpoint[slot] = endpoints.firstMission(asked, slot, from, to);
                if (ofEndpoint[slot] < limit) {
                    evidence.pinned(endpoint, slot);
                }
            }
        }
    }

    private void countRobots(long robots, Evidence evidence, ReleaseController controller) {
        long mostRobots = Math.max(robots, robotsBefore);
        robotsBefore = robots;
        look(controller.table());
        boolean over = false;
        for (int endpoint = 0; endpoint < canaries.length; endpoint++) {
            int stable = controller.table().stable(endpoint);
            if (stable != RoutingTable.NO_SLOT) {
                evidence.robots(endpoint, stable, (int) robots - canaryRobots[endpoint]);
            }
            int canary = canaries[endpoint];
            if (canary != RoutingTable.NO_SLOT) {
                evidence.robots(endpoint, canary, canaryRobots[endpoint]);
                int asked = endpoints.of(Delivery.ASKED.get(endpoint)).takeRobotsAsked(canary);
                evidence.exposed(endpoint, canary, asked);
                over |= asked > maxPercent(controller.version(endpoint, canary)) * mostRobots / 100;
            }
        }
        ticksOverCap += over ? 1 : 0;
    }

    private int maxPercent(String version) {
        int most = 0;
        for (RolloutSpec release : plan.releases()) {
            if (release.targets().stream().anyMatch(target -> target.version().equals(version))) {
                most = Math.max(most, release.exposure().maxPercent());
            }
        }
        return most;
    }

    /** From here on that table is in force. */
    void routed(RoutingTable table) {
        for (int endpoint = 0; endpoint < canaries.length; endpoint++) {
            int canary = table.canary(endpoint);
            if (canary != RoutingTable.NO_SLOT && canary != canaries[endpoint]) {
                // Robots that have asked it before, when it was not a canary, are not exposed by this release.
                endpoints.of(Delivery.ASKED.get(endpoint)).takeRobotsAsked(canary);
            }
        }
        look(table);
    }

    /** Takes note of who is a canary, without a change. */
    void look(RoutingTable table) {
        if (table == counted) {
            return;
        }
        counted = table;
        for (int endpoint = 0; endpoint < canaries.length; endpoint++) {
            canaries[endpoint] = table.canary(endpoint);
            // Counted robot by robot, so only if it is asked for.
            canaryRobots[endpoint] = missions == null ? 0 : table.canaryRobots(endpoint);
        }
    }

    @Override
    public void save(StateImage to) {
        calls.save(to);
        if (missions != null) {
            missions.save(to);
        }
        StateWriter section = to.section(SECTION);
        section.putLong(ticksOverCap).putLong(robotsBefore);
        for (int[] ofEndpoint : lookedAt) {
            section.putInts(ofEndpoint, 0, ofEndpoint.length);
        }
    }

    @Override
    public void restore(StateImage from) {
        calls.restore(from);
        if (missions != null) {
            missions.restore(from);
        }
        StateReader section = from.read(SECTION);
        ticksOverCap = section.getLong();
        robotsBefore = section.getLong();
        for (int[] ofEndpoint : lookedAt) {
            section.getInts(ofEndpoint, 0, ofEndpoint.length);
        }
    }
}
