package io.aisletide.traffic;

import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;

/**
 * A hash over all that decides how the floor goes on, in terms of the outside world: columns and rows, not cell numbers,
 * and nothing that depends on how memory is laid out. So two builds of the engine can be compared by it.
 *
 * <p>Exactly: for each robot number {@code r} from 0 to the limit, {@code h(r) = mix(r ^ a << 32)}, and for those present then
 * {@code h = mix(h ^ b)} and {@code h = mix(h ^ c)}; the hash is {@code mix(mix(seed) + tick ^ sum of all h)}, where
 *
 * <ul>
 *   <li>{@code a} is the flags PRESENT, LOADED, PAUSED, HELD, STRANDED, DETOUR, and the cost class of its way; a robot that is
 *       not there has 0,
 *   <li>{@code b} is {@code place(cell) << 32 | heading << 30 | plan},
 *   <li>{@code c} is {@code place(goal) << 32 | place(goal before a detour, else goal)},
 *   <li>{@code place} is {@code y << 16 | x}, or 0xFFFFFFFF for no goal,
 * </ul>
 *
 * and {@code mix} is the finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). A sum, not a chain, so that the robots'
 * parts are computed side by side, on all threads.
 */
final class StateHash {
    private static final int FLAGS = Robots.PRESENT
            | Robots.LOADED
            | Robots.PAUSED
            | Robots.HELD
            | Robots.STRANDED
            | Robots.DETOUR
            | Robots.COST_CLASS_MASK << Robots.COST_CLASS_SHIFT;
    private static final int CHUNK = 8192;
    /**
     * Places at which records are read side by side. One after the other they come from memory no faster than the processor
     * foresees one stream of them: half a million then take 8 ms, on two threads, and 2 ms like this.
     */
    private static final int STREAMS = 4;

    private static final long NOWHERE = 0xFFFF_FFFFL;

    private final long seed;
    /** The place of each tile's first cell. */
    private final int[] corners;

    StateHash(Floor floor, long seed) {
        this.seed = seed;
        corners = new int[floor.tileCount()];
        for (int tile = 0; tile < corners.length; tile++) {
            int cell = tile << Floor.TILE_SHIFT;
            corners[tile] = floor.yOf(cell) << 16 | floor.xOf(cell);
        }
    }

    /** Of a floor between two ticks, on all its threads. */
    long of(Site site) {
        int limit = site.robots.limit();
        int chunks = (limit + CHUNK - 1) / CHUNK;
        long[] sums = new long[chunks];
        site.workers.forEach(chunks, (chunk, worker) -> sums[chunk] =
                sumOf(site.robots.data(), 0, chunk * CHUNK, Math.min(limit, (chunk + 1) * CHUNK)));
        long sum = 0;
        for (long part : sums) {
            sum += part;
        }
        return whole(site.tick, sum);
    }

    /** Of a floor that {@link SiteState} has saved. Any thread. */
    long of(StateImage saved) {
        StateReader records = saved.read(TrafficWorld.ROBOTS_SECTION);
        int limit = records.remaining() / (Robots.STRIDE * Integer.BYTES);
        int[] some = new int[Math.min(limit, CHUNK) * Robots.STRIDE];
        long sum = 0;
        for (int from = 0; from < limit; from += CHUNK) {
            int to = Math.min(limit, from + CHUNK);
            records.getInts(some, 0, (to - from) * Robots.STRIDE);
            sum += sumOf(some, from, from, to);
        }
        return whole(SiteState.tickOf(saved), sum);
    }

    private long whole(long tick, long sum) {
        return mix(mix(seed) + tick ^ sum);
    }

    /** @param firstRecord robot whose record is the first in the data */
    private long sumOf(int[] data, int firstRecord, int from, int to) {
        long sum = 0;
        int part = (to - from) / STREAMS;
        for (int first = from; first < from + part; first++) {
            for (int robot = first; robot < first + STREAMS * part; robot += part) {
                sum += hashOf(data, robot - firstRecord << Robots.SHIFT, robot);
            }
        }
        for (int robot = from + STREAMS * part; robot < to; robot++) {
            sum += hashOf(data, robot - firstRecord << Robots.SHIFT, robot);
        }
        return sum;
    }

    private long hashOf(int[] data, int record, int robot) {
        int flags = data[record + Robots.FLAGS] & FLAGS;
        long hash = mix(robot ^ (long) flags << 32);
        if ((flags & Robots.PRESENT) != 0) {
            long heading = data[record + Robots.HEADING];
            long plan = data[record + Robots.PLAN];
            hash = mix(hash ^ (place(data[record + Robots.CELL]) << 32 | heading << 30 | plan));
            long goal = place(data[record + Robots.GOAL]);
            long realGoal = (flags & Robots.DETOUR) == 0 ? goal : place(data[record + Robots.REAL_GOAL]);
            hash = mix(hash ^ (goal << 32 | realGoal));
        }
        return hash;
    }

    private long place(int cell) {
        return cell < 0 ? NOWHERE : corners[cell >>> Floor.TILE_SHIFT] + ((cell >>> 5 & 31) << 16 | cell & 31);
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
