package io.aisletide.sim.trial;

import io.aisletide.command.Command;
import io.aisletide.grid.Area;
import io.aisletide.grid.CellKind;
import io.aisletide.grid.Floor;
import io.aisletide.sim.run.Site;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.DeliverySpec;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.Scenario.DemandSpec;
import io.aisletide.sim.scenario.Scenario.FleetSpec;
import io.aisletide.sim.scenario.Scenario.FloorSpec;
import io.aisletide.sim.scenario.Scenario.Placement;
import io.aisletide.sim.scenario.ScriptedCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Scenarios that are a little simpler than a given one; whether they make sense is for the reader of scenarios to say. */
final class Reductions {
    private static final String SYMBOLS = "#.pSC";

    private Reductions() {}

    /** In the order in which they are tried: what saves most comes first. */
    enum Kind {
        FEWER_TICKS,
        FEWER_COMMANDS,
        FEWER_RELEASES,
        FEWER_ROBOTS,
        FEWER_GOALS,
        EARLIER_COMMANDS,
        LESS_DEMAND,
        PLAINER_COMMANDS,
        SMALLER_FLOOR,
        PLAINER_FLOOR,
        FEWER_NAMES
    }

    /** The same run with everything that was drawn by lot written down: the floor cell by cell, each robot's place. */
    static Scenario explicit(Scenario s) {
        Site site = SiteBuilder.build(s);
        Floor floor = site.floor();
        List<String> rows = new ArrayList<>();
        for (int y = 0; y < floor.height(); y++) {
            StringBuilder row = new StringBuilder();
            for (int x = 0; x < floor.width(); x++) {
                row.append(symbol(floor.kind(floor.cell(x, y))));
            }
            rows.add(row.toString());
        }
        List<int[]> places = new ArrayList<>();
        for (int robot = 0; robot < site.start().size(); robot++) {
            int cell = site.start().cells()[robot];
            places.add(new int[] {floor.xOf(cell), floor.yOf(cell), site.start().headings()[robot]});
        }
        Edit edit = new Edit(s);
        edit.floor = new FloorSpec.Drawn(rows);
        edit.fleet(places, site.start().loaded().cardinality());
        return edit.done();
    }

    /** The same run with the goals that the demand gave written down, given as pairs of robot and cell. */
    static Scenario withGoals(Scenario s, List<int[]> given) {
        Floor floor = SiteBuilder.floorOf(s);
        List<int[]> places = places(s);
        List<List<int[]>> byRobot = new ArrayList<>();
        places.forEach(place -> byRobot.add(new ArrayList<>()));
        int rounds = 0;
        for (int[] goal : given) {
            if (goal[0] < byRobot.size()) {
                byRobot.get(goal[0]).add(new int[] {floor.xOf(goal[1]), floor.yOf(goal[1])});
                rounds = Math.max(rounds, byRobot.get(goal[0]).size());
            }
        }
        List<int[]> goals = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int robot = 0; robot < byRobot.size(); robot++) {
                List<int[]> own = byRobot.get(robot);
                // Who has no more goals is told its last one again, where it stands already.
                goals.add(own.isEmpty() ? places.get(robot) : own.get(Math.min(round, own.size() - 1)));
            }
        }
        Edit edit = new Edit(s);
        edit.demand = new DemandSpec.Goals(goals.stream().map(goal -> Arrays.copyOf(goal, 2)).toList());
        return edit.done();
    }

    private static char symbol(CellKind kind) {
        return SYMBOLS.charAt(kind.ordinal());
    }

    /**
     * Simplifications of one kind, the greatest first.
     *
     * @param s as {@link #explicit} makes them
     * @param failedAfter ticks after which the failure was seen
     */
    static Iterator<Scenario> of(Kind kind, Scenario s, long failedAfter) {
        return (switch (kind) {
            case FEWER_TICKS -> fewerTicks(s, failedAfter);
            case FEWER_COMMANDS -> cuts(s.script().size()).map(cut -> withoutCommands(s, cut));
            case FEWER_RELEASES -> DeliveryReductions.of(s.delivery()).stream().map(less -> withReleases(s, less));
            case FEWER_ROBOTS -> cuts(robots(s)).filter(cut -> cut.length() < robots(s)).map(cut -> withoutRobots(s, cut));
            case FEWER_GOALS -> fewerGoals(s);
            case EARLIER_COMMANDS -> earlier(s);
            case LESS_DEMAND -> lessDemand(s);
            case PLAINER_COMMANDS -> plainer(s);
            case SMALLER_FLOOR -> smallerFloor(s);
            case PLAINER_FLOOR -> plainerFloor(s);
            case FEWER_NAMES -> fewerNames(s);
        }).iterator();
    }

    /** A stretch of a list. */
    private record Cut(int from, int to) {
        boolean has(int index) {
            return index >= from && index < to;
        }

        int length() {
            return to - from;
        }
    }

    /** All, halves, quarters, ..., and each one. */
    private static Stream<Cut> cuts(int size) {
        List<Cut> cuts = new ArrayList<>();
        for (int length = size; length > 0; length /= 2) {
            for (int from = 0; from < size; from += length) {
                cuts.add(new Cut(from, Math.min(size, from + length)));
            }
        }
        return cuts.stream();
    }

    private static Stream<Scenario> fewerTicks(Scenario s, long failedAfter) {
        int ticks = (int) Math.max(1, failedAfter);
        if (ticks >= s.clock().durationTicks()) {
            return Stream.empty();
        }
        Edit edit = new Edit(s);
        edit.durationTicks = ticks;
        return Stream.of(edit.done());
    }

    private static Scenario withoutCommands(Scenario s, Cut cut) {
        Edit edit = new Edit(s);
        edit.script.clear();
        for (int i = 0; i < s.script().size(); i++) {
            if (!cut.has(i)) {
                edit.script.add(s.script().get(i));
            }
        }
        return edit.done();
    }

    private static Scenario withReleases(Scenario s, DeliverySpec delivery) {
        Edit edit = new Edit(s);
        edit.delivery = delivery;
        DeliveryReductions.forget(edit.script, delivery);
        return edit.done();
    }

    private static List<int[]> places(Scenario s) {
        return ((Placement.At) s.fleet().placement()).cells();
    }

    private static int robots(Scenario s) {
        return places(s).size();
    }

    private static Scenario withoutRobots(Scenario s, Cut cut) {
        BitSet kept = new BitSet();
        for (int robot = 0; robot < robots(s); robot++) {
            kept.set(robot, !cut.has(robot));
        }
        Edit edit = new Edit(s);
        keep(edit, s, kept, 0, 0);
        return edit.done();
    }

    /** Leaves some of the robots, with their goals, seen from another corner. */
    private static void keep(Edit edit, Scenario s, BitSet kept, int left, int top) {
        List<int[]> places = new ArrayList<>();
        for (int robot = kept.nextSetBit(0); robot >= 0; robot = kept.nextSetBit(robot + 1)) {
            int[] at = places(s).get(robot);
            places.add(new int[] {at[0] - left, at[1] - top, at[2]});
        }
        edit.fleet(places, kept.get(0, loaded(s)).cardinality());
        if (s.demand() instanceof DemandSpec.Goals all) {
            List<int[]> goals = new ArrayList<>();
            for (int i = 0; i < all.cells().size(); i++) {
                if (kept.get(i % robots(s))) {
                    goals.add(new int[] {all.cells().get(i)[0] - left, all.cells().get(i)[1] - top});
                }
            }
            edit.demand = new DemandSpec.Goals(goals);
        }
    }

    /** Fewer rounds of goals; without the first ones, or without the last. */
    private static Stream<Scenario> fewerGoals(Scenario s) {
        if (!(s.demand() instanceof DemandSpec.Goals goals)) {
            return Stream.empty();
        }
        int rounds = goals.cells().size() / robots(s);
        return cuts(rounds).filter(cut -> cut.length() < rounds).map(cut -> {
            List<int[]> left = new ArrayList<>();
            for (int i = 0; i < goals.cells().size(); i++) {
                if (!cut.has(i / robots(s))) {
                    left.add(goals.cells().get(i));
                }
            }
            Edit edit = new Edit(s);
            edit.demand = new DemandSpec.Goals(left);
            return edit.done();
        });
    }

    private static int loaded(Scenario s) {
        return (int) Math.round(robots(s) * s.fleet().loadedShare());
    }

    /** Everything from some command on happens sooner: at once, or in half the time since the one before it. */
    private static Stream<Scenario> earlier(Scenario s) {
        List<Scenario> results = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < s.script().size(); i++) {
            int gap = s.script().get(i).atTick() - before;
            before = s.script().get(i).atTick();
            for (int sooner = gap; sooner > 0; sooner = sooner == gap ? gap / 2 : 0) {
                Edit edit = new Edit(s);
                for (int k = i; k < s.script().size(); k++) {
                    ScriptedCommand moved = s.script().get(k);
                    edit.script.set(k, ScriptedCommand.of(moved.id(), moved.atTick() - sooner, moved.command()));
                }
                edit.durationTicks = s.clock().durationTicks() - sooner;
                results.add(edit.done());
            }
        }
        return results.stream();
    }

    private static Stream<Scenario> lessDemand(Scenario s) {
        if (s.demand() instanceof DemandSpec.None) {
            return Stream.empty();
        }
        Edit edit = new Edit(s);
        edit.demand = new DemandSpec.None();
        return Stream.of(edit.done());
    }

    // ---- commands -----------------------------------------------------------------------------------------------

    private static Stream<Scenario> plainer(Scenario s) {
        List<Scenario> results = new ArrayList<>();
        for (int i = 0; i < s.script().size(); i++) {
            ScriptedCommand from = s.script().get(i);
            for (Command simpler : PlainerCommands.of(from.command(), s.zones())) {
                Edit edit = new Edit(s);
                edit.script.set(i, ScriptedCommand.of(from.id(), from.atTick(), simpler));
                results.add(edit.done());
            }
        }
        return results.stream();
    }

    private static Stream<Scenario> fewerNames(Scenario s) {
        Edit edit = new Edit(s);
        edit.zones = new LinkedHashMap<>(s.zones());
        edit.zones.keySet().removeIf(zone -> s.script().stream().noneMatch(c -> PlainerCommands.namesZone(c.command(), zone)));
        edit.tags = new LinkedHashMap<>(s.fleet().tags());
        edit.tags.keySet().removeIf(tag -> s.script().stream().noneMatch(c -> PlainerCommands.namesTag(c.command(), tag)));
        boolean fewer = edit.zones.size() < s.zones().size() || edit.tags.size() < s.fleet().tags().size();
        return fewer ? Stream.of(edit.done()) : Stream.empty();
    }

    // ---- floor --------------------------------------------------------------------------------------------------

    private static List<String> rows(Scenario s) {
        return ((FloorSpec.Drawn) s.floor()).rows();
    }

    /** Without a half, a quarter, ... one row or column at each side. */
    private static Stream<Scenario> smallerFloor(Scenario s) {
        int width = rows(s).get(0).length();
        int height = rows(s).size();
        List<Area.Rectangle> frames = new ArrayList<>();
        for (int cut = Math.max(width, height) / 2; cut > 0; cut /= 2) {
            if (cut < width) {
                frames.add(new Area.Rectangle(0, 0, width - cut, height));
                frames.add(new Area.Rectangle(cut, 0, width - cut, height));
            }
            if (cut < height) {
                frames.add(new Area.Rectangle(0, 0, width, height - cut));
                frames.add(new Area.Rectangle(0, cut, width, height - cut));
            }
        }
        return frames.stream().filter(frame -> PlainerCommands.allWithin(s, frame)).map(frame -> framed(s, frame));
    }

    private static Scenario framed(Scenario s, Area.Rectangle frame) {
        Edit edit = new Edit(s);
        List<String> rows = new ArrayList<>();
        for (int y = frame.y(); y < frame.y() + frame.height(); y++) {
            rows.add(rows(s).get(y).substring(frame.x(), frame.x() + frame.width()));
        }
        edit.floor = new FloorSpec.Drawn(rows);
        BitSet kept = new BitSet();
        for (int robot = 0; robot < robots(s); robot++) {
            kept.set(robot, frame.contains(places(s).get(robot)[0], places(s).get(robot)[1]));
        }
        keep(edit, s, kept, frame.x(), frame.y());
        for (int i = 0; i < edit.script.size(); i++) {
            ScriptedCommand from = edit.script.get(i);
            Command moved = PlainerCommands.moved(from.command(), frame);
            edit.script.set(i, ScriptedCommand.of(from.id(), from.atTick(), moved));
        }
        edit.zones = PlainerCommands.moved(s.zones(), frame);
        return edit.done();
    }

    /** All of one kind of cell free. */
    private static Stream<Scenario> plainerFloor(Scenario s) {
        return Stream.of('C', 'S', 'p', '#')
                .filter(kind -> rows(s).stream().anyMatch(row -> row.indexOf(kind) >= 0))
                .map(kind -> {
                    Edit edit = new Edit(s);
                    edit.floor = new FloorSpec.Drawn(rows(s).stream().map(row -> row.replace(kind, '.')).toList());
                    return edit.done();
                });
    }

    /** A scenario in the making. */
    private static final class Edit {
        private final Scenario from;
        private final List<ScriptedCommand> script;
        private int durationTicks;
        private FloorSpec floor;
        private FleetSpec fleet;
        private DemandSpec demand;
        private DeliverySpec delivery;
        private Map<String, Area> zones;
        private Map<String, Double> tags;

        Edit(Scenario from) {
            this.from = from;
            script = new ArrayList<>(from.script());
            durationTicks = from.clock().durationTicks();
            floor = from.floor();
            fleet = from.fleet();
            demand = from.demand();
            delivery = from.delivery();
            zones = from.zones();
            tags = from.fleet().tags();
        }

        void fleet(List<int[]> places, int loaded) {
            double share = places.isEmpty() ? 0 : (double) loaded / places.size();
            fleet = new FleetSpec(FleetSpec.ALL, from.fleet().motion(), new Placement.At(places), share, tags);
        }

        Scenario done() {
            Scenario.Clock clock = new Scenario.Clock(from.clock().tickNanos(), 0, Math.max(1, durationTicks));
            script.removeIf(command -> command.atTick() >= clock.durationTicks());
            FleetSpec tagged =
                    new FleetSpec(fleet.robots(), fleet.motion(), fleet.placement(), fleet.loadedShare(), tags);
            return new Scenario(
                    from.name(), from.description(), from.seed(), clock, floor, zones, tagged, demand,
                    DeliveryReductions.within(delivery, clock.durationTicks()),
                    numbered(script), from.expectations(), from.source());
        }

        /** Ids from 1 on, as a file gives them; an undo goes with the command that it takes back. */
        private static List<ScriptedCommand> numbered(List<ScriptedCommand> script) {
            Map<Long, Long> newIds = new HashMap<>();
            List<ScriptedCommand> numbered = new ArrayList<>();
            for (ScriptedCommand command : script) {
                Command content = command.command();
                if (content instanceof Command.Undo undo) {
                    Long undone = newIds.get(undo.commandId());
                    if (undone == null) {
                        continue;
                    }
                    content = new Command.Undo(undone);
                }
                long id = numbered.size() + 1L;
                newIds.put(command.id(), id);
                numbered.add(ScriptedCommand.of(id, command.atTick(), content));
            }
            return numbered;
        }
    }
}
