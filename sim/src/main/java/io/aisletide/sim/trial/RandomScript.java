package io.aisletide.sim.trial;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.sim.scenario.ScriptedCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What operators do on a floor, at random: every verb, alone and in bursts, some of it nonsense that the engine has to
 * refuse. Most rules end by themselves after a while, so that the floor keeps moving.
 */
final class RandomScript {
    private static final int VERBS = 14;
    private static final int LONGEST_RULE_TICKS = 150;
    private static final int MOST_ROBOTS = 4;

    private final Random random;
    private final Floor floor;
    private final List<String> zones;
    private final List<String> tags;
    /** Ids of rules so far, to be undone. */
    private final List<Long> rules = new ArrayList<>();

    RandomScript(Random random, Floor floor, List<String> zones, List<String> tags) {
        this.random = random;
        this.floor = floor;
        this.zones = zones;
        this.tags = tags;
    }

    /** Commands for so many ticks, in their order. */
    List<ScriptedCommand> commands(int count, int ticks) {
        int[] moments = new int[count];
        for (int i = 0; i < count; i++) {
            boolean burst = i > 0 && random.nextInt(4) == 0;
            moments[i] = burst ? moments[i - 1] : random.nextInt(ticks);
        }
        Arrays.sort(moments);
        List<ScriptedCommand> script = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            script.add(next(i + 1, moments[i]));
        }
        return script;
    }

    private ScriptedCommand next(long id, int atTick) {
        Command command = any(random.nextInt(VERBS));
        if (command instanceof Command.OnCells) {
            rules.add(id);
        }
        boolean preview = !(command instanceof Command.Undo) && random.nextInt(6) == 0;
        return ScriptedCommand.of(id, atTick, preview ? new Command.Preview(command) : command);
    }

    private Command any(int verb) {
        return switch (verb) {
            case 0 -> new Command.Close(cells(), expiry());
            case 1 -> new Command.Open(cells(), expiry());
            case 2 -> new Command.OneWay(ofEveryClass(), Direction.of(random.nextInt(4)), expiry());
            case 3 -> new Command.Slow(ofEveryClass(), 2 + random.nextInt(7), expiry());
            case 4 -> new Command.Avoid(ofEveryClass(), 1 + random.nextInt(63), expiry());
            case 5 -> new Command.Prefer(ofEveryClass(), expiry());
            case 6 -> new Command.Evacuate(cells(), expiry());
            case 7 -> new Command.Redirect(robots(), place());
            case 8 -> new Command.Pause(robots());
            case 9, 10 -> new Command.Resume(random.nextInt(3) == 0 ? robots() : Scope.EVERYTHING);
            case 11 -> random.nextBoolean()
                    ? new Command.AddRobots(place(), 1 + random.nextInt(MOST_ROBOTS), load(), tagOrNone())
                    : new Command.RemoveRobots(robots(), 1 + random.nextInt(MOST_ROBOTS));
            case 12 -> new Command.Alarm(robots(), place());
            default -> rules.isEmpty()
                    ? new Command.Resume(Scope.EVERYTHING)
                    : new Command.Undo(rules.get(random.nextInt(rules.size())));
        };
    }

    private int expiry() {
        return random.nextInt(8) == 0 ? Command.NEVER : 1 + random.nextInt(LONGEST_RULE_TICKS);
    }

    private Scope cells() {
        Scope place = place();
        return random.nextInt(3) == 0 ? place.withLoad(load()) : place;
    }

    /** Some rules cannot be for one class; drawn like the others, so that a seed means what it has always meant. */
    private Scope ofEveryClass() {
        Scope drawn = cells();
        return new Scope(drawn.area(), drawn.zone(), null, null);
    }

    private Scope robots() {
        Scope place = random.nextInt(5) == 0 ? Scope.EVERYTHING : place();
        Scope ofLoad = random.nextInt(3) == 0 ? place.withLoad(load()) : place;
        String tag = random.nextInt(3) == 0 ? tagOrNone() : null;
        return tag == null ? ofLoad : ofLoad.withTag(tag);
    }

    private Scope place() {
        return switch (random.nextInt(8)) {
            case 0 -> Scope.zone(zones.get(random.nextInt(zones.size())));
            case 1 -> Scope.of(polygon());
            default -> Scope.of(rectangle());
        };
    }

    /** Mostly small: a cell, a stretch of an aisle, a block; sometimes a quarter of the floor. */
    Area.Rectangle rectangle() {
        int longest = random.nextInt(6) == 0 ? Math.max(floor.width(), floor.height()) / 2 : 8;
        int width = Math.min(floor.width(), 1 + random.nextInt(longest));
        int height = Math.min(floor.height(), 1 + random.nextInt(longest));
        return new Area.Rectangle(
                random.nextInt(floor.width() - width + 1), random.nextInt(floor.height() - height + 1), width, height);
    }

    private Area polygon() {
        int corners = 3 + random.nextInt(5);
        int[] xs = new int[corners];
        int[] ys = new int[corners];
        for (int i = 0; i < corners; i++) {
            xs[i] = random.nextInt(floor.width() + 1);
            ys[i] = random.nextInt(floor.height() + 1);
        }
        return new Area.Polygon(xs, ys);
    }

    private LoadClass load() {
        return random.nextBoolean() ? LoadClass.EMPTY : LoadClass.LOADED;
    }

    private @Nullable String tagOrNone() {
        return random.nextBoolean() ? null : tags.get(random.nextInt(tags.size()));
    }
}
