package io.aisletide.sim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.engine.DeliveryView;
import io.aisletide.engine.FleetView;
import io.aisletide.grid.LoadClass;
import io.aisletide.release.Phase;
import io.aisletide.release.RolloutFigures;
import io.aisletide.release.RolloutStatus;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioReader;
import io.aisletide.traffic.RobotState;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.FaultSample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an engine would be caught at whose robots ask other versions than its releases say. */
class RoutingWatchTest {
    private static final int ROBOTS = 20;
    private static final String OLD_ROUTE = "plan-route@1.0.0";
    private static final String NEW_ROUTE = "plan-route@1.2.0";
    private static final String OLD_YIELD = "yield@1.0.0";
    private static final String NEW_YIELD = "yield@1.1.0";
    private static final Scenario SCENARIO = ScenarioReader.parse(
            """
            apiVersion: aisletide/v1
            kind: Scenario
            floor: {generate: {width: 64, height: 48}}
            fleet: {robots: 20}
            demand: {pattern: random-goals}
            releases:
              - name: mine
                bundle: [{endpoint: plan-route, to: plan-route@1.2.0}, {endpoint: yield, to: yield@1.1.0}]
                exposure: {maxPercent: 10, minUnits: 4}
                strategy: {canary: {steps: [{setWeight: 5}, {pause: {duration: 5m}}]}}
            """,
            "f.yaml",
            Path.of(""));

    private final FirstFailure failure = new FirstFailure(Setup.PLAIN);
    private final RoutingWatch watch = new RoutingWatch(SCENARIO.delivery(), failure);
    private final Floor floor = new Floor();
    private long tick;

    /** Who asks what, as the engine would tell. */
    private static final class Floor implements DeliveryView, FleetView {
        private Phase phase = Phase.STEPPING;
        private String stableRoute = OLD_ROUTE;
        private String stableYield = OLD_YIELD;
        private Set<Integer> onRoute = new HashSet<>();
        private Set<Integer> onYield = new HashSet<>();
        private @Nullable String missionsOf;

        void canary(Integer... robots) {
            onRoute = Set.of(robots);
            onYield = Set.of(robots);
        }

        @Override
        public List<RolloutStatus> releases() {
            return new ArrayList<>(List.of(new RolloutStatus(
                    "mine", List.of(NEW_ROUTE, NEW_YIELD), phase, null, 1, 1, 2, 5, 2, ROBOTS, "", "", new RolloutFigures())));
        }

        @Override
        public String answering(Endpoint endpoint, int robot) {
            if (endpoint == Endpoint.PLAN_ROUTE) {
                return onRoute.contains(robot) ? NEW_ROUTE : stableRoute;
            }
            return onYield.contains(robot) ? NEW_YIELD : stableYield;
        }

        @Override
        public String answeringNow(Endpoint endpoint, int robot) {
            return missionsOf == null ? answering(endpoint, robot) : missionsOf;
        }

        @Override
        public List<VersionFigures> versions() {
            return List.of();
        }

        @Override
        public List<FaultSample> faults() {
            return List.of();
        }

        @Override
        public long tableChanges() {
            return 0;
        }

        @Override
        public long callsInQuarantine() {
            return 0;
        }

        @Override
        public long ticksOverCap() {
            return 0;
        }

        @Override
        public AuditSeal audit() {
            return new AuditSeal(0, "", "");
        }

        @Override
        public int robotLimit() {
            return ROBOTS;
        }

        @Override
        public int robotCount() {
            return ROBOTS;
        }

        @Override
        public RobotState state(int robot) {
            return RobotState.DRIVING;
        }

        @Override
        public int cell(int robot) {
            return robot;
        }

        @Override
        public int heading(int robot) {
            return 0;
        }

        @Override
        public int goal(int robot) {
            return 0;
        }

        @Override
        public LoadClass load(int robot) {
            return LoadClass.EMPTY;
        }

        @Override
        public int tags(int robot) {
            return 0;
        }

        @Override
        public int robotAt(int cell) {
            return cell;
        }
    }

    private @Nullable String found() {
        watch.check(floor, floor, ++tick);
        Failure found = failure.get();
        return found == null ? null : found.kind();
    }

    private void audited(AuditKind kind, String version) {
        watch.audited(new AuditRecord(kind, tick).with("release", "mine").with("version", version), "{}");
    }

    @Test
    void shouldFindNothingWhenTheShareIsExactAndGrowsAndIsTakenBack() {
        floor.phase = Phase.PENDING;
        assertThat(found()).isNull();
        floor.phase = Phase.STEPPING;
        floor.canary(3, 4);
        assertThat(found()).isNull();
        audited(AuditKind.PROMOTED, "");
        floor.phase = Phase.BAKING;
        floor.canary();
        floor.stableRoute = NEW_ROUTE;
        floor.stableYield = NEW_YIELD;
        assertThat(found()).isNull();
        audited(AuditKind.ABORTED, "");
        floor.phase = Phase.DEGRADED;
        floor.stableRoute = OLD_ROUTE;
        floor.stableYield = OLD_YIELD;
        assertThat(found()).isNull();
    }

    @Test
    void shouldFindARobotMoreThanTheCapThoughTheLeastNumberIsHigher() {
        floor.canary(3, 4, 5);

        assertThat(found()).isEqualTo(Failure.OTHER_SHARE);
    }

    @Test
    void shouldFindARobotThatHasLeftACanaryThatDidNotShrink() {
        floor.canary(3, 4);
        assertThat(found()).isNull();
        floor.canary(3, 5);

        assertThat(found()).isEqualTo(Failure.NOT_STICKY);
    }

    @Test
    void shouldFindABundleThatIsAskedByHalves() {
        floor.onRoute = Set.of(3, 4);
        floor.onYield = Set.of(3, 5);

        assertThat(found()).isEqualTo(Failure.TORN_BUNDLE);
    }

    @Test
    void shouldFindABundleOfWhichOneVersionOnlyIsPromoted() {
        audited(AuditKind.PROMOTED, "");
        floor.phase = Phase.BAKING;
        floor.stableRoute = NEW_ROUTE;

        assertThat(found()).isEqualTo(Failure.OTHER_VERSION);
    }

    @Test
    void shouldFindABadVersionThatStaysAfterItWasTakenBack() {
        audited(AuditKind.PROMOTED, "");
        audited(AuditKind.ABORTED, "");
        floor.phase = Phase.DEGRADED;
        floor.stableRoute = NEW_ROUTE;

        assertThat(found()).isEqualTo(Failure.OTHER_VERSION);
    }

    @Test
    void shouldFindAMissionThatAVersionInQuarantineGoesOnWith() {
        floor.phase = Phase.DEGRADED;
        floor.missionsOf = NEW_ROUTE;
        assertThat(found()).isNull();
        audited(AuditKind.QUARANTINED, NEW_ROUTE);

        assertThat(found()).isEqualTo(Failure.QUARANTINE);
    }
}
