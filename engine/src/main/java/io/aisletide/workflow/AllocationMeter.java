package io.aisletide.workflow;

import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** What the calling thread has allocated, if the JVM tells. */
final class AllocationMeter {
    private static final com.sun.management.@Nullable ThreadMXBean BEAN = bean();

    private AllocationMeter() {}

    private static com.sun.management.@Nullable ThreadMXBean bean() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean bean
                        && bean.isThreadAllocatedMemorySupported()
                        && bean.isThreadAllocatedMemoryEnabled()
                ? bean
                : null;
    }

    static boolean isSupported() {
        return BEAN != null;
    }

    /** Bytes since the thread began; 0 if the JVM does not tell. Some 50 ns. */
    static long bytes() {
        return BEAN == null ? 0 : BEAN.getCurrentThreadAllocatedBytes();
    }
}
