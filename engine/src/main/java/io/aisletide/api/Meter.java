package io.aisletide.api;

import org.jspecify.annotations.Nullable;

/**
 * Where the fuel of versions in jars is counted: calls of {@link #tick} are written into their loops and methods when they
 * are loaded. Jars that name this class themselves are refused.
 */
public final class Meter {
    private static final ThreadLocal<@Nullable Fuel> TANK = new ThreadLocal<>();

    private Meter() {}

    /** From here on this thread burns from that tank; null for none. Returns the tank before. */
    public static @Nullable Fuel burnFrom(@Nullable Fuel tank) {
        Fuel before = TANK.get();
        TANK.set(tank);
        return before;
    }

    /** One unit of work. */
    public static void tick() {
        Fuel tank = TANK.get();
        if (tank != null) {
            tank.use(1);
        }
    }
}
