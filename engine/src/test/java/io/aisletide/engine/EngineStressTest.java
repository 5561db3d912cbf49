package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.command.RandomCommands;
import io.aisletide.fixture.Seeds;
import io.aisletide.fixture.SimpleWorld;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.Demand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads submit, drive, read and close as they like: whoever waits gets an answer. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EngineStressTest {
    private static final int PRODUCERS = 3;

    private final Floor floor = Floor.parse(Collections.nCopies(12, ".".repeat(12)).toArray(new String[0]));

    @Test
    void shouldAnswerEveryoneWhenClosedOrFailedAtAnyMoment() throws InterruptedException {
        for (long seed : Seeds.of(40)) {
            Random random = new Random(seed);
            ThreadingMode mode = ThreadingMode.values()[random.nextInt(2)];
            boolean fails = random.nextInt(4) == 0;
            long faultAtTick = random.nextInt(200);
            FleetEngine engine = FleetEngine.builder(floor)
                    .mode(mode)
                    .ringSize(16)
                    .patience(Duration.ofMillis(1))
                    .robots(10, LoadClass.EMPTY)
                    .tags(List.of("cold"))
                    .zones(Map.of())
                    .worlds((f, motion, s, threads, demand, listener) -> worldOf(f, fails, faultAtTick))
                    .build();
            AtomicReference<@Nullable Throwable> surprise = new AtomicReference<>();
            List<CompletableFuture<Receipt>> receipts = Collections.synchronizedList(new ArrayList<>());
            List<Thread> threads = new ArrayList<>();
            for (int p = 0; p < PRODUCERS; p++) {
                RandomCommands commands = new RandomCommands(seed * 31 + p, 12, List.of(), List.of("cold"));
                threads.add(start(surprise, () -> {
                    for (int i = 0; i < 200; i++) {
                        receipts.add(engine.submit(i / 2, commands.next()));
                    }
                }));
            }
            threads.add(start(surprise, () -> engine.advance(1_000_000)));
            threads.add(start(surprise, () -> {
                for (int i = 0; i < 1_000_000; i++) {
                    engine.stateHash();
                }
            }));
            LockSupport.parkNanos(random.nextInt(10_000_000));
            engine.close();
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(surprise.get()).as(Seeds.label(seed)).isNull();
            assertThat(receipts).as(Seeds.label(seed)).hasSize(PRODUCERS * 200).allMatch(CompletableFuture::isDone);
            assertThat(receipts).as(Seeds.label(seed)).noneMatch(CompletableFuture::isCompletedExceptionally);
        }
    }

    private static SimpleWorld worldOf(Floor floor, boolean fails, long faultAtTick) {
        SimpleWorld world = new SimpleWorld(
                floor, (robot, cell, tick) -> Demand.NO_GOAL, new GoalEvents(new EngineObserver[0]));
        world.beforeStep = () -> {
            if (fails && world.tick() == faultAtTick) {
                throw new IllegalStateException("planned fault");
            }
        };
        return world;
    }

    /** A thread that may meet the engine's end, and nothing else. */
    private static Thread start(AtomicReference<@Nullable Throwable> surprise, Runnable work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (EngineFailedException | IllegalStateException expected) {
                if (!String.valueOf(expected.getMessage()).contains("the engine")) {
                    surprise.set(expected);
                }
            } catch (Throwable t) {
                surprise.set(t);
            }
        });
        thread.start();
        return thread;
    }
}
