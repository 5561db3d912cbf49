package io.aisletide.sim.interop;

import io.aisletide.sim.scenario.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.eclipse.collections.impl.map.mutable.primitive.IntIntHashMap;

/**
 * Rewrites a League of Robot Runners output file in the form of another year. Paths are copied as they are; tasks of
 * several errands become as many tasks in 2023; tasks are numbered anew from 0 in their order.
 *
 * <p>Reads the file once for tasks and events, and once more for each section that is copied, so that memory is bounded
 * by tasks and events.
 */
public final class PlanConverter {
    private static final int MAX = Integer.MAX_VALUE;
    private static final int WHOLE_TASK = -1;
    private static final int COLUMN_BITS = 15;
    private static final int MAX_SIDE = 1 << COLUMN_BITS;
    private static final String HEADINGS = "ESWN";

    private final Path from;
    private final TaskLog log = new TaskLog();
    private final IntIntHashMap numberOf = new IntIntHashMap();
    private final List<Note> notes = new ArrayList<>();
    private final List<PlanWriter.Fault> faults = new ArrayList<>();
    private boolean turns = true;
    private int teamSize;
    private int tasksFinished;
    private int steps;
    private long sumOfCost;
    private int firstTick;
    private String loads = "";

    /** Something that happened to a task, as the file has it; errands done 0 for being taken. */
    private record Note(int step, int robot, int task, int errandsDone) {}

    private PlanConverter(Path from) {
        this.from = from;
    }

    /**
     * @param from a plan of 2023 or 2024
     * @param to written when all is read; replaced if it is there
     * @throws InvalidInputException with file:line:column if the plan is missing or wrong
     */
    public static void convert(Path from, Path to, PlanFormat format) throws IOException {
        PlanConverter converter = new PlanConverter(from);
        converter.readOutline();
        converter.order();
        PlanWriter.writeFile(to, format, converter::write);
    }

    private void write(PlanWriter out) {
        out.summary(new PlanWriter.Summary(turns, teamSize, tasksFinished, sumOfCost, steps, faults.size()));
        if (firstTick > 0) {
            out.number("firstTick", firstTick);
        }
        if (!loads.isEmpty()) {
            out.text("loads", loads);
        }
        copy(out, "start", PlanConverter::copyStart);
        copy(out, "removals", PlanConverter::copyPair);
        copy(out, "actualPaths", (json, writer) -> json.string(writer::plainText));
        copy(out, "plannerPaths", (json, writer) -> json.string(writer::plainText));
        copy(out, "plannerTimes", (json, writer) -> writer.value(json.number()));
        out.faults(faults);
        IntUnaryOperator row = cell -> cell >> COLUMN_BITS;
        IntUnaryOperator column = cell -> cell & (MAX_SIDE - 1);
        out.tasks(log, teamSize, row, column);
    }

    /** How one element of an array is copied. */
    private interface Element {
        void copy(JsonCursor json, PlanWriter out);
    }

    private void copy(PlanWriter out, String section, Element element) {
        try (JsonCursor json = JsonCursor.open(from)) {
            json.enterObject();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                if (!name.equals(section)) {
                    json.skip();
                    continue;
                }
                out.beginArray(section);
                json.enterArray();
                while (json.nextElement()) {
                    element.copy(json, out);
                }
                out.endArray();
                return;
            }
        }
    }

    private static void copyPair(JsonCursor json, PlanWriter out) {
        int first = first(json);
        int second = next(json);
        end(json);
        out.pair(first, second);
    }

    private static void copyStart(JsonCursor json, PlanWriter out) {
        int row = first(json);
        int column = next(json);
        require(json);
        String letter = json.string();
        int heading = letter.length() == 1 ? HEADINGS.indexOf(letter.charAt(0)) : -1;
        if (heading < 0) {
            throw json.fault("a heading is E, S, W or N, not " + letter);
        }
        end(json);
        out.start(row, column, heading);
    }

    private void readOutline() {
        try (JsonCursor json = JsonCursor.open(from)) {
            json.enterObject();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                switch (name) {
                    case "actionModel" -> turns = !json.string().equals("MAPF");
                    case "teamSize" -> teamSize = json.integer(0, MAX);
                    case "numTaskFinished" -> tasksFinished = json.integer(0, MAX);
                    case "makespan" -> steps = json.integer(0, MAX);
                    case "sumOfCost" -> sumOfCost = json.integer(0, MAX);
                    case "tasks" -> readTasks(json);
                    case "events" -> readEvents(json);
                    case "firstTick" -> firstTick = json.integer(0, MAX);
                    case "loads" -> loads = json.string();
                    case "actualSchedule" -> readSchedules(json);
                    case "errors" -> readFaults(json);
                    default -> json.skip();
                }
            }
            json.end();
        }
        if (teamSize == 0) {
            throw new InvalidInputException(from + ":1:1: has no teamSize: is not a League plan");
        }
    }

    private void readTasks(JsonCursor json) {
        json.enterArray();
        while (json.nextElement()) {
            int id = first(json);
            int second = next(json);
            require(json);
            boolean several = json.atArray();
            int task = log.release(several ? second : 0);
            numberOf.put(id, task);
            if (several) {
                json.enterArray();
                while (json.nextElement()) {
                    int row = json.integer(0, MAX_SIDE - 1);
                    log.addErrand((row << COLUMN_BITS) | next(json, MAX_SIDE - 1));
                }
            } else {
                log.addErrand((second << COLUMN_BITS) | json.integer(0, MAX_SIDE - 1));
            }
            end(json);
        }
    }

    private void readEvents(JsonCursor json) {
        json.enterArray();
        for (int robot = 0; json.nextElement(); robot++) {
            json.enterArray();
            if (!json.nextElement()) {
                continue;
            }
            if (!json.atArray()) {
                int step = json.integer(0, MAX);
                int agent = next(json, teamSize - 1);
                int task = next(json);
                notes.add(new Note(step, agent, task, next(json)));
                end(json);
                continue;
            }
            do {
                int task = first(json);
                int step = next(json);
                require(json);
                boolean done = json.string().equals("finished");
                notes.add(new Note(step, robot, task, done ? WHOLE_TASK : TaskLog.ASSIGNED));
                end(json);
            } while (json.nextElement());
        }
    }

    /** A text a robot: step:task,step:task, where task -1 is none. */
    private void readSchedules(JsonCursor json) {
        json.enterArray();
        for (int robot = 0; json.nextElement(); robot++) {
            String schedule = json.string();
            for (String part : schedule.isEmpty() ? new String[0] : schedule.split(",")) {
                if (!part.matches("\\d{1,9}:-?\\d{1,9}")) {
                    throw json.fault("a schedule is step:task,step:task, not " + part);
                }
                int colon = part.indexOf(':');
                int task = Integer.parseInt(part.substring(colon + 1));
                if (task >= 0) {
                    notes.add(new Note(Integer.parseInt(part.substring(0, colon)), robot, task, TaskLog.ASSIGNED));
                }
            }
        }
    }

    /** 2023: [robot, robot, step, text]; 2024: a task before them. */
    private void readFaults(JsonCursor json) {
        json.enterArray();
        while (json.nextElement()) {
            int[] numbers = new int[4];
            int count = 0;
            String text = "";
            json.enterArray();
            while (json.nextElement()) {
                if (json.atText()) {
                    text = json.string();
                } else if (count < numbers.length) {
                    numbers[count++] = json.integer(-1, MAX);
                } else {
                    throw json.fault("an error has at most four numbers and a text");
                }
            }
            int at = Math.max(0, count - 3);
            faults.add(new PlanWriter.Fault(numbers[at], numbers[at + 1], numbers[at + 2], text));
        }
    }

    /** Puts what happened into the log, in the order of time; a task is always taken before its errands are done. */
    private void order() {
        notes.sort(Comparator.comparingInt(Note::step)
                .thenComparing(note -> note.errandsDone == TaskLog.ASSIGNED));
        boolean[] taken = new boolean[log.taskCount()];
        for (Note note : notes) {
            int task = numberOf.getIfAbsent(note.task, -1);
            if (task < 0 || note.robot >= teamSize) {
                throw new InvalidInputException(from + ":1:1: an event names "
                        + (task < 0 ? "task " + note.task : "robot " + note.robot) + ", which the plan does not have");
            }
            if (!taken[task]) {
                taken[task] = true;
                log.note(note.step, note.robot, task, TaskLog.ASSIGNED);
            }
            if (note.errandsDone != TaskLog.ASSIGNED) {
                int done = note.errandsDone == WHOLE_TASK ? log.errandCount(task) : note.errandsDone;
                log.note(note.step, note.robot, task, done);
            }
        }
        notes.clear();
    }

    private static int first(JsonCursor json) {
        json.enterArray();
        return next(json);
    }

    private static int next(JsonCursor json) {
        return next(json, MAX);
    }

    private static int next(JsonCursor json, int most) {
        require(json);
        return json.integer(0, most);
    }

    private static void require(JsonCursor json) {
        if (!json.nextElement()) {
            throw json.fault("the list ends too early");
        }
    }

    private static void end(JsonCursor json) {
        if (json.nextElement()) {
            throw json.fault("the list has one value too many");
        }
    }
}
