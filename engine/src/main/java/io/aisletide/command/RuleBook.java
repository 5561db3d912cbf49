package io.aisletide.command;

import io.aisletide.grid.Overlay;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.World;

/**
 * The rules over cells that commands have laid, and when each ends. A rule carries the id of its command.
 *
 * <p>A rule that takes effect before tick t and expires after n ticks holds for ticks t to t + n - 1.
 */
final class RuleBook implements Stateful {
    private static final String SECTION = "rule-ends";
    private static final long NEVER_ENDS = Long.MAX_VALUE;

    private final World world;
    private final CommandHistory history;
    private final World.Effect effect = new World.Effect();
    private final long[] ids = new long[Overlay.MAX_RULES];
    private final long[] endTicks = new long[Overlay.MAX_RULES];
    private int count;
    /** Earliest end, so that a tick without an expiry costs one comparison. */
    private long nextEndTick = NEVER_ENDS;

    RuleBook(World world, CommandHistory history) {
        this.world = world;
        this.history = history;
    }

    boolean isInForce(long id) {
        return indexOf(id) >= 0;
    }

    /** Lays the rule and makes it effective; false if there are too many. */
    boolean lay(Overlay.Rule rule, int expiresAfterTicks, Outcome outcome) {
        if (!world.overlay().add(rule)) {
            return false;
        }
        ids[count] = rule.id();
        endTicks[count] = expiresAfterTicks == Command.NEVER ? NEVER_ENDS : world.tick() + expiresAfterTicks;
        nextEndTick = Math.min(nextEndTick, endTicks[count]);
        count++;
        history.put(rule.id(), CommandHistory.Fate.IN_FORCE);
        change(outcome, false);
        return true;
    }

    /**
     * Lays a rule for the duration of a look. The caller looks at the world and then calls {@link #endLook}.
     *
     * @return false if there are too many rules
     */
    boolean beginLook(Overlay.Rule rule, Outcome outcome) {
        if (!world.overlay().add(rule)) {
            return false;
        }
        change(outcome, true);
        return true;
    }

    void endLook(Overlay.Rule rule) {
        world.overlay().remove(rule.id());
        effect.clear();
        world.rulesChanged(effect, true);
    }

    void undo(long id, Outcome outcome) {
        int index = indexOf(id);
        if (index < 0) {
            outcome.reject(Rejection.NOT_IN_FORCE, "command " + id + " " + history.whyNotInForce(id));
            return;
        }
        take(index);
        history.put(id, CommandHistory.Fate.UNDONE);
        change(outcome, false);
    }

    /** Ends the rules whose time is over; to be called before each tick. */
    void expire() {
        long tick = world.tick();
        if (tick < nextEndTick) {
            return;
        }
        for (int i = count - 1; i >= 0; i--) {
            if (endTicks[i] <= tick) {
                history.put(ids[i], CommandHistory.Fate.EXPIRED);
                take(i);
            }
        }
        effect.clear();
        world.rulesChanged(effect, false);
    }

    private void change(Outcome outcome, boolean dryRun) {
        effect.clear();
        world.rulesChanged(effect, dryRun);
        outcome.add(effect);
    }

    private void take(int index) {
        world.overlay().remove(ids[index]);
        count--;
        System.arraycopy(ids, index + 1, ids, index, count - index);
        System.arraycopy(endTicks, index + 1, endTicks, index, count - index);
        findNextEnd();
    }

    private int indexOf(long id) {
        for (int i = 0; i < count; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    /** The rules themselves are the overlay's. */
    @Override
    public void save(StateImage to) {
        to.section(SECTION).putInt(count).putLongs(ids, 0, count).putLongs(endTicks, 0, count);
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        count = section.getCount(2 * Long.BYTES);
        section.getLongs(ids, 0, count);
        section.getLongs(endTicks, 0, count);
        findNextEnd();
    }

    private void findNextEnd() {
        nextEndTick = NEVER_ENDS;
        for (int i = 0; i < count; i++) {
            nextEndTick = Math.min(nextEndTick, endTicks[i]);
        }
    }
}
