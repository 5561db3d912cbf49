package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Strategy;
import io.aisletide.traffic.Demand;
import io.aisletide.workflow.Drill;
import io.aisletide.workflow.RefusedVersionException;
import io.aisletide.workflow.VersionId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LullTest {
    private static final int RELEASE_TICK = 10;

    private final Lull lull = new Lull();

    @Test
    void shouldLetWorkGoOnWhileTheFloorRests() {
        lull.await(() -> false);
        lull.end();
        lull.begin();
        lull.await(() -> false);
    }

    @Test
    void shouldHoldWorkUntilTheTickIsOver() throws InterruptedException {
        lull.end();
        Waiting waiting = new Waiting();
        assertThat(waiting.isDoneWithin(50)).isFalse();
        lull.begin();
        assertThat(waiting.isDoneWithin(30_000)).isTrue();
    }

    @Test
    void shouldLetGoWhatTheFloorWaitsFor() throws InterruptedException {
        lull.end();
        Waiting waiting = new Waiting();
        assertThat(waiting.isDoneWithin(50)).isFalse();
        waiting.urgent.set(true);
        assertThat(waiting.isDoneWithin(30_000)).isTrue();
    }

    /** The tick in which a release begins takes as long as a loader would need, and more. */
    @Test
    void shouldKeepTheLoaderFromWorkingWhileATickRuns() {
        AtomicBoolean inSlowTick = new AtomicBoolean();
        AtomicBoolean opened = new AtomicBoolean();
        AtomicBoolean openedInTick = new AtomicBoolean();
        VersionOffer drill = VersionOffer.of(new Drill(0, 0, 0, 0, 0, 0, 0).as(ReleaseFloor.BAD));
        VersionOffer watched = new VersionOffer() {
            @Override
            public VersionId id() {
                return drill.id();
            }

            @Override
            public String digest() {
                return drill.digest();
            }

            @Override
            public Opened open() throws RefusedVersionException {
                opened.set(true);
                openedInTick.compareAndSet(false, inSlowTick.get());
                return drill.open();
            }
        };
        RolloutSpec release = ReleaseFloor.release(
                "watched", ReleaseFloor.BAD, RELEASE_TICK, 100, new Strategy.BlueGreen(true, 0, 0, null, null, 1));
        Delivery delivery = new Delivery(
                Map.of(), List.of(watched), new ReleasePlan(List.of(release), List.of(), List.of()), ReleaseFloor.RATE);
        Demand demand = ReleaseFloor.demand(ReleaseFloor.floor());
        AtomicBoolean slowed = new AtomicBoolean();
        try (FleetEngine engine = ReleaseFloor.engine(1, 100, delivery)
                .demand((robot, cell, tick) -> {
                    if (tick == RELEASE_TICK && slowed.compareAndSet(false, true)) {
                        inSlowTick.set(true);
                        long until = System.nanoTime() + 300_000_000L;
                        while (System.nanoTime() < until) {
                            LockSupport.parkNanos(1_000_000L);
                        }
                        inSlowTick.set(false);
                    }
                    return demand.nextGoal(robot, cell, tick);
                })
                .build()) {
            engine.advance(RELEASE_TICK + 20);
        }
        assertThat(slowed).isTrue();
        assertThat(opened).isTrue();
        assertThat(openedInTick).as("opened while a tick ran").isFalse();
    }

    private final class Waiting {
        final AtomicBoolean urgent = new AtomicBoolean();
        private final CountDownLatch done = new CountDownLatch(1);

        Waiting() {
            Thread thread = new Thread(() -> {
                lull.await(urgent::get);
                done.countDown();
            });
            thread.setDaemon(true);
            thread.start();
        }

        boolean isDoneWithin(int millis) throws InterruptedException {
            return done.await(millis, TimeUnit.MILLISECONDS);
        }
    }
}
