package io.aisletide.bench;

import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.Receipt;
import io.aisletide.sim.report.MachineLoad;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Sends commands at a fixed rate to an engine that ticks back to back, and measures when they are answered.
 *
 * <p><b>Open loop.</b> Each command has a moment at which it should be sent, fixed beforehand; it is sent then, or as soon
 * after as this thread can, whether or not earlier ones were answered. Response times count from that intended moment, so
 * that a stall is paid by every command that it delays, and not hidden by one that was sent late (G. Tene, "How NOT to
 * measure latency", 2013). Service times count from the moment of sending and are kept beside them.
 *
 * <p><b>Threads.</b> The caller sends. A thread of the engine completes receipts and writes each command's own slot, which
 * is read after all have been joined.
 */
final class RateLadder {
    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

    private final FleetEngine engine;
    private final CheapCommands commands;
    private long nextId;

    RateLadder(FleetEngine engine, CheapCommands commands) {
        this.engine = engine;
        this.commands = commands;
    }

    /**
     * One rung.
     *
     * @param sentPerSecond what came of the rate
     * @param acceptedNanos response time until accepted: past the ring and the acceptor, its place in the order fixed
     * @param serviceNanos the same from the moment of sending
     * @param receiptNanos response time until the receipt was here: the next tick's start, as a rule
     * @param tickNanos ticks meanwhile
     * @param stallNanos see {@link HiccupMeter}
     */
    record Rung(
            int ratePerSecond,
            int sent,
            int rejected,
            double sentPerSecond,
            Histogram acceptedNanos,
            Histogram serviceNanos,
            Histogram receiptNanos,
            Histogram tickNanos,
            Histogram stallNanos,
            double foreignShare,
            long startMillis,
            long endMillis) {
        boolean noisy() {
            return foreignShare > MachineLoad.NOISY_SHARE;
        }
    }

    /** What became of each command, by its number. */
    private static final class Answers {
        final long[] acceptedNanos;
        final long[] serviceNanos;
        final long[] receiptNanos;
        final boolean[] rejected;

        Answers(int commands) {
            acceptedNanos = new long[commands];
            serviceNanos = new long[commands];
            receiptNanos = new long[commands];
            rejected = new boolean[commands];
        }

        void note(int i, long intended, long sent, Receipt receipt) {
            acceptedNanos[i] = sent - intended + receipt.acceptedNanos();
            serviceNanos[i] = receipt.acceptedNanos();
            receiptNanos[i] = System.nanoTime() - intended;
            rejected[i] = receipt.status() == Receipt.Status.REJECTED;
        }

        int rejections() {
            int sum = 0;
            for (boolean each : rejected) {
                sum += each ? 1 : 0;
            }
            return sum;
        }
    }

    Rung climb(int ratePerSecond, int seconds) {
        int count = Math.max(1, ratePerSecond * seconds);
        long periodNanos = TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
        Answers answers = new Answers(count);
        CompletableFuture<?>[] noted = new CompletableFuture<?>[count];
        Histogram ticksBefore = engine.metrics().tickNanos();
        long startMillis = System.currentTimeMillis();
        MachineLoad load = new MachineLoad();
        HiccupMeter hiccups = HiccupMeter.start();
        long first = System.nanoTime() + periodNanos;
        try (hiccups) {
            for (int i = 0; i < count; i++) {
                int number = i;
                long intended = first + i * periodNanos;
                Pace.until(intended);
                long sent = System.nanoTime();
                noted[i] = engine.submit(nextId++, commands.next())
                        .thenAccept(receipt -> answers.note(number, intended, sent, receipt));
            }
            CompletableFuture.allOf(noted).join();
        }
        double wallSeconds = (System.nanoTime() - first) / 1e9;
        Histogram ticks = engine.metrics().tickNanos();
        ticks.subtract(ticksBefore);
        return new Rung(
                ratePerSecond,
                count,
                answers.rejections(),
                count / wallSeconds,
                histogram(answers.acceptedNanos),
                histogram(answers.serviceNanos),
                histogram(answers.receiptNanos),
                ticks,
                hiccups.stallNanos(),
                load.foreignShare(),
                startMillis,
                System.currentTimeMillis());
    }

    private static Histogram histogram(long[] nanos) {
        Histogram histogram = new Histogram(LONGEST_NANOS, 3);
        for (long value : nanos) {
            histogram.recordValue(Math.max(0, Math.min(value, LONGEST_NANOS)));
        }
        return histogram;
    }
}
