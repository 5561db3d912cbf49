package io.aisletide.command;

import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.Overlay;
import org.jspecify.annotations.Nullable;

/**
 * What can be said against a command without looking at robots: names, numbers, areas. Depends on nothing that changes,
 * so it may run on another thread than the engine's, and ahead of it.
 */
public final class CommandValidator {
    static final int MIN_TICKS_PER_CELL = 2;
    static final int MAX_TICKS_PER_CELL = Overlay.MAX_TICKS_PER_CELL;
    static final int MAX_EXTRA_CELLS = Overlay.MAX_EXTRA_CELLS;

    private final Vocabulary vocabulary;

    public CommandValidator(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** @return a message that opens with a {@link Rejection}, or null if nothing is wrong */
    public @Nullable String faultOf(Command command) {
        if (command instanceof Command.Preview preview) {
            Command inner = preview.command();
            if (inner instanceof Command.Preview
                    || inner instanceof Command.Undo
                    || inner instanceof Command.OnVersions) {
                return Rejection.NOT_POSSIBLE.because("a preview shows a command on cells or robots, not an undo, a "
                        + "preview or what is about versions");
            }
            return faultOf(inner);
        }
        if (command instanceof Command.Undo || command instanceof Command.OnVersions) {
            return null;
        }
        String fault = faultOfScope(command.scope());
        if (fault != null) {
            return fault;
        }
        return command instanceof Command.OnCells rule ? faultOfRule(rule) : faultOfRobotCommand(command);
    }

    private @Nullable String faultOfRule(Command.OnCells rule) {
        if (rule.scope().tag() != null) {
            return Rejection.BAD_SCOPE.because("a rule over cells holds for all robots of a class; it cannot depend on "
                    + "the tag " + rule.scope().tag());
        }
        boolean forOneClass = rule instanceof Command.Close || rule instanceof Command.Open || rule instanceof Command.Evacuate;
        if (rule.scope().load() != null && !forOneClass) {
            return Rejection.BAD_SCOPE.because("close, open and evacuate can be for one load class; oneWay, slow, avoid and "
                    + "prefer hold for all robots: leave out the class " + rule.scope().load());
        }
        if (rule.expiresAfterTicks() < 0) {
            return bad("a rule expires after 1 tick or more, or never (0), not after " + rule.expiresAfterTicks());
        }
        if (rule instanceof Command.Slow slow
                && (slow.ticksPerCell() < MIN_TICKS_PER_CELL || slow.ticksPerCell() > MAX_TICKS_PER_CELL)) {
            return bad("slow is " + MIN_TICKS_PER_CELL + " to " + MAX_TICKS_PER_CELL + " ticks a cell, not "
                    + slow.ticksPerCell());
        }
        if (rule instanceof Command.Avoid avoid
                && (avoid.extraCells() < 1 || avoid.extraCells() > MAX_EXTRA_CELLS)) {
            return bad("avoid costs 1 to " + MAX_EXTRA_CELLS + " extra cells, not " + avoid.extraCells());
        }
        return null;
    }

    private @Nullable String faultOfRobotCommand(Command command) {
        if (command instanceof Command.Redirect redirect) {
            return faultOfPlace("target", redirect.target());
        }
        if (command instanceof Command.Alarm alarm) {
            return faultOfPlace("refuge", alarm.refuge());
        }
        if (command instanceof Command.AddRobots add) {
            if (add.count() < 1) {
                return bad("addRobots adds 1 robot or more, not " + add.count());
            }
            if (add.tag() != null && vocabulary.tagBit(add.tag()) == 0) {
                return unknownTag(add.tag());
            }
            return add.scope().tag() != null || add.scope().load() != null
                    ? Rejection.BAD_SCOPE.because("the scope of addRobots is a part of the floor: name the new robots' "
                            + "class and tag beside it")
                    : null;
        }
        if (command instanceof Command.RemoveRobots remove && remove.count() < 0) {
            return bad("removeRobots takes 1 robot or more, or all (0), not " + remove.count());
        }
        return null;
    }

    private @Nullable String faultOfPlace(String role, Scope place) {
        if (place.tag() != null || place.load() != null) {
            return Rejection.BAD_SCOPE.because("the " + role + " is a part of the floor, without tag or class");
        }
        return faultOfScope(place);
    }

    private @Nullable String faultOfScope(Scope scope) {
        if (scope.tag() != null && vocabulary.tagBit(scope.tag()) == 0) {
            return unknownTag(scope.tag());
        }
        if (scope.zone() != null && vocabulary.zone(scope.zone()) == null) {
            return Rejection.UNKNOWN_ZONE.because("no zone is called " + scope.zone() + "; " + vocabulary.knownZones());
        }
        Area area = scope.area();
        Floor floor = vocabulary.floor();
        if (area != null && !Vocabulary.touches(floor, area)) {
            Area.Rectangle b = area.bounds();
            return Rejection.OUTSIDE_FLOOR.because("the area at (" + b.x() + ", " + b.y() + ") of " + b.width() + " x "
                    + b.height() + " cells has no cell on the floor of " + floor.width() + " x " + floor.height());
        }
        return null;
    }

    private String unknownTag(String tag) {
        return Rejection.UNKNOWN_TAG.because("no tag is called " + tag + "; " + vocabulary.knownTags());
    }

    private static String bad(String text) {
        return Rejection.BAD_PARAMETER.because(text);
    }
}
