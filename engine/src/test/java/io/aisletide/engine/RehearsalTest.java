package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.command.Command;
import io.aisletide.grid.Motion;
import io.aisletide.release.Phase;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.Strategy;
import io.aisletide.traffic.TrafficCounters;
import io.aisletide.workflow.BuiltIns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a rehearsal is worth shows in times only; that it meets what it is there for shows in counts. */
class RehearsalTest {
    /** Sums over the receipts of each kind of command. */
    private static final class Played implements EngineObserver {
        final Map<String, Long> rerouted = new HashMap<>();
        int rejected;
        int mostStranded;

        @Override
        public void commandDone(Command command, Receipt receipt) {
            String kind = command.getClass().getSimpleName();
            rerouted.merge(kind, (long) receipt.rerouted(), Long::sum);
            rejected += receipt.status() == Receipt.Status.APPLIED ? 0 : 1;
        }

        @Override
        public void tickDone(FleetEngine engine, long tick, long tickNanos) {
            mostStranded = Math.max(mostStranded, engine.counters().strandedNow);
        }
    }

    @Test
    void shouldGiveCommandsThatSendRobotsAnotherWayAndReleaseEachVersion() {
        Played played = new Played();
        try (FleetEngine engine = Rehearsal.floor(Motion.ROTATE, 2, withReleases()).observer(played).build()) {
            new Rehearsal(engine).play();

            assertThat(played.rejected).isZero();
            assertThat(played.rerouted)
                    .containsOnlyKeys("Alarm", "Avoid", "Close", "Evacuate", "OneWay", "Redirect", "Resume", "Slow", "Undo");
            played.rerouted.forEach((kind, robots) -> assertThat(robots)
                    .as(kind)
                    .isGreaterThan(kind.equals("Resume") ? -1L : 100L));
            assertThat(played.rerouted.get("Alarm")).as("alarms for all").isGreaterThan(10L * engine.robots().robotCount());
            assertThat(played.mostStranded).as("robots that a closure shuts in").isPositive();
            assertReleased(engine);
        }
    }

    private static void assertReleased(FleetEngine engine) {
        DeliveryView delivery = engine.delivery();
        assertThat(delivery).isNotNull();
        assertThat(delivery.releases())
                .hasSizeGreaterThan(5)
                .allMatch(release -> release.phase() == Phase.HEALTHY || release.phase() == Phase.SUPERSEDED);
        Map<String, Long> calls = new HashMap<>();
        delivery.versions().forEach(version -> calls.put(version.version(), version.calls()));
        assertThat(calls)
                .containsOnlyKeys("plan-route@1.0.0", "plan-route@1.1.0", "plan-route@1.2.0", "yield@1.0.0", "yield@1.1.0")
                .allSatisfy((version, answered) -> assertThat(answered).isGreaterThan(1_000));
    }

    @Test
    void shouldPlayReleasesForThousandsOfTicks() {
        try (FleetEngine engine = ReleaseRehearsal.floor(Motion.ROTATE, 2).build()) {
            ReleaseRehearsal.play(engine);

            assertThat(engine.tick()).as("ticks").isGreaterThan(5_000);
            assertThat(engine.delivery().tableChanges()).as("flips").isGreaterThan(90);
            assertReleased(engine);
        }
    }

    @Test
    void shouldPlayNoReleasesWhereTheFloorWillSeeNone() {
        Delivery plain = Delivery.firstVersions(ReleaseFloor.RATE);
        try (FleetEngine engine = Rehearsal.floor(Motion.PEBBLE, 2, plain).build()) {
            assertThat(engine.delivery()).isNotNull();
            assertThat(engine.delivery().releases()).isEmpty();
        }
    }

    @Test
    void shouldMeetJamsAndRobotsThatAreShutIn() {
        Played played = new Played();
        try (FleetEngine engine = JamRehearsal.floor(Motion.ROTATE, 2).observer(played).build()) {
            JamRehearsal.play(engine);

            assertThat(played.rejected).isZero();
            assertThat(played.mostStranded).isGreaterThan(50);
            TrafficCounters counters = engine.counters();
            assertThat(counters.waits).as("ticks that robots were kept waiting").isGreaterThan(counters.drivingTicks / 4);
        }
    }

    /** Any release of the real floor makes the rehearsal play its own. */
    private static Delivery withReleases() {
        return new Delivery(
                Map.of(),
                List.of(),
                new ReleasePlan(
                        List.of(ReleaseFloor.release("any", BuiltIns.ONE_WAY, 9, 100, new Strategy.BlueGreen(true, 0, 0, null, null, 4))),
                        List.of(),
                        List.of()),
                ReleaseFloor.RATE);
    }
}
