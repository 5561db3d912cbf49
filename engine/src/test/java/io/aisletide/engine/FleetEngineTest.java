package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.fixture.SimpleWorld;
import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.traffic.Demand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The event loop: receipts, order, threads, failure and end. The floor is a simple one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FleetEngineTest {
    private static final Scope DOCK = Scope.zone("dock");

    private final Floor floor = Floor.parse(Collections.nCopies(16, ".".repeat(16)).toArray(new String[0]));
    private final AtomicReference<@Nullable SimpleWorld> made = new AtomicReference<>();

    private FleetEngineBuilder engine(ThreadingMode mode) {
        return FleetEngine.builder(floor)
                .mode(mode)
                .motion(Motion.PEBBLE)
                .zones(Map.of("dock", new Area.Rectangle(0, 0, 4, 4)))
                .tags(List.of("cold"))
                .robots(20, LoadClass.EMPTY)
                .demand((robot, cell, tick) -> floor.cell((robot * 7 + (int) tick) % 16, (robot * 5 + (int) tick) % 16))
                .worlds((f, motion, seed, threads, demand, listener) -> {
                    SimpleWorld world = new SimpleWorld(f, demand, listener);
                    made.set(world);
                    return world;
                });
    }

    private SimpleWorld world() {
        SimpleWorld world = made.get();
        assertThat(world).isNotNull();
        return world == null ? new SimpleWorld(floor, (r, c, t) -> Demand.NO_GOAL, new GoalEvents(new EngineObserver[0]))
                : world;
    }

    // ---- receipts

    @ParameterizedTest
    @EnumSource
    void shouldAnswerWithReceiptWhenCommandTakesEffect(ThreadingMode mode) {
        try (FleetEngine engine = engine(mode).build()) {
            engine.advance(5);
            Receipt receipt = engine.submit(42, new Command.Close(DOCK, Command.NEVER)).join();

            assertThat(receipt.commandId()).isEqualTo(42);
            assertThat(receipt.status()).isEqualTo(Receipt.Status.APPLIED);
            assertThat(receipt.tick()).isEqualTo(5);
            assertThat(receipt.message()).isNull();
            assertThat(receipt.acceptedNanos()).isPositive();
            assertThat(receipt.effectiveNanos()).isGreaterThanOrEqualTo(receipt.acceptedNanos());
            assertThat(receipt.reroutedNanos()).isGreaterThanOrEqualTo(receipt.effectiveNanos());
            assertThat(engine.metrics().acceptedNanos().getTotalCount()).isEqualTo(1);
            assertThat(engine.metrics().reroutedNanos().getTotalCount()).isEqualTo(1);
            assertThat(engine.metrics().tickNanos().getTotalCount()).isEqualTo(5);
            assertThat(engine.tick()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRejectWithMessageWhenCommandIsBad(ThreadingMode mode) {
        try (FleetEngine engine = engine(mode).build()) {
            Receipt receipt = engine.submit(new Command.Close(Scope.zone("nowhere"), Command.NEVER)).join();

            assertThat(receipt.status()).isEqualTo(Receipt.Status.REJECTED);
            assertThat(receipt.message()).startsWith("UNKNOWN_ZONE");
            assertThat(receipt.commandId()).isNegative();
        }
    }

    @Test
    void shouldRejectAtOnceWhenCommandHasNoRoomInAnEvent() {
        try (FleetEngine engine = engine(ThreadingMode.FUSED).build()) {
            Receipt receipt = engine.submit(1, new Command.Close(Scope.zone("z".repeat(300)), 0)).join();

            assertThat(receipt.message()).startsWith("TOO_LONG");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReturnFirstReceiptWhenIdIsRepeated(ThreadingMode mode) {
        List<Receipt> seen = Collections.synchronizedList(new ArrayList<>());
        EngineObserver observer = new EngineObserver() {
            @Override
            public void commandDone(Command command, Receipt receipt) {
                seen.add(receipt);
            }
        };
        try (FleetEngine engine = engine(mode).observer(observer).build()) {
            Receipt first = engine.submit(7, new Command.RemoveRobots(Scope.EVERYTHING, 3)).join();
            engine.advance(2);
            Receipt again = engine.submit(7, new Command.RemoveRobots(Scope.EVERYTHING, 3)).join();

            assertThat(again).isSameAs(first);
            assertThat(engine.robots().robotCount()).isEqualTo(17);
            assertThat(engine.metrics().duplicates()).isEqualTo(1);
            assertThat(seen).containsExactly(first);
        }
    }

    @Test
    void shouldRefuseIdWhenItIsTheEnginesOwn() {
        try (FleetEngine engine = engine(ThreadingMode.FUSED).build()) {
            assertThatThrownBy(() -> engine.submit(-1, new Command.Pause(DOCK)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    // ---- order

    @ParameterizedTest
    @EnumSource
    void shouldTakeEffectBeforeNextTickWhenSubmittedInTheMiddleOfATick(ThreadingMode mode) throws Exception {
        CountDownLatch inTick = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (FleetEngine engine = engine(mode).build()) {
            world().beforeStep = () -> {
                if (world().tick() == 3) {
                    inTick.countDown();
                    awaitQuietly(goOn);
                }
            };
            Thread driver = new Thread(() -> engine.advance(10));
            driver.start();
            inTick.await();
            CompletableFuture<Receipt> receipt = engine.submit(new Command.Close(DOCK, Command.NEVER));
            if (mode == ThreadingMode.STAGED) {
                awaitAccepted(engine);
            }
            assertThat(receipt).isNotDone();
            goOn.countDown();
            driver.join();

            assertThat(receipt.join().tick()).isEqualTo(4);
            assertThat(engine.tick()).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveReceiptsOfEarlierCommandsWhenAdvanceReturns(ThreadingMode mode) {
        try (FleetEngine engine = engine(mode).build()) {
            for (int i = 0; i < 200; i++) {
                CompletableFuture<Receipt> receipt = engine.submit(new Command.Pause(DOCK));
                engine.advance(1);
                assertThat(receipt).isDone();
            }
        }
    }

    @Test
    void shouldReachSameStatesWhenFusedAndStaged() {
        List<Long> fused = hashes(ThreadingMode.FUSED);

        assertThat(hashes(ThreadingMode.STAGED)).isEqualTo(fused);
    }

    private List<Long> hashes(ThreadingMode mode) {
        List<Long> hashes = new ArrayList<>();
        try (FleetEngine engine = engine(mode).build()) {
            engine.submit(1, new Command.Close(Scope.rectangle(8, 0, 1, 12), 20)).join();
            for (int i = 0; i < 60; i++) {
                if (i == 10) {
                    engine.submit(2, new Command.Evacuate(Scope.rectangle(4, 4, 4, 4), 15)).join();
                }
                if (i == 30) {
                    engine.submit(3, new Command.Alarm(Scope.EVERYTHING, DOCK)).join();
                }
                if (i == 45) {
                    engine.submit(4, new Command.Resume(Scope.EVERYTHING)).join();
                }
                engine.advance(1);
                hashes.add(engine.stateHash());
            }
        }
        return hashes;
    }

    // ---- many threads, full ring

    @ParameterizedTest
    @EnumSource
    void shouldAnswerEveryCommandOnceWhenManyThreadsSubmit(ThreadingMode mode) throws Exception {
        int threads = 4;
        int each = 500;
        try (FleetEngine engine = engine(mode).ringSize(64).patience(Duration.ofSeconds(30)).build()) {
            List<CompletableFuture<Receipt>> receipts = Collections.synchronizedList(new ArrayList<>());
            List<Thread> producers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                long firstId = (long) t * each / 2;
                Thread producer = new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        receipts.add(engine.submit(firstId + i, new Command.Pause(DOCK)));
                    }
                });
                producers.add(producer);
                producer.start();
            }
            while (producers.stream().anyMatch(Thread::isAlive)) {
                engine.advance(1);
            }
            for (Thread producer : producers) {
                producer.join();
            }
            engine.advance(1);

            assertThat(receipts).hasSize(threads * each);
            assertThat(receipts).allSatisfy(receipt -> {
                assertThat(receipt).isDone();
                assertThat(receipt.join().status()).isEqualTo(Receipt.Status.APPLIED);
            });
            // Neighbouring threads share half of their ids.
            int distinct = each / 2 * (threads + 1);
            assertThat(engine.metrics().acceptedNanos().getTotalCount()).isEqualTo(distinct);
            assertThat(engine.metrics().duplicates()).isEqualTo((long) threads * each - distinct);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseAndCountWhenRingStaysFull(ThreadingMode mode) throws Exception {
        CountDownLatch inTick = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (FleetEngine engine = engine(mode).ringSize(8).patience(Duration.ofMillis(5)).build()) {
            world().beforeStep = () -> {
                inTick.countDown();
                awaitQuietly(goOn);
            };
            Thread driver = new Thread(() -> engine.advance(3));
            driver.start();
            inTick.await();
            List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                receipts.add(engine.submit(i, new Command.Pause(DOCK)));
            }
            goOn.countDown();
            driver.join();

            List<Receipt> refused = receipts.stream()
                    .map(CompletableFuture::join)
                    .filter(receipt -> receipt.status() == Receipt.Status.REJECTED)
                    .toList();
            assertThat(refused).hasSize(5);
            assertThat(refused).allSatisfy(receipt -> assertThat(receipt.message()).startsWith("RING_FULL"));
            assertThat(engine.metrics().ringFullRejections()).isEqualTo(5);
            assertThat(engine.metrics().refusedClaims()).isPositive();
            assertThat(engine.tick()).as("the ticks found their place").isEqualTo(3);
            Receipt retry = engine.submit(refused.get(0).commandId(), new Command.Pause(DOCK)).join();
            assertThat(retry.status()).as("what was never seen can be tried again").isEqualTo(Receipt.Status.APPLIED);
        }
    }

    // ---- failure

    @ParameterizedTest
    @EnumSource
    void shouldTellEveryWaiterWhenATickFails(ThreadingMode mode) throws Exception {
        CountDownLatch inTick = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (FleetEngine engine = engine(mode).build()) {
            world().beforeStep = () -> {
                inTick.countDown();
                awaitQuietly(goOn);
                throw new AssertionError("wheel came off");
            };
            AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
            Thread driver = new Thread(() -> {
                try {
                    engine.advance(10);
                } catch (EngineFailedException e) {
                    thrown.set(e);
                }
            });
            driver.start();
            inTick.await();
            CompletableFuture<Receipt> waiting = engine.submit(new Command.Pause(DOCK));
            goOn.countDown();
            driver.join();

            assertThat(thrown.get()).isInstanceOf(EngineFailedException.class).hasMessageContaining("wheel came off");
            assertThat(waiting.join().message()).startsWith("ENGINE_FAILED").contains("wheel came off");
            assertThat(engine.submit(new Command.Pause(DOCK)).join().message()).startsWith("ENGINE_FAILED");
            assertThatThrownBy(() -> engine.advance(1)).isInstanceOf(EngineFailedException.class);
            assertThatThrownBy(engine::stateHash).isInstanceOf(EngineFailedException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailWhenObserverThrows(ThreadingMode mode) {
        EngineObserver observer = new EngineObserver() {
            @Override
            public void tickDone(FleetEngine engine, long tick, long tickNanos) {
                if (tick == 2) {
                    throw new IllegalArgumentException("observer stumbled");
                }
            }
        };
        try (FleetEngine engine = engine(mode).observer(observer).build()) {
            assertThatThrownBy(() -> engine.advance(5))
                    .isInstanceOf(EngineFailedException.class)
                    .hasRootCauseMessage("observer stumbled");
        }
    }

    // ---- threads and end

    @ParameterizedTest
    @EnumSource
    void shouldAllowReadingFromObserver(ThreadingMode mode) {
        List<Long> hashes = Collections.synchronizedList(new ArrayList<>());
        EngineObserver observer = new EngineObserver() {
            @Override
            public void tickDone(FleetEngine engine, long tick, long tickNanos) {
                hashes.add(engine.stateHash() + engine.robots().cell(0) + engine.tick() - tick);
                assertThatThrownBy(() -> engine.advance(1)).isInstanceOf(IllegalStateException.class);
            }
        };
        try (FleetEngine engine = engine(mode).observer(observer).build()) {
            engine.advance(3);
        }
        assertThat(hashes).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseSecondDriverWhenOneIsAdvancing(ThreadingMode mode) throws Exception {
        CountDownLatch inTick = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (FleetEngine engine = engine(mode).build()) {
            world().beforeStep = () -> {
                inTick.countDown();
                awaitQuietly(goOn);
            };
            Thread driver = new Thread(() -> engine.advance(2));
            driver.start();
            inTick.await();

            assertThatThrownBy(() -> engine.advance(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another thread");
            goOn.countDown();
            driver.join();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldFinishTickAndRefuseTheRestWhenClosedInTheMiddle(ThreadingMode mode) throws Exception {
        CountDownLatch inTick = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        FleetEngine engine = engine(mode).build();
        world().beforeStep = () -> {
            inTick.countDown();
            awaitQuietly(goOn);
        };
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread driver = new Thread(() -> {
            try {
                engine.advance(1_000_000);
            } catch (IllegalStateException e) {
                thrown.set(e);
            }
        });
        driver.start();
        inTick.await();
        CompletableFuture<Receipt> waiting = engine.submit(new Command.Pause(DOCK));
        Thread closer = new Thread(engine::close);
        closer.start();
        String answer = "";
        while (!answer.startsWith("ENGINE_CLOSED")) {
            // The ring may be full before the closer has begun.
            Receipt done = engine.submit(new Command.Pause(DOCK)).getNow(null);
            answer = done == null ? "" : String.valueOf(done.message());
        }
        goOn.countDown();
        closer.join();
        driver.join();

        assertThat(engine.tick()).isEqualTo(1);
        assertThat(thrown.get()).hasMessageContaining("closed");
        assertThat(waiting.join().message()).startsWith("ENGINE_CLOSED");
        assertThat(world().closed).isTrue();
        engine.close();
        assertThatThrownBy(() -> engine.advance(1)).isInstanceOf(IllegalStateException.class);
        assertThat(engine.submit(new Command.Pause(DOCK)).join().message()).startsWith("ENGINE_CLOSED");
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndAllThreadsWhenClosed(ThreadingMode mode) {
        List<Thread> before = stageThreads();
        FleetEngine engine = engine(mode).build();
        engine.advance(2);
        List<Thread> during = stageThreads();
        during.removeAll(before);
        engine.close();

        assertThat(during).hasSize(mode == ThreadingMode.FUSED ? 1 : 3).noneMatch(Thread::isAlive);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCloseWhenAskedFromInsideAnObserver(ThreadingMode mode) {
        EngineObserver observer = new EngineObserver() {
            @Override
            public void tickDone(FleetEngine engine, long tick, long tickNanos) {
                engine.close();
            }
        };
        FleetEngine engine = engine(mode).observer(observer).build();

        assertThatThrownBy(() -> engine.advance(5)).isInstanceOf(IllegalStateException.class);
        engine.close();
        assertThat(world().closed).isTrue();
        assertThat(engine.tick()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReturnEarlyWhenDriverIsInterrupted(ThreadingMode mode) throws Exception {
        CountDownLatch inTick = new CountDownLatch(1);
        try (FleetEngine engine = engine(mode).build()) {
            world().beforeStep = inTick::countDown;
            AtomicReference<@Nullable Boolean> flag = new AtomicReference<>();
            Thread driver = new Thread(() -> {
                engine.advance(Integer.MAX_VALUE);
                flag.set(Thread.interrupted());
            });
            driver.start();
            inTick.await();
            driver.interrupt();
            driver.join();

            assertThat(flag.get()).isTrue();
            long ticks = engine.tick();
            engine.advance(1);
            assertThat(engine.tick()).isEqualTo(ticks + 1);
        }
    }

    private static List<Thread> stageThreads() {
        return new ArrayList<>(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("aisletide-stage"))
                .toList());
    }

    private static void awaitAccepted(FleetEngine engine) {
        while (engine.metrics().acceptedNanos().getTotalCount() == 0) {
            Thread.onSpinWait();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
