package io.aisletide.sim.run;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.sim.interop.LorrProblem;
import io.aisletide.sim.interop.MovingAiMap;
import io.aisletide.sim.interop.MovingAiScen;
import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.sim.scenario.Problems;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.Scenario.DemandSpec;
import io.aisletide.sim.scenario.Scenario.FleetSpec;
import io.aisletide.sim.scenario.Scenario.FloorSpec;
import io.aisletide.sim.scenario.Scenario.Placement;
import io.aisletide.sim.scenario.ScriptedCommand;
import io.aisletide.sim.workload.NoGoals;
import io.aisletide.sim.workload.RandomGoals;
import io.aisletide.sim.workload.Reach;
import io.aisletide.sim.workload.StartFleet;
import io.aisletide.sim.workload.TaskFile;
import io.aisletide.sim.workload.TaskList;
import io.aisletide.traffic.Demand;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens what a scenario names and checks that it fits together: zones and areas lie on the floor, robots have room,
 * goals can be reached. Faults are reported at the fields of the scenario file, all that can be seen at once together.
 */
public final class SiteBuilder {
    private final Scenario scenario;
    private final Problems problems;
    private @Nullable LorrProblem league;
    private List<MovingAiScen.Leg> legs = List.of();

    private SiteBuilder(Scenario scenario) {
        this.scenario = scenario;
        problems = new Problems(scenario.source().label());
    }

    /** @throws InvalidInputException if a file is wrong or something does not fit */
    public static Site build(Scenario scenario) {
        return new SiteBuilder(scenario).build();
    }

    /** The floor of a scenario, without its robots. @throws InvalidInputException if a file is wrong */
    public static Floor floorOf(Scenario scenario) {
        return new SiteBuilder(scenario).floor(scenario.floor());
    }

    private Site build() {
        Floor floor = floor(scenario.floor());
        for (Map.Entry<String, Area> zone : scenario.zones().entrySet()) {
            int index = List.copyOf(scenario.zones().keySet()).indexOf(zone.getKey());
            checkOnFloor(floor, zone.getValue(), "floor.zones[" + index + "]", "the zone '" + zone.getKey() + "'");
        }
        checkCommands(floor);
        if (scenario.demand() instanceof DemandSpec.Scen scen) {
            legs = MovingAiScen.read(scen.file(), floor);
        }
        Reach reach = new Reach(floor);
        StartFleet start = placed(floor, reach);
        problems.throwIfAny();
        LoadBook loads = new LoadBook(start);
        Demand demand = demand(floor, reach, start, loads);
        problems.throwIfAny();
        return new Site(scenario, floor, start, demand, loads, league);
    }

    private Floor floor(FloorSpec spec) {
        if (spec instanceof FloorSpec.Generated plan) {
            return FloorGenerator.generate(new FloorPlan(
                    plan.width(), plan.height(), plan.blockColumns(), plan.blockRows(), plan.aisle(), plan.stations(),
                    plan.chargers()));
        }
        if (spec instanceof FloorSpec.Drawn drawn) {
            return Floor.parse(drawn.rows().toArray(new String[0]));
        }
        if (spec instanceof FloorSpec.MapFile map) {
            return MovingAiMap.read(map.file());
        }
        LorrProblem problem = LorrProblem.read(((FloorSpec.LeagueProblem) spec).file());
        league = problem;
        return problem.floor();
    }

    private void checkOnFloor(Floor floor, Area area, String path, String what) {
        Area.Rectangle bounds = area.bounds();
        if (bounds.x() < 0 || bounds.y() < 0 || bounds.x() + bounds.width() > floor.width()
                || bounds.y() + bounds.height() > floor.height()) {
            scenario.source().report(problems, path, what + " reaches to (" + (bounds.x() + bounds.width() - 1) + ", "
                    + (bounds.y() + bounds.height() - 1) + "), beyond the floor of " + floor.width() + " x "
                    + floor.height() + " cells");
        }
    }

    private void checkCommands(Floor floor) {
        for (ScriptedCommand scripted : scenario.script()) {
            Command command = scripted.command() instanceof Command.Preview preview
                    ? preview.command()
                    : scripted.command();
            String path = "commands[" + (scripted.id() - 1) + "]." + scripted.verb();
            checkScope(floor, command.scope(), path);
            if (command instanceof Command.Redirect redirect) {
                checkScope(floor, redirect.target(), path + ".to");
            } else if (command instanceof Command.Alarm alarm) {
                checkScope(floor, alarm.refuge(), path + ".refuge");
            }
        }
    }

    private void checkScope(Floor floor, Scope scope, String path) {
        if (scope.area() != null) {
            String key = scope.area() instanceof Area.Rectangle ? ".area" : ".polygon";
            checkOnFloor(floor, scope.area(), path + key, "the area");
        }
    }

    private StartFleet placed(Floor floor, Reach reach) {
        FleetSpec fleet = scenario.fleet();
        long seed = scenario.seed();
        if (fleet.placement() instanceof Placement.Random) {
            try {
                return StartFleet.random(floor, reach, fleet.robots(), fleet.loadedShare(), fleet.tags().values(), seed);
            } catch (IllegalArgumentException tooMany) {
                problems.throwIfAny();
                throw scenario.source().invalid("fleet.robots", String.valueOf(tooMany.getMessage()));
            }
        }
        int[] cells = fleet.placement() instanceof Placement.At at
                ? listed(floor, at.cells(), "fleet.placement.at")
                : imported();
        if (fleet.robots() > cells.length) {
            scenario.source().report(problems, "fleet.robots", fleet.robots() + " robots are more than the "
                    + cells.length + " places given");
        } else if (fleet.robots() != FleetSpec.ALL) {
            cells = Arrays.copyOf(cells, fleet.robots());
        }
        StartFleet start = StartFleet.at(cells, fleet.loadedShare(), fleet.tags().values(), seed);
        if (fleet.placement() instanceof Placement.At at) {
            byte[] headings = new byte[start.size()];
            for (int robot = 0; robot < headings.length; robot++) {
                int[] place = at.cells().get(robot);
                headings[robot] = (byte) (place.length > 2 ? place[2] : Direction.E);
            }
            start = new StartFleet(start.cells(), headings, start.loaded(), start.tags());
        }
        checkPlaces(floor, start);
        return start;
    }

    private int[] imported() {
        if (league != null) {
            return league.startCells();
        }
        return legs.stream().mapToInt(MovingAiScen.Leg::startCell).toArray();
    }

    private int[] listed(Floor floor, List<int[]> places, String path) {
        int[] cells = new int[places.size()];
        for (int i = 0; i < cells.length; i++) {
            int[] place = places.get(i);
            if (floor.contains(place[0], place[1])) {
                cells[i] = floor.cell(place[0], place[1]);
            } else {
                scenario.source().report(problems, path + "[" + i + "]", "(" + place[0] + ", " + place[1]
                        + ") is beyond the floor of " + floor.width() + " x " + floor.height() + " cells");
            }
        }
        problems.throwIfAny();
        return cells;
    }

    private void checkPlaces(Floor floor, StartFleet start) {
        boolean own = scenario.fleet().placement() instanceof Placement.At;
        BitSet taken = new BitSet();
        for (int robot = 0; robot < start.size(); robot++) {
            String path = own ? "fleet.placement.at[" + robot + "]" : "fleet";
            int cell = start.cells()[robot];
            if (!floor.passable(cell, start.load(robot))) {
                scenario.source().report(problems, path, "robot " + robot + " would stand on a "
                        + floor.kind(cell).name().toLowerCase(java.util.Locale.ROOT) + " cell at " + floor.describe(cell)
                        + (floor.passable(cell, LoadClass.EMPTY) ? ", where only empty robots may be" : ""));
            } else if (taken.get(cell)) {
                scenario.source().report(problems, path, "robot " + robot + " would stand on another one at "
                        + floor.describe(cell));
            }
            taken.set(cell);
        }
    }

    private Demand demand(Floor floor, Reach reach, StartFleet start, LoadBook loads) {
        DemandSpec spec = scenario.demand();
        if (spec instanceof DemandSpec.RandomGoals random) {
            return new RandomGoals(floor, random.radius(), scenario.seed(), reach, loads);
        }
        if (spec instanceof DemandSpec.Tasks tasks) {
            int[] goals = TaskFile.read(tasks.file(), floor);
            checkReachable(floor, reach, start, goals, "demand.tasks");
            return new TaskList(goals, start.size(), true);
        }
        if (spec instanceof DemandSpec.Scen) {
            int[] goals = legs.stream().limit(start.size()).mapToInt(MovingAiScen.Leg::goalCell).toArray();
            checkOwnGoals(floor, reach, start, goals, "demand.scen");
            return new TaskList(goals, start.size(), false);
        }
        if (spec instanceof DemandSpec.Goals listed) {
            int[] goals = listed(floor, listed.cells(), "demand.goals");
            checkOwnGoals(floor, reach, start, goals, "demand.goals");
            return new TaskList(goals, start.size(), false);
        }
        if (spec instanceof DemandSpec.Imported && league != null) {
            return league.newDemand();
        }
        return new NoGoals();
    }

    /** Every task must be within reach of every robot, for any may get it. */
    private void checkReachable(Floor floor, Reach reach, StartFleet start, int[] goals, String path) {
        for (LoadClass load : LoadClass.values()) {
            int robot = load == LoadClass.LOADED ? start.loaded().nextSetBit(0) : start.loaded().nextClearBit(0);
            if (robot >= 0 && robot < start.size()) {
                int from = start.cells()[robot];
                for (int i = 0; i < goals.length; i++) {
                    if (!reach.of(load).connected(from, goals[i])) {
                        scenario.source().report(problems, path, "task " + i + " at " + floor.describe(goals[i])
                                + " is out of reach of the " + load.name().toLowerCase(java.util.Locale.ROOT) + " robot at "
                                + floor.describe(from));
                        return;
                    }
                }
            }
        }
    }

    private void checkOwnGoals(Floor floor, Reach reach, StartFleet start, int[] goals, String path) {
        for (int i = 0; i < goals.length && start.size() > 0; i++) {
            int robot = i % start.size();
            int from = start.cells()[robot];
            if (from != goals[i] && !reach.of(start.load(robot)).connected(from, goals[i])) {
                scenario.source().report(problems, path, "the goal of robot " + robot + ", "
                        + floor.describe(goals[i]) + ", is out of its reach from " + floor.describe(from));
                return;
            }
        }
    }
}
