package io.aisletide.bench;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.grid.Floor;

/**
 * Commands that ask little of the floor, so that a ladder measures how commands get in and not what they do. Each
 * speaks of one of {@value #PLACES} small rectangles along the floor's diagonal, by turns.
 */
final class CheapCommands {
    private static final int PLACES = 16;
    private static final int PLACE_CELLS = 4;

    /** What is sent. */
    enum Kind {
        /** Lifts closures where there are none, for one tick: goes all the way and changes nothing. */
        OPEN,
        /** Stops a few robots, and lets them go with the next command; looks at every robot. */
        PAUSE,
        /** Two extra cells of way for ten ticks: repairs a tile and looks at every robot. */
        AVOID
    }

    private final Floor floor;
    private final Kind kind;
    private int sent;

    CheapCommands(Floor floor, Kind kind) {
        this.floor = floor;
        this.kind = kind;
    }

    Command next() {
        int i = sent++;
        return switch (kind) {
            case OPEN -> new Command.Open(placeOn(floor, i % PLACES), 1);
            case PAUSE -> i % 2 == 0
                    ? new Command.Pause(placeOn(floor, i / 2 % PLACES))
                    : new Command.Resume(placeOn(floor, i / 2 % PLACES));
            case AVOID -> new Command.Avoid(placeOn(floor, i % PLACES), 2, 10);
        };
    }

    static Scope placeOn(Floor floor, int place) {
        int x = (int) ((long) (floor.width() - PLACE_CELLS) * (place + 1) / (PLACES + 1));
        int y = (int) ((long) (floor.height() - PLACE_CELLS) * (place + 1) / (PLACES + 1));
        return Scope.rectangle(x, y, PLACE_CELLS, PLACE_CELLS);
    }
}
