package io.aisletide.engine;

import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.traffic.World;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Where robots begin: those with a place of their own first, then the others on random free cells. */
final class Placement {
    private static final int HEADINGS = 4;
    private static final long PURPOSE_CELL = 0x43454C4CL;
    private static final long PURPOSE_HEADING = 0x48454144L;

    private record Fixed(int cell, int heading, LoadClass load, int tags) {}

    private record Random(int count, LoadClass load) {}

    private final Floor floor;
    private final List<Fixed> fixed = new ArrayList<>();
    private final List<Random> random = new ArrayList<>();

    Placement(Floor floor) {
        this.floor = floor;
    }

    void addFixed(int cell, int heading, LoadClass load, int tags) {
        fixed.add(new Fixed(cell, heading, load, tags));
    }

    void addRandom(int count, LoadClass load) {
        random.add(new Random(count, load));
    }

    Placement copy() {
        Placement copy = new Placement(floor);
        copy.fixed.addAll(fixed);
        copy.random.addAll(random);
        return copy;
    }

    void mix(Fingerprint into) {
        into.add(fixed.size()).add(random.size());
        for (Fixed robot : fixed) {
            into.add(floor.xOf(robot.cell()))
                    .add(floor.yOf(robot.cell()))
                    .add(robot.heading())
                    .add(robot.load().ordinal())
                    .add(robot.tags());
        }
        for (Random group : random) {
            into.add(group.count()).add(group.load().ordinal());
        }
    }

    /** @throws IllegalArgumentException if the robots do not fit on the floor */
    void check(int allTagBits) {
        BitSet taken = new BitSet(floor.cellCapacity());
        for (int i = 0; i < fixed.size(); i++) {
            checkFixed(i, fixed.get(i), allTagBits, taken);
        }
        // Loaded robots have fewer cells to stand on, and take no cell that only an empty robot could use.
        long loaded = 0;
        long all = fixed.size();
        for (Random group : random) {
            if (group.count() < 0) {
                throw new IllegalArgumentException("a fleet has 0 robots or more, not " + group.count());
            }
            all += group.count();
            loaded += group.load() == LoadClass.LOADED ? group.count() : 0;
        }
        for (Fixed robot : fixed) {
            loaded += floor.passable(robot.cell(), LoadClass.LOADED) ? 1 : 0;
        }
        requireRoom(all, LoadClass.EMPTY);
        if (random.stream().anyMatch(group -> group.load() == LoadClass.LOADED && group.count() > 0)) {
            requireRoom(loaded, LoadClass.LOADED);
        }
    }

    private void requireRoom(long robots, LoadClass load) {
        int cells = floor.passableCells(load);
        if (robots > cells) {
            throw new IllegalArgumentException(robots + " robots do not fit on the floor: it has " + cells
                    + " cells where " + load + " robots can stand");
        }
    }

    private void checkFixed(int index, Fixed robot, int allTagBits, BitSet taken) {
        String who = "robot " + index;
        int cell = robot.cell();
        if (cell < 0 || cell >= floor.cellCapacity() || !floor.contains(floor.xOf(cell), floor.yOf(cell))) {
            throw new IllegalArgumentException(who + " stands in cell " + cell + ", which is not on the floor");
        }
        if (!floor.passable(cell, robot.load())) {
            throw new IllegalArgumentException(who + " stands at " + floor.describe(cell) + ", which is "
                    + floor.kind(cell) + ": no place for a robot that is " + robot.load());
        }
        if (taken.get(cell)) {
            throw new IllegalArgumentException(
                    who + " stands at " + floor.describe(cell) + ", where another robot stands already");
        }
        if (robot.heading() < Direction.E || robot.heading() > Direction.N) {
            throw new IllegalArgumentException(who + " has heading " + robot.heading() + ", not 0 to 3");
        }
        if ((robot.tags() & ~allTagBits) != 0) {
            throw new IllegalArgumentException(who + " carries a tag that has no name");
        }
        taken.set(cell);
    }

    void place(World world, Motion motion, long seed) {
        for (Fixed robot : fixed) {
            add(world, robot.cell(), robot.heading(), robot.load(), robot.tags());
        }
        // Loaded robots first: an empty one could take the last cell that a loaded one can stand on.
        placeRandom(world, LoadClass.LOADED, motion, seed);
        placeRandom(world, LoadClass.EMPTY, motion, seed);
    }

    private void placeRandom(World world, LoadClass load, Motion motion, long seed) {
        int count = 0;
        for (Random group : random) {
            count += group.load() == load ? group.count() : 0;
        }
        if (count == 0) {
            return;
        }
        int[] cells = vacantCells(world, load);
        // Fisher-Yates, only as far as needed.
        for (int i = 0; i < count; i++) {
            long left = (long) cells.length - i;
            int pick = i + (int) Long.remainderUnsigned(draw(seed, PURPOSE_CELL + load.ordinal(), i), left);
            int cell = cells[pick];
            cells[pick] = cells[i];
            int heading = motion == Motion.PEBBLE ? 0 : (int) (draw(seed, PURPOSE_HEADING, cell) >>> 62);
            add(world, cell, heading % HEADINGS, load, 0);
        }
    }

    private int[] vacantCells(World world, LoadClass load) {
        int[] cells = new int[floor.passableCells(load)];
        int size = 0;
        for (int y = 0; y < floor.height(); y++) {
            for (int x = 0; x < floor.width(); x++) {
                int cell = floor.cell(x, y);
                if (floor.passable(cell, load) && world.isVacant(cell, load)) {
                    cells[size++] = cell;
                }
            }
        }
        return java.util.Arrays.copyOf(cells, size);
    }

    private void add(World world, int cell, int heading, LoadClass load, int tags) {
        if (world.addRobot(cell, heading, load, tags) < 0) {
            throw new IllegalStateException("vacant cell " + floor.describe(cell) + " took no robot");
        }
    }

    /** Counter-based random bits (SplitMix64, Steele et al. 2014): a function of its arguments, without state. */
    private static long draw(long seed, long purpose, long n) {
        return mix(mix(seed + 0x9E3779B97F4A7C15L * purpose) + 0x9E3779B97F4A7C15L * (n + 1));
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
