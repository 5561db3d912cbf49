package io.aisletide.sim.trial;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.grid.Area;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScriptedCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The same command about less, for longer, or elsewhere. */
final class PlainerCommands {
    private PlainerCommands() {}

    /** Commands that say a little less than this one. */
    static List<Command> of(Command command, Map<String, Area> zones) {
        List<Command> plainer = new ArrayList<>();
        if (command instanceof Command.Preview preview) {
            plainer.add(preview.command());
            of(preview.command(), zones).forEach(inner -> plainer.add(new Command.Preview(inner)));
            return plainer;
        }
        if (command instanceof Command.Undo) {
            return plainer;
        }
        if (command instanceof Command.OnCells rule && rule.expiresAfterTicks() != Command.NEVER) {
            plainer.add(lasting(rule));
        }
        for (Scope scope : narrower(command.scope(), zones)) {
            plainer.add(scoped(command, scope, UnaryOperator.identity()));
        }
        if (command instanceof Command.Redirect redirect) {
            narrower(redirect.target(), zones).forEach(to -> plainer.add(new Command.Redirect(redirect.scope(), to)));
        } else if (command instanceof Command.Alarm alarm) {
            narrower(alarm.refuge(), zones).forEach(to -> plainer.add(new Command.Alarm(alarm.scope(), to)));
        } else if (command instanceof Command.AddRobots add && add.count() > 1) {
            plainer.add(new Command.AddRobots(add.scope(), 1, add.load(), add.tag()));
        } else if (command instanceof Command.RemoveRobots remove && remove.count() > 1) {
            plainer.add(new Command.RemoveRobots(remove.scope(), 1));
        }
        return plainer;
    }

    private static List<Scope> narrower(Scope scope, Map<String, Area> zones) {
        List<Scope> narrower = new ArrayList<>();
        if (scope.load() != null) {
            narrower.add(new Scope(scope.area(), scope.zone(), null, scope.tag()));
        }
        if (scope.tag() != null) {
            narrower.add(new Scope(scope.area(), scope.zone(), scope.load(), null));
        }
        Area area = scope.area();
        if (scope.zone() != null && zones.get(scope.zone()) != null) {
            narrower.add(new Scope(zones.get(scope.zone()), null, scope.load(), scope.tag()));
        } else if (area instanceof Area.Polygon polygon) {
            narrower.add(new Scope(polygon.bounds(), null, scope.load(), scope.tag()));
        } else if (area instanceof Area.Rectangle r) {
            for (Area.Rectangle half : halves(r)) {
                narrower.add(new Scope(half, null, scope.load(), scope.tag()));
            }
        }
        return narrower;
    }

    /** Halves of a rectangle, and what is left of it without one row or column at a side. */
    private static List<Area.Rectangle> halves(Area.Rectangle r) {
        List<Area.Rectangle> parts = new ArrayList<>();
        for (int cut : new int[] {r.width() / 2, 1}) {
            if (cut > 0 && cut < r.width()) {
                parts.add(new Area.Rectangle(r.x(), r.y(), r.width() - cut, r.height()));
                parts.add(new Area.Rectangle(r.x() + cut, r.y(), r.width() - cut, r.height()));
            }
        }
        for (int cut : new int[] {r.height() / 2, 1}) {
            if (cut > 0 && cut < r.height()) {
                parts.add(new Area.Rectangle(r.x(), r.y(), r.width(), r.height() - cut));
                parts.add(new Area.Rectangle(r.x(), r.y() + cut, r.width(), r.height() - cut));
            }
        }
        return parts;
    }

    private static Command lasting(Command.OnCells rule) {
        return ruled(rule, rule.scope(), Command.NEVER);
    }

    private static Command ruled(Command.OnCells rule, Scope scope, int expires) {
        if (rule instanceof Command.Close) {
            return new Command.Close(scope, expires);
        }
        if (rule instanceof Command.Open) {
            return new Command.Open(scope, expires);
        }
        if (rule instanceof Command.OneWay oneWay) {
            return new Command.OneWay(scope, oneWay.direction(), expires);
        }
        if (rule instanceof Command.Slow slow) {
            return new Command.Slow(scope, slow.ticksPerCell(), expires);
        }
        if (rule instanceof Command.Avoid avoid) {
            return new Command.Avoid(scope, avoid.extraCells(), expires);
        }
        return rule instanceof Command.Prefer ? new Command.Prefer(scope, expires) : new Command.Evacuate(scope, expires);
    }

    /** The command with another scope, and with its second scope, if it has one, changed too. */
    private static Command scoped(Command command, Scope scope, UnaryOperator<Scope> second) {
        if (command instanceof Command.OnCells rule) {
            return ruled(rule, scope, rule.expiresAfterTicks());
        }
        if (command instanceof Command.Redirect redirect) {
            return new Command.Redirect(scope, second.apply(redirect.target()));
        }
        if (command instanceof Command.Alarm alarm) {
            return new Command.Alarm(scope, second.apply(alarm.refuge()));
        }
        if (command instanceof Command.Pause) {
            return new Command.Pause(scope);
        }
        if (command instanceof Command.Resume) {
            return new Command.Resume(scope);
        }
        if (command instanceof Command.AddRobots add) {
            return new Command.AddRobots(scope, add.count(), add.load(), add.tag());
        }
        if (command instanceof Command.RemoveRobots remove) {
            return new Command.RemoveRobots(scope, remove.count());
        }
        if (command instanceof Command.Preview preview) {
            return new Command.Preview(scoped(preview.command(), scope, second));
        }
        return command;
    }

    // ---- elsewhere ----------------------------------------------------------------------------------------------

    /** Whether everything that the scenario's commands speak of would still be on the floor if only the frame was left. */
    static boolean allWithin(Scenario s, Area.Rectangle frame) {
        return s.zones().values().stream().allMatch(zone -> within(zone, frame))
                && s.script().stream().map(ScriptedCommand::command).allMatch(command -> within(command, frame));
    }

    private static boolean within(Command command, Area.Rectangle frame) {
        Command plain = command instanceof Command.Preview preview ? preview.command() : command;
        Scope second = secondScope(plain);
        return within(plain.scope().area(), frame) && (second == null || within(second.area(), frame));
    }

    private static boolean within(@Nullable Area area, Area.Rectangle frame) {
        if (area == null) {
            return true;
        }
        Area.Rectangle b = area.bounds();
        return b.x() >= frame.x()
                && b.y() >= frame.y()
                && b.x() + b.width() <= frame.x() + frame.width()
                && b.y() + b.height() <= frame.y() + frame.height();
    }

    private static @Nullable Scope secondScope(Command command) {
        if (command instanceof Command.Redirect redirect) {
            return redirect.target();
        }
        return command instanceof Command.Alarm alarm ? alarm.refuge() : null;
    }

    /** In columns and rows of the frame. */
    static Command moved(Command command, Area.Rectangle frame) {
        return scoped(command, moved(command.scope(), frame), second -> moved(second, frame));
    }

    static Map<String, Area> moved(Map<String, Area> zones, Area.Rectangle frame) {
        Map<String, Area> moved = new LinkedHashMap<>();
        zones.forEach((name, area) -> moved.put(name, moved(area, frame)));
        return moved;
    }

    private static Scope moved(Scope scope, Area.Rectangle frame) {
        Area area = scope.area();
        return area == null ? scope : new Scope(moved(area, frame), null, scope.load(), scope.tag());
    }

    private static Area moved(Area area, Area.Rectangle frame) {
        if (area instanceof Area.Rectangle r) {
            return new Area.Rectangle(r.x() - frame.x(), r.y() - frame.y(), r.width(), r.height());
        }
        Area.Polygon polygon = (Area.Polygon) area;
        int[] xs = polygon.xs().clone();
        int[] ys = polygon.ys().clone();
        for (int i = 0; i < xs.length; i++) {
            xs[i] -= frame.x();
            ys[i] -= frame.y();
        }
        return new Area.Polygon(xs, ys);
    }

    // ---- names --------------------------------------------------------------------------------------------------

    static boolean namesZone(Command command, String zone) {
        Command plain = command instanceof Command.Preview preview ? preview.command() : command;
        Scope second = secondScope(plain);
        return zone.equals(plain.scope().zone()) || second != null && zone.equals(second.zone());
    }

    static boolean namesTag(Command command, String tag) {
        Command plain = command instanceof Command.Preview preview ? preview.command() : command;
        return tag.equals(plain.scope().tag()) || plain instanceof Command.AddRobots add && tag.equals(add.tag());
    }
}
