package io.aisletide.sim.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the operating system and the JVM know of this process. Linux's /proc where there is one, else the JVM's word. */
public final class ProcessFacts {
    /** A figure that this machine does not give. */
    public static final long UNKNOWN = -1;

    private static final Path STAT = Path.of("/proc/self/stat");
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final Path STATUS = Path.of("/proc/self/status");

    /** Unit of times in /proc; fixed at 100 on all of Linux's own ports. */
    static final double CLOCK_TICKS_PER_SECOND = 100.0;

    private ProcessFacts() {}

    /** A launcher that took longer than this before it became the JVM has built the program first. */
    private static final double LONGEST_LAUNCH_SECONDS = 1.0;

    /**
     * Seconds since this process was started, to 10 ms. Includes what the JVM needed to start, and the launcher script
     * that became the JVM, unless that built the program first. The JVM's own idea of a process's start is off by up to a
     * second on Linux.
     */
    public static double ageSeconds() {
        double jvmSeconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
        double seconds = processSeconds(jvmSeconds);
        return seconds - jvmSeconds > LONGEST_LAUNCH_SECONDS ? jvmSeconds : seconds;
    }

    private static double processSeconds(double jvmSeconds) {
        try {
            String stat = Files.readString(STAT);
            // The second field is a name in parentheses and may hold blanks; the start time is the 22nd of all.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double startedAt = Long.parseLong(fields[19]) / CLOCK_TICKS_PER_SECOND;
            String uptime = Files.readString(UPTIME);
            return Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) - startedAt;
        } catch (IOException | RuntimeException noProc) {
            return jvmSeconds;
        }
    }

    /** Most memory that was resident, in bytes, or {@link #UNKNOWN}. */
    public static long peakRssBytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        } catch (IOException | RuntimeException noProc) {
            return UNKNOWN;
        }
        return UNKNOWN;
    }

    /** Sum of the heap pools' peaks, in bytes: at least the true peak. */
    public static long peakHeapBytes() {
        long sum = 0;
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
        for (MemoryPoolMXBean pool : pools) {
            if (pool.getType() == MemoryType.HEAP) {
                sum += pool.getPeakUsage().getUsed();
            }
        }
        return sum;
    }

    public static long heapBytes() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Heap memory that the threads now alive have allocated so far, in bytes, or {@link #UNKNOWN}. */
    public static long allocatedBytes() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (!(threads instanceof com.sun.management.ThreadMXBean counting)
                || !counting.isThreadAllocatedMemorySupported()) {
            return UNKNOWN;
        }
        long sum = 0;
        for (long bytes : counting.getThreadAllocatedBytes(counting.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
