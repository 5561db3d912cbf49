package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LullTest {
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
