package io.aisletide.sim.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How much of the machine somebody else used meanwhile: busy processor time of all processes (and of the machine's
 * host, as steal) less our own, as a share of all there was. A run with more than {@link #NOISY_SHARE} is stamped noisy:
 * its wall-clock figures say little.
 */
public final class MachineLoad {
    public static final double NOISY_SHARE = 0.05;

    private static final Path STAT = Path.of("/proc/stat");

    private final long @Nullable [] start = read();
    private final long ownStartNanos = ownNanos();

    /**
     * Share of the machine's processor time since this object was made that others used, 0 to 1; NaN where the machine
     * does not say.
     */
    public double foreignShare() {
        long[] now = read();
        if (start == null || now == null) {
            return Double.NaN;
        }
        double total = (now[0] - start[0]) / ProcessFacts.CLOCK_TICKS_PER_SECOND;
        double busy = (now[1] - start[1]) / ProcessFacts.CLOCK_TICKS_PER_SECOND;
        double own = (ownNanos() - ownStartNanos) / 1e9;
        // Both clocks tick in hundredths of a second, so a short run can come out a little below zero.
        return total <= 0 ? Double.NaN : Math.max(0, (busy - own) / total);
    }

    private static long ownNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /** All processor time and the busy part of it, in clock ticks since the machine started. */
    private static long @Nullable [] read() {
        try {
            String line = Files.readString(STAT);
            String[] fields = line.substring(0, line.indexOf('\n')).trim().split("\\s+");
            long total = 0;
            long idle = 0;
            // cpu user nice system idle iowait irq softirq steal; what follows is counted in user already.
            for (int i = 1; i < Math.min(fields.length, 9); i++) {
                long value = Long.parseLong(fields[i]);
                total += value;
                if (i == 4 || i == 5) {
                    idle += value;
                }
            }
            return new long[] {total, total - idle};
        } catch (IOException | RuntimeException noProc) {
            return null;
        }
    }
}
