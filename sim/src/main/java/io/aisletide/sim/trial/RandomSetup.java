package io.aisletide.sim.trial;

import io.aisletide.engine.ThreadingMode;
import io.aisletide.journal.Durability;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Ways to run a scenario at random. Every other one keeps a journal and has mishaps; where there are releases, most do, and
 * mishaps come while something is going on with them.
 */
final class RandomSetup {
    private static final int MOST_MISHAPS = 3;
    private static final int LEAST_SNAPSHOT_TICKS = 25;
    private static final int MOST_SNAPSHOT_TICKS = 400;
    /** From something that is asked of a release, that long something may come of it. */
    private static final int BUSY_TICKS = 80;
    /** Some records. */
    private static final int MOST_CUT_BYTES = 400;

    private final Random random;
    private final int ticks;
    private final List<Integer> busyFrom;

    /**
     * @param ticks of the run
     * @param busyFrom moments from which on there is something going on with releases
     */
    RandomSetup(Random random, int ticks, List<Integer> busyFrom) {
        this.random = random;
        this.ticks = ticks;
        this.busyFrom = busyFrom;
    }

    Setup next() {
        ThreadingMode mode = ThreadingMode.values()[random.nextInt(ThreadingMode.values().length)];
        long pieceSeed = random.nextInt(3) == 0 ? Setup.WHOLE : 1 + random.nextInt(1_000_000);
        Setup setup = new Setup(mode, 1 << random.nextInt(3), pieceSeed, random.nextBoolean(), Keeping.NOTHING, List.of());
        if (random.nextInt(4) < (busyFrom.isEmpty() ? 2 : 1)) {
            return setup;
        }
        Keeping keeping = keeping();
        List<Mishap> mishaps = IntStream.generate(() -> moment(keeping.snapshotEvery()))
                .limit(1 + random.nextInt(MOST_MISHAPS))
                .sorted()
                .mapToObj(tick -> mishap(tick, keeping))
                .toList();
        return setup.with(keeping).with(mishaps);
    }

    private Keeping keeping() {
        Durability durability = random.nextInt(3) == 0 ? Durability.DISK : Durability.PROCESS;
        int kind = random.nextInt(8);
        Keeping.Store store = kind < 2 ? Keeping.Store.MEMORY : kind < 7 ? Keeping.Store.FILE : Keeping.Store.CHRONICLE;
        boolean snapshots = store != Keeping.Store.MEMORY && random.nextInt(4) > 0;
        int every = LEAST_SNAPSHOT_TICKS + random.nextInt(busyFrom.isEmpty() ? MOST_SNAPSHOT_TICKS : BUSY_TICKS);
        return new Keeping(store, durability, snapshots ? every : 0);
    }

    /** Half of them soon after a snapshot: then the journal may end before the snapshot does. */
    private int moment(int every) {
        boolean busy = !busyFrom.isEmpty() && random.nextBoolean();
        int tick = busy
                ? busyFrom.get(random.nextInt(busyFrom.size())) + random.nextInt(BUSY_TICKS)
                : random.nextInt(ticks);
        int after = random.nextInt(4);
        return every == 0 || tick < every || random.nextBoolean() ? tick : tick / every * every + after;
    }

    private Mishap mishap(int atTick, Keeping keeping) {
        Mishap mishap = Mishap.killed(atTick);
        if (random.nextInt(2) == 0) {
            boolean syncs = keeping.isInFiles() && keeping.durability() == Durability.DISK;
            Mishap.End end = switch (random.nextInt(syncs ? 4 : 2)) {
                case 0 -> Mishap.End.DISK_FULL;
                case 1 -> Mishap.End.PAGE_LOST;
                default -> Mishap.End.SYNC_FAILED;
            };
            mishap = mishap.with(end).withAppends(random.nextInt(8));
        }
        switch (random.nextInt(5)) {
            case 0 -> mishap = mishap.with(Mishap.Damage.CUT).withPlace(random.nextInt(MOST_CUT_BYTES));
            case 1 -> mishap = mishap.with(Mishap.Damage.FLIPPED).withPlace(random.nextInt(MOST_CUT_BYTES * Byte.SIZE));
            default -> { }
        }
        return mishap.withSnapshotDamaged(keeping.snapshotEvery() > 0 && random.nextInt(3) == 0);
    }
}
