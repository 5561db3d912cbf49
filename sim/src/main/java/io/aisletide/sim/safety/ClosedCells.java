package io.aisletide.sim.safety;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.engine.Receipt;
import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which cells are closed to whom, kept from the commands that were seen to be applied and from nothing else. The latest
 * rule over a cell that still holds decides: closed by {@code Close} and {@code Evacuate}, opened by {@code Open}.
 *
 * <p>A new rule is painted over the others; one that ends has the cells of its area painted anew from the rules below.
 */
final class ClosedCells {
    private static final long NEVER = Long.MAX_VALUE;

    private final Floor floor;
    private final Map<String, Area> zones;
    /** Bits of the load classes to which a cell is closed; allocated with the first rule. */
    private byte[] closed = new byte[0];

    private final List<Rule> rules = new ArrayList<>();
    private long nextEnd = NEVER;

    private record Rule(long id, boolean closes, Area area, int loadMask, long endTick) {}

    ClosedCells(Floor floor, Map<String, Area> zones) {
        this.floor = floor;
        this.zones = zones;
    }

    /** Takes note of a command that was applied. */
    void applied(Command command, Receipt receipt) {
        if (command instanceof Command.Close close) {
            lay(receipt, true, close.scope(), close.expiresAfterTicks());
        } else if (command instanceof Command.Evacuate evacuate) {
            lay(receipt, true, evacuate.scope(), evacuate.expiresAfterTicks());
        } else if (command instanceof Command.Open open) {
            lay(receipt, false, open.scope(), open.expiresAfterTicks());
        } else if (command instanceof Command.Undo undo) {
            rules.stream().filter(rule -> rule.id == undo.commandId()).findFirst().ifPresent(this::take);
        }
    }

    /** Ends the rules that do not hold any more in that tick. */
    void expire(long tick) {
        if (tick >= nextEnd) {
            rules.stream().filter(rule -> rule.endTick <= tick).toList().forEach(this::take);
        }
    }

    /** Whether any cell may be closed. */
    boolean any() {
        return !rules.isEmpty();
    }

    boolean isClosed(int cell, LoadClass load) {
        return !rules.isEmpty() && (closed[cell] & bit(load)) != 0;
    }

    private void lay(Receipt receipt, boolean closes, Scope scope, int expiresAfterTicks) {
        Area area = areaOf(scope);
        if (area == null || scope.tag() != null) {
            // A rule over cells concerns classes of robots; the engine refuses any other.
            return;
        }
        int loadMask = scope.load() == null ? 3 : bit(scope.load());
        long end = expiresAfterTicks == Command.NEVER ? NEVER : receipt.tick() + expiresAfterTicks;
        lay(new Rule(receipt.commandId(), closes, area, loadMask, end));
    }

    private void lay(Rule rule) {
        if (closed.length == 0) {
            closed = new byte[floor.cellCapacity()];
        }
        rules.add(rule);
        nextEnd = Math.min(nextEnd, rule.endTick);
        paint(rule, rule.area);
    }

    private void take(Rule ended) {
        rules.remove(ended);
        nextEnd = rules.stream().mapToLong(Rule::endTick).min().orElse(NEVER);
        ended.area.forEachCell(floor, cell -> closed[cell] = 0);
        for (Rule rule : rules) {
            paint(rule, ended.area);
        }
    }

    /** Paints the part of a rule that lies within a frame. */
    private void paint(Rule rule, Area frame) {
        Area.Rectangle a = rule.area.bounds();
        Area.Rectangle b = frame.bounds();
        int left = Math.max(a.x(), b.x());
        int top = Math.max(a.y(), b.y());
        int right = Math.min(a.x() + a.width(), b.x() + b.width());
        int bottom = Math.min(a.y() + a.height(), b.y() + b.height());
        if (left >= right || top >= bottom) {
            return;
        }
        new Area.Rectangle(left, top, right - left, bottom - top).forEachCell(floor, cell -> {
            if (rule.area.contains(floor.xOf(cell), floor.yOf(cell))) {
                closed[cell] = (byte) (rule.closes ? closed[cell] | rule.loadMask : closed[cell] & ~rule.loadMask);
            }
        });
    }

    private @Nullable Area areaOf(Scope scope) {
        if (scope.zone() != null) {
            return zones.get(scope.zone());
        }
        return scope.area() != null ? scope.area() : new Area.Rectangle(0, 0, floor.width(), floor.height());
    }

    private static int bit(LoadClass load) {
        return 1 << load.ordinal();
    }

    void save(StateWriter to) {
        to.putInt(rules.size());
        for (Rule rule : rules) {
            to.putLong(rule.id).putByte(rule.closes ? 1 : 0).putInt(rule.loadMask).putLong(rule.endTick);
            rule.area.save(to);
        }
    }

    void restore(StateReader from) {
        int count = from.getCount(1);
        for (int i = 0; i < count; i++) {
            long id = from.getLong();
            boolean closes = from.getByte() != 0;
            int loadMask = from.getInt();
            long endTick = from.getLong();
            lay(new Rule(id, closes, Area.restored(from), loadMask, endTick));
        }
    }
}
