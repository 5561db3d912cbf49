package io.aisletide.command;

import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.LoadClass;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Commands of all kinds with random, valid and invalid, contents. */
public final class RandomCommands {
    private static final int KINDS = 14;

    private final Random random;
    private final int side;
    private final List<String> zones;
    private final List<String> tags;

    public RandomCommands(long seed, int side, List<String> zones, List<String> tags) {
        random = new Random(seed);
        this.side = side;
        this.zones = zones;
        this.tags = tags;
    }

    public Command next() {
        Command plain = plain(random.nextInt(KINDS));
        return random.nextInt(5) == 0 && !(plain instanceof Command.Undo) ? new Command.Preview(plain) : plain;
    }

    private Command plain(int kind) {
        int expires = random.nextBoolean() ? Command.NEVER : 1 + random.nextInt(40);
        return switch (kind) {
            case 0 -> new Command.Close(scope(false), expires);
            case 1 -> new Command.Open(scope(false), expires);
            case 2 -> new Command.OneWay(place(), Direction.of(random.nextInt(4)), expires);
            case 3 -> new Command.Slow(place(), 2 + random.nextInt(7), expires);
            case 4 -> new Command.Avoid(place(), 1 + random.nextInt(63), expires);
            case 5 -> new Command.Prefer(place(), expires);
            case 6 -> new Command.Evacuate(scope(false), expires);
            case 7 -> new Command.Redirect(scope(true), place());
            case 8 -> new Command.Pause(scope(true));
            case 9 -> new Command.Resume(scope(true));
            case 10 -> new Command.AddRobots(place(), 1 + random.nextInt(3), load(), random.nextBoolean() ? null : tag());
            case 11 -> new Command.RemoveRobots(scope(true), random.nextInt(3));
            case 12 -> new Command.Alarm(scope(true), place());
            default -> new Command.Undo(random.nextInt(100));
        };
    }

    private Scope scope(boolean withTag) {
        Scope place = place();
        @Nullable LoadClass load = random.nextInt(3) == 0 ? load() : null;
        @Nullable String tag = withTag && random.nextInt(3) == 0 ? tag() : null;
        return new Scope(place.area(), place.zone(), load, tag);
    }

    private Scope place() {
        return switch (random.nextInt(4)) {
            case 0 -> zones.isEmpty() ? Scope.EVERYTHING : Scope.zone(zones.get(random.nextInt(zones.size())));
            case 1 -> Scope.of(polygon());
            case 2 -> Scope.EVERYTHING;
            default -> Scope.rectangle(
                    random.nextInt(side), random.nextInt(side), 1 + random.nextInt(side), 1 + random.nextInt(side));
        };
    }

    private Area polygon() {
        int vertices = 3 + random.nextInt(Area.Polygon.MAX_VERTICES - 2);
        int[] xs = new int[vertices];
        int[] ys = new int[vertices];
        for (int i = 0; i < vertices; i++) {
            xs[i] = random.nextInt(side + 1);
            ys[i] = random.nextInt(side + 1);
        }
        return new Area.Polygon(xs, ys);
    }

    private LoadClass load() {
        return random.nextBoolean() ? LoadClass.EMPTY : LoadClass.LOADED;
    }

    private String tag() {
        return tags.isEmpty() ? "unknown" : tags.get(random.nextInt(tags.size()));
    }
}
