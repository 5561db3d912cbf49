package io.aisletide.sim.interop;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the sections of a League of Robot Runners output file in the form of one year (start kit 1.1.5 for 2023, 2.1.2
 * for 2024). Closing the writer closes the stream.
 */
final class PlanWriter implements AutoCloseable {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();
    private static final String[] HEADINGS = {"E", "S", "W", "N"};
    private static final int BUFFER_BYTES = 1 << 16;

    private final PlanFormat format;
    private final JsonGenerator json;

    PlanWriter(OutputStream out, PlanFormat format) {
        this.format = format;
        json = FACTORY.createGenerator(ObjectWriteContext.empty(), new BufferedOutputStream(out, BUFFER_BYTES));
        json.writeStartObject();
    }

    /** What is written between the beginning and the end of a plan. */
    @FunctionalInterface
    interface Content {
        void write(PlanWriter out) throws IOException;
    }

    /** Writes a file that appears under its name only when it is complete. */
    static void writeFile(Path file, PlanFormat format, Content content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (PlanWriter out = new PlanWriter(Files.newOutputStream(part), format)) {
                content.write(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (JacksonIOException failed) {
            throw failed.getCause();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** A fault that the recorder saw: robot {@code other} is -1 for a single one. */
    record Fault(int robot, int other, int step, String description) {}

    /** The figures at the top. */
    record Summary(boolean turns, int teamSize, int tasksFinished, long sumOfCost, int steps, int faults) {}

    void summary(Summary summary) {
        json.writeStringProperty("actionModel", summary.turns ? "MAPF_T" : "MAPF");
        if (format == PlanFormat.LORR_2024) {
            json.writeStringProperty("version", "2024 LoRR");
        } else {
            json.writeStringProperty("AllValid", summary.faults == 0 ? "Yes" : "No");
        }
        json.writeNumberProperty("teamSize", summary.teamSize);
        json.writeNumberProperty("numTaskFinished", summary.tasksFinished);
        if (format == PlanFormat.LORR_2023) {
            json.writeNumberProperty("sumOfCost", summary.sumOfCost);
        }
        json.writeNumberProperty("makespan", summary.steps);
        if (format == PlanFormat.LORR_2024) {
            json.writeNumberProperty("numPlannerErrors", summary.faults);
            json.writeNumberProperty("numScheduleErrors", 0);
            json.writeNumberProperty("numEntryTimeouts", 0);
        }
    }

    void number(String name, long value) {
        json.writeNumberProperty(name, value);
    }

    void text(String name, String value) {
        json.writeStringProperty(name, value);
    }

    void beginArray(String name) {
        json.writeName(name);
        json.writeStartArray();
    }

    void endArray() {
        json.writeEndArray();
    }

    /** One robot's start, inside the array of that name. */
    void start(int row, int column, int heading) {
        json.writeStartArray();
        json.writeNumber(row);
        json.writeNumber(column);
        json.writeString(HEADINGS[heading]);
        json.writeEndArray();
    }

    /** A text of plain letters, digits and commas, as it stands. */
    void plainText(byte[] ascii, int offset, int length) {
        json.writeRawUTF8String(ascii, offset, length);
    }

    void plainText(char[] text, int offset, int length) {
        json.writeString(text, offset, length);
    }

    void value(double number) {
        json.writeNumber(number);
    }

    void pair(int first, int second) {
        json.writeStartArray();
        json.writeNumber(first);
        json.writeNumber(second);
        json.writeEndArray();
    }

    void faults(List<Fault> faults) {
        beginArray("errors");
        for (Fault fault : faults) {
            json.writeStartArray();
            if (format == PlanFormat.LORR_2024) {
                json.writeNumber(-1);
            }
            json.writeNumber(fault.robot);
            json.writeNumber(fault.other);
            json.writeNumber(fault.step);
            json.writeString(fault.description);
            json.writeEndArray();
        }
        endArray();
    }

    /**
     * Events and tasks, and in 2024 schedules. In 2023 a task of several errands becomes as many tasks, numbered on.
     *
     * @param log tasks and what happened, in the order of time; robots numbered from 0
     * @param rowOf row of an errand's cell
     * @param columnOf column of an errand's cell
     */
    void tasks(TaskLog log, int robots, IntUnaryOperator rowOf, IntUnaryOperator columnOf) {
        if (format == PlanFormat.LORR_2024) {
            int[][] byRobot = entriesByRobot(log, robots);
            schedule("actualSchedule", log, byRobot);
            schedule("plannerSchedule", log, byRobot);
            beginArray("scheduleErrors");
            endArray();
            events2024(log);
        } else {
            events2023(log, entriesByRobot(log, robots));
        }
        beginArray("tasks");
        int number = 0;
        for (int task = 0; task < log.taskCount(); task++) {
            if (format == PlanFormat.LORR_2024) {
                json.writeStartArray();
                json.writeNumber(task);
                json.writeNumber(log.releaseStep(task));
                json.writeStartArray();
            }
            for (int errand = 0; errand < log.errandCount(task); errand++) {
                int cell = log.errandCell(task, errand);
                if (format == PlanFormat.LORR_2023) {
                    json.writeStartArray();
                    json.writeNumber(number++);
                }
                json.writeNumber(rowOf.applyAsInt(cell));
                json.writeNumber(columnOf.applyAsInt(cell));
                if (format == PlanFormat.LORR_2023) {
                    json.writeEndArray();
                }
            }
            if (format == PlanFormat.LORR_2024) {
                json.writeEndArray();
                json.writeEndArray();
            }
        }
        endArray();
    }

    private void schedule(String name, TaskLog log, int[][] byRobot) {
        beginArray(name);
        StringBuilder schedule = new StringBuilder();
        for (int[] entries : byRobot) {
            schedule.setLength(0);
            for (int entry : entries) {
                if (log.errandsDone(entry) == TaskLog.ASSIGNED) {
                    schedule.append(schedule.isEmpty() ? "" : ",").append(log.step(entry)).append(':').append(log.task(entry));
                }
            }
            json.writeString(schedule.toString());
        }
        endArray();
    }

    private void events2024(TaskLog log) {
        beginArray("events");
        for (int entry = 0; entry < log.entryCount(); entry++) {
            if (log.errandsDone(entry) != TaskLog.ASSIGNED) {
                json.writeStartArray();
                json.writeNumber(log.step(entry));
                json.writeNumber(log.robot(entry));
                json.writeNumber(log.task(entry));
                json.writeNumber(log.errandsDone(entry));
                json.writeEndArray();
            }
        }
        endArray();
    }

    private void events2023(TaskLog log, int[][] byRobot) {
        int[] firstNumber = new int[log.taskCount() + 1];
        for (int task = 0; task < log.taskCount(); task++) {
            firstNumber[task + 1] = firstNumber[task] + log.errandCount(task);
        }
        beginArray("events");
        for (int[] entries : byRobot) {
            json.writeStartArray();
            for (int entry : entries) {
                int task = log.task(entry);
                int done = log.errandsDone(entry);
                if (done != TaskLog.ASSIGNED) {
                    event2023(firstNumber[task] + done - 1, log.step(entry), "finished");
                }
                if (done < log.errandCount(task)) {
                    event2023(firstNumber[task] + done, log.step(entry), "assigned");
                }
            }
            json.writeEndArray();
        }
        endArray();
    }

    private void event2023(int task, int step, String what) {
        json.writeStartArray();
        json.writeNumber(task);
        json.writeNumber(step);
        json.writeString(what);
        json.writeEndArray();
    }

    private static int[][] entriesByRobot(TaskLog log, int robots) {
        int[] counts = new int[robots];
        for (int entry = 0; entry < log.entryCount(); entry++) {
            counts[log.robot(entry)]++;
        }
        int[][] byRobot = new int[robots][];
        Arrays.setAll(byRobot, robot -> new int[counts[robot]]);
        Arrays.fill(counts, 0);
        for (int entry = 0; entry < log.entryCount(); entry++) {
            int robot = log.robot(entry);
            byRobot[robot][counts[robot]++] = entry;
        }
        return byRobot;
    }

    /** Ends whatever is open. */
    @Override
    public void close() {
        json.close();
    }
}
