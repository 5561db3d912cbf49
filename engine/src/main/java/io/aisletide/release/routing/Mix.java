package io.aisletide.release.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), as a hash over state and as draws keyed by purpose. */
public final class Mix {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Mix() {}

    public static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** By the characters, the same on every JVM. */
    public static long of(long hash, CharSequence text) {
        long h = mix(hash ^ text.length());
        for (int i = 0; i < text.length(); i++) {
            h = mix(h ^ text.charAt(i));
        }
        return h;
    }

    public static long of(long hash, byte[] bytes) {
        long h = mix(hash ^ bytes.length);
        int i = 0;
        for (; i + 8 <= bytes.length; i += 8) {
            h = mix(h ^ (long) LONGS.get(bytes, i));
        }
        for (; i < bytes.length; i++) {
            h = mix(h ^ bytes[i]);
        }
        return h;
    }

    /** Over 0 and below 1. */
    public static double unit(long hash) {
        return ((hash >>> 11) + 0.5) * 0x1.0p-53;
    }
}
