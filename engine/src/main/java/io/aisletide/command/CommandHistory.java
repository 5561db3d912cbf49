package io.aisletide.command;

import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayQueue;

/**
 * What became of the last {@value #MAX_COMMANDS} commands, so that an undo that comes too late is told why. Older ones
 * are forgotten.
 */
final class CommandHistory implements Stateful {
    private static final String SECTION = "command-fates";
    static final int MAX_COMMANDS = 65_536;

    private static final long UNKNOWN = -1;

    enum Fate {
        IN_FORCE("is in force"),
        EXPIRED("has expired"),
        UNDONE("was undone before"),
        ACTED("acted on robots, which cannot be taken back"),
        PREVIEWED("was a preview and changed nothing"),
        REFUSED("was refused");

        private static final Fate[] ALL = values();

        final String words;

        Fate(String words) {
            this.words = words;
        }
    }

    private final Long2LongHashMap fates = new Long2LongHashMap(UNKNOWN);
    private final LongArrayQueue order = new LongArrayQueue(Long.MIN_VALUE);

    void put(long id, Fate fate) {
        if (fates.put(id, fate.ordinal()) == UNKNOWN) {
            order.addLong(id);
            if (order.size() > MAX_COMMANDS) {
                fates.remove(order.pollLong());
            }
        }
    }

    String whyNotInForce(long id) {
        long fate = fates.get(id);
        return fate == UNKNOWN ? "is not known" : Fate.ALL[(int) fate].words;
    }

    boolean actedOnRobots(long id) {
        return fates.get(id) == Fate.ACTED.ordinal();
    }

    @Override
    public void save(StateImage to) {
        StateWriter section = to.section(SECTION, Long.BYTES + 1);
        order.forEachLong(id -> section.putLong(id).putByte((int) fates.get(id)));
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        while (section.remaining() > 0) {
            long id = section.getLong();
            put(id, Fate.ALL[section.getByte()]);
        }
    }
}
