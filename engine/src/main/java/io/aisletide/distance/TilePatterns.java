package io.aisletide.distance;

import java.util.concurrent.ConcurrentHashMap;

/**
 * The patterns of a floor's tiles, each once. Those that no tile has any more are forgotten now and then, so there are never
 * many more patterns than tiles. Any thread.
 */
final class TilePatterns {
    private final ConcurrentHashMap<TileSteps, TilePattern> known = new ConcurrentHashMap<>();
    private final int mostKnown;

    TilePatterns(int tiles) {
        mostKnown = 2 * tiles + 64;
    }

    /** The pattern of a tile with these steps. */
    TilePattern of(TileSteps steps) {
        if (known.size() > mostKnown) {
            known.values().removeIf(pattern -> pattern.tiles.get() == 0);
        }
        return known.computeIfAbsent(steps, TilePattern::new);
    }
}
