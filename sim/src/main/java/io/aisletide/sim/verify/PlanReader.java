package io.aisletide.sim.verify;

import io.aisletide.sim.interop.JsonCursor;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads League of Robot Runners output of 2023 and 2024: once for the outline, then once for each window of steps, so
 * that memory stays bounded however long the plan is.
 */
final class PlanReader {
    private static final int MAX_ROBOTS = 10_000_000;
    private static final int MAX_STEPS = 10_000_000;
    private static final String HEADINGS = "ESWN";

    private final Path plan;

    PlanReader(Path plan) {
        this.plan = plan;
    }

    /** First reading. */
    PlanOutline outline() {
        PlanOutline outline = new PlanOutline();
        boolean paths = false;
        String teamSizeAt = "1:1";
        try (JsonCursor json = JsonCursor.open(plan)) {
            json.enterObject();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                switch (name) {
                    case "actionModel" -> outline.turns = readTurns(json);
                    case "teamSize" -> {
                        outline.teamSize = json.integer(0, MAX_ROBOTS);
                        teamSizeAt = json.position();
                    }
                    case "makespan" -> outline.makespan = json.integer(0, MAX_STEPS);
                    case "numTaskFinished" -> outline.tasksFinished = json.integer(0, Integer.MAX_VALUE);
                    case "start" -> readStart(json, outline);
                    case "actualPaths" -> {
                        readLengths(json, outline);
                        paths = true;
                    }
                    case "events" -> readEvents(json, outline);
                    case "tasks" -> readTasks(json, outline);
                    case "removals" -> readRemovals(json, outline);
                    case "loads" -> outline.loads = json.string();
                    default -> json.skip();
                }
            }
            json.end();
            int robots = outline.robots();
            if (!paths || outline.rows.length == 0 && outline.lengths.length > 0) {
                throw json.fault("1:1", "has no " + (paths ? "start" : "actualPaths") + ": is not a League plan with paths");
            }
            if (outline.lengths.length != robots) {
                throw json.fault(
                        "1:1", "start has " + robots + " robots, actualPaths has " + outline.lengths.length + " paths");
            }
            if (outline.teamSize != PlanOutline.UNKNOWN && outline.teamSize != robots) {
                throw json.fault(teamSizeAt, "teamSize is " + outline.teamSize + ", start has " + robots + " robots");
            }
            if (!outline.loads.isEmpty() && outline.loads.length() != robots) {
                throw json.fault("1:1", "loads has " + outline.loads.length() + " letters for " + robots + " robots");
            }
            outline.removedAt = fitted(outline.removedAt, robots);
        }
        return outline;
    }

    /**
     * Reads the actions of a window of steps.
     *
     * @param window filled; its robots have to be as many as the plan's
     */
    void read(ActionWindow window) {
        try (JsonCursor json = JsonCursor.open(plan)) {
            json.enterObject();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                if (!name.equals("actualPaths")) {
                    json.skip();
                    continue;
                }
                json.enterArray();
                for (int robot = 0; json.nextElement(); robot++) {
                    int at = robot;
                    json.string((buffer, offset, length) -> window.fill(at, buffer, offset, length));
                }
                return;
            }
        }
    }

    private static boolean readTurns(JsonCursor json) {
        String model = json.string();
        return switch (model) {
            case "MAPF_T" -> true;
            case "MAPF" -> false;
            default -> throw json.fault("action model " + model + " is not known, only MAPF_T and MAPF");
        };
    }

    private static void readStart(JsonCursor json, PlanOutline outline) {
        int robots = 0;
        json.enterArray();
        while (json.nextElement()) {
            if (robots == outline.rows.length) {
                int room = Math.max(64, 2 * robots);
                outline.rows = Arrays.copyOf(outline.rows, room);
                outline.columns = Arrays.copyOf(outline.columns, room);
                outline.headings = Arrays.copyOf(outline.headings, room);
            }
            json.enterArray();
            outline.rows[robots] = element(json, "a row");
            outline.columns[robots] = element(json, "a column");
            outline.headings[robots] = heading(json);
            endTuple(json, "a start is [row, column, heading]");
            robots++;
        }
        outline.rows = Arrays.copyOf(outline.rows, robots);
        outline.columns = Arrays.copyOf(outline.columns, robots);
        outline.headings = Arrays.copyOf(outline.headings, robots);
    }

    private static byte heading(JsonCursor json) {
        if (!json.nextElement()) {
            throw json.fault("a start is [row, column, heading]");
        }
        String letter = json.string();
        int heading = letter.length() == 1 ? HEADINGS.indexOf(letter.charAt(0)) : -1;
        if (heading < 0 && !letter.equals("N/A")) {
            throw json.fault("a heading is E, S, W or N, not " + letter);
        }
        return (byte) Math.max(0, heading);
    }

    private static void readLengths(JsonCursor json, PlanOutline outline) {
        int[] lengths = new int[64];
        int robots = 0;
        json.enterArray();
        while (json.nextElement()) {
            if (robots == lengths.length) {
                lengths = Arrays.copyOf(lengths, 2 * robots);
            }
            int[] actions = new int[1];
            json.string((buffer, offset, length) -> actions[0] = ActionWindow.count(buffer, offset, length));
            if (actions[0] == ActionWindow.RUN_LENGTH) {
                throw json.fault("paths in run lengths (2026) are not read, only one action a step (2023, 2024)");
            }
            lengths[robots++] = actions[0];
        }
        outline.lengths = Arrays.copyOf(lengths, robots);
    }

    /** 2024: [steps, robot, task, errands done]; 2023: a list a robot of [task, steps, "assigned" or "finished"]. */
    private static void readEvents(JsonCursor json, PlanOutline outline) {
        json.enterArray();
        for (int robot = 0; json.nextElement(); robot++) {
            json.enterArray();
            if (!json.nextElement()) {
                continue;
            }
            if (!json.atArray()) {
                int step = json.integer(0, MAX_STEPS);
                int agent = element(json, "a robot");
                int task = element(json, "a task");
                outline.addEvent(step, agent, task, element(json, "a count of errands"));
                endTuple(json, "an event is [timestep, robot, task, errands done]");
                continue;
            }
            do {
                json.enterArray();
                int task = element(json, "a task");
                int step = element(json, "a timestep");
                if (!json.nextElement()) {
                    throw json.fault("an event is [task, timestep, \"assigned\" or \"finished\"]");
                }
                if (json.string().equals("finished")) {
                    outline.addEvent(step, robot, task, PlanOutline.WHOLE_TASK);
                }
                endTuple(json, "an event is [task, timestep, \"assigned\" or \"finished\"]");
            } while (json.nextElement());
        }
    }

    /** 2024: [id, release, [row, column, ...]]; 2023: [id, row, column]. */
    private static void readTasks(JsonCursor json, PlanOutline outline) {
        json.enterArray();
        while (json.nextElement()) {
            json.enterArray();
            int id = element(json, "a task's number");
            int second = element(json, "a release step or a row");
            if (!json.nextElement()) {
                throw json.fault("a task is [id, release, [row, column, ...]] or [id, row, column]");
            }
            if (json.atArray()) {
                outline.addTask(id, second);
                json.enterArray();
                while (json.nextElement()) {
                    int row = json.integer(0, MAX_STEPS);
                    outline.addErrand(row, element(json, "the errand's column"));
                }
            } else {
                outline.addTask(id, 0);
                outline.addErrand(second, json.integer(0, MAX_STEPS));
            }
            endTuple(json, "a task is [id, release, [row, column, ...]] or [id, row, column]");
        }
    }

    private static void readRemovals(JsonCursor json, PlanOutline outline) {
        json.enterArray();
        while (json.nextElement()) {
            json.enterArray();
            int robot = element(json, "a robot");
            int step = element(json, "a timestep");
            endTuple(json, "a removal is [robot, timestep]");
            if (robot >= outline.removedAt.length) {
                outline.removedAt = fitted(outline.removedAt, Math.max(robot + 1, 2 * outline.removedAt.length));
            }
            outline.removedAt[robot] = step;
        }
    }

    private static int[] fitted(int[] values, int length) {
        int[] fitted = Arrays.copyOf(values, length);
        if (length > values.length) {
            Arrays.fill(fitted, values.length, length, PlanOutline.UNKNOWN);
        }
        return fitted;
    }

    private static int element(JsonCursor json, String what) {
        if (!json.nextElement()) {
            throw json.fault("expected " + what + ", found the end of the list");
        }
        return json.integer(0, Integer.MAX_VALUE);
    }

    private static void endTuple(JsonCursor json, String form) {
        if (json.nextElement()) {
            throw json.fault("one value too many: " + form);
        }
    }
}
