package io.aisletide.traffic;

import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;

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
    private static final long NOWHERE = 0xFFFF_FFFFL;

    private StateHash() {}

    static long of(Site site, long seed) {
        int chunks = (site.robots.limit() + CHUNK - 1) / CHUNK;
        long[] sums = new long[chunks];
        site.workers.forEach(chunks, (chunk, worker) -> sums[chunk] = sumOf(site, chunk));
        long sum = 0;
        for (long part : sums) {
            sum += part;
        }
        return mix(mix(seed) + site.tick ^ sum);
    }

    private static long sumOf(Site site, int chunk) {
        Robots robots = site.robots;
        int end = Math.min(robots.limit(), (chunk + 1) * CHUNK);
        long sum = 0;
        for (int robot = chunk * CHUNK; robot < end; robot++) {
            sum += hashOf(site, robots, robot);
        }
        return sum;
    }

    private static long hashOf(Site site, Robots robots, int robot) {
        long flags = robots.get(robot, Robots.FLAGS) & FLAGS;
        long hash = mix(robot ^ flags << 32);
        if ((flags & Robots.PRESENT) != 0) {
            long heading = robots.get(robot, Robots.HEADING);
            long plan = robots.get(robot, Robots.PLAN);
            hash = mix(hash ^ (place(site.floor, robots.get(robot, Robots.CELL)) << 32 | heading << 30 | plan));
            long goal = place(site.floor, robots.get(robot, Robots.GOAL));
            hash = mix(hash ^ (goal << 32 | place(site.floor, site.realGoal(robot))));
        }
        return hash;
    }

    private static long place(Floor floor, int cell) {
        return cell < 0 ? NOWHERE : (long) floor.yOf(cell) << 16 | floor.xOf(cell);
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
