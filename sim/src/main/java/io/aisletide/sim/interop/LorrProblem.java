package io.aisletide.sim.interop;

import io.aisletide.grid.Floor;
import io.aisletide.sim.scenario.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem of the League of Robot Runners, 2023 or 2024: a JSON file that names a map, start cells and tasks, with paths
 * relative to itself. All robots begin facing east. The two years have different task rules, so their results are never
 * compared with each other:
 *
 * <ul>
 *   <li>2023: one errand a task, and robot i takes tasks i, i + n, i + 2n, ... (n robots), from the beginning again after
 *       the last.
 *   <li>2024: tasks of several errands in order; numTasksReveal * n of them are visible at a time, and a scheduler gives
 *       them out.
 * </ul>
 *
 * Source: MAPF-Competition/Start-Kit 1.1.5 and 2.1.2, inputs and task manager.
 */
public final class LorrProblem {
    private static final int MAX_TEAM = 10_000_000;

    /** Task rules of a year. */
    public enum Rules {
        ROUND_ROBIN_2023,
        SCHEDULED_2024
    }

    private final Path file;
    private final Rules rules;
    private final Floor floor;
    private final int[] startCells;
    private final LorrTasks tasks;
    private final double revealedPerRobot;

    private LorrProblem(
            Path file, Rules rules, Floor floor, int[] startCells, LorrTasks tasks, double revealedPerRobot) {
        this.file = file;
        this.rules = rules;
        this.floor = floor;
        this.startCells = startCells;
        this.tasks = tasks;
        this.revealedPerRobot = revealedPerRobot;
    }

    /** Whether a file looks like such a problem: a JSON object with a mapFile. Wrong JSON does not. */
    public static boolean isProblem(Path file) {
        try (JsonCursor json = JsonCursor.open(file)) {
            json.enterObject();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                if (name.equals("mapFile")) {
                    return true;
                }
                json.skip();
            }
        } catch (InvalidInputException notJson) {
            return false;
        }
        return false;
    }

    /**
     * Reads a problem with its map, agents and tasks.
     *
     * @throws InvalidInputException with file:line:column of the file that is missing or wrong
     */
    public static LorrProblem read(Path file) {
        Fields fields = Fields.read(file);
        Rules rules = fields.rules();
        Floor floor = MovingAiMap.read(fields.path("mapFile"));
        int[] startCells = LorrTasks.readAgents(fields.path("agentFile"), floor, fields.teamSize);
        LorrTasks tasks = LorrTasks.read(fields.path("taskFile"), floor, rules == Rules.SCHEDULED_2024);
        return new LorrProblem(file, rules, floor, startCells, tasks, fields.numTasksReveal);
    }

    public Path file() {
        return file;
    }

    public Rules rules() {
        return rules;
    }

    /** Emitters ({@code E}) are stations, everything else that is passable is free: any robot may pass all of it. */
    public Floor floor() {
        return floor;
    }

    public int teamSize() {
        return startCells.length;
    }

    /** Cells where robots 0, 1, ... begin, facing east. */
    public int[] startCells() {
        return startCells.clone();
    }

    /** Tasks in the file; they are given out again from the first after the last. */
    public int taskCount() {
        return tasks.count();
    }

    /** Tasks that are visible at a time. */
    public int visibleTasks() {
        return (int) (revealedPerRobot * teamSize());
    }

    /** The year's task rules, fresh from the first task, for one run on the engine's thread. */
    public LorrDemand newDemand() {
        return switch (rules) {
            case ROUND_ROBIN_2023 -> new RoundRobinDemand(tasks, teamSize());
            case SCHEDULED_2024 -> new SchedulerDemand(floor, tasks, teamSize(), visibleTasks());
        };
    }

    /** The JSON file's fields, with the places of those that may be complained about. */
    private static final class Fields {
        private final Path file;
        private final Map<String, String> paths = new HashMap<>();
        private final Map<String, String> places = new HashMap<>();
        private int teamSize;
        private double numTasksReveal = 1;
        private @Nullable String version;
        private @Nullable String strategy;

        private Fields(Path file) {
            this.file = file;
        }

        static Fields read(Path file) {
            Fields fields = new Fields(file);
            try (JsonCursor json = JsonCursor.open(file)) {
                json.enterObject();
                for (String name = json.nextName(); name != null; name = json.nextName()) {
                    fields.field(json, name);
                }
                json.end();
            }
            if (fields.teamSize == 0) {
                throw fields.missing("teamSize");
            }
            return fields;
        }

        private void field(JsonCursor json, String name) {
            switch (name) {
                case "mapFile", "agentFile", "taskFile" -> {
                    paths.put(name, json.string());
                    places.put(name, json.position());
                }
                case "teamSize" -> teamSize = json.integer(1, MAX_TEAM);
                case "numTasksReveal" -> {
                    numTasksReveal = json.number();
                    if (!(numTasksReveal > 0 && numTasksReveal <= 1000)) {
                        throw json.fault("numTasksReveal is above 0 and at most 1000, not " + numTasksReveal);
                    }
                }
                case "version" -> {
                    version = json.string();
                    if (!version.equals("2023 LoRR") && !version.equals("2024 LoRR")) {
                        throw json.fault("version is \"2023 LoRR\" or \"2024 LoRR\", not \"" + version + "\"");
                    }
                }
                case "taskAssignmentStrategy" -> {
                    strategy = json.string();
                    if (!strategy.equals("roundrobin")) {
                        throw json.fault("taskAssignmentStrategy is \"roundrobin\", not \"" + strategy + "\"");
                    }
                }
                case "agentCounter", "delayConfig" ->
                    throw json.fault("has a " + name + ": problems of 2026 are not read, only 2023 and 2024");
                default -> json.skip();
            }
        }

        Rules rules() {
            return "2024 LoRR".equals(version) || (version == null && strategy == null)
                    ? Rules.SCHEDULED_2024
                    : Rules.ROUND_ROBIN_2023;
        }

        Path path(String name) {
            String path = paths.get(name);
            if (path == null) {
                throw missing(name);
            }
            Path named = file.resolveSibling(path);
            if (!Files.isRegularFile(named)) {
                throw new InvalidInputException(file + ":" + places.get(name) + ": " + name + ": no such file: " + named);
            }
            return named;
        }

        private InvalidInputException missing(String name) {
            return new InvalidInputException(file + ":1:1: has no " + name);
        }
    }
}
