package io.aisletide.workflow;

import io.aisletide.fleet.Robots;
import io.aisletide.grid.LoadClass;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.traffic.TrafficView;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Some of the last questions of an endpoint, for trying out versions on them. Engine's thread. */
final class RequestLog {
    static final int ROBOT = 0;
    static final int CELL = 1;
    static final int HEADING = 2;
    static final int GOAL = 3;
    static final int AGE = 4;
    static final int LOADED = 5;
    static final int NEW_GOAL = 6;
    static final int STOOD = 7;
    static final int FIELDS = 8;

    private static final int CAPACITY = 1024;
    /** Questions noted of one batch. */
    private static final int OF_A_BATCH = 32;

    private final int[] rows = new int[CAPACITY * FIELDS];
    private long noted;

    /** Notes some questions of a batch, spread over it. */
    void note(int count, int newGoal, IntUnaryOperator robotOf, TrafficView view) {
        int step = Math.max(1, count / OF_A_BATCH);
        for (int i = 0; i < count; i += step) {
            int robot = robotOf.applyAsInt(i);
            Robots robots = view.robots();
            int at = (int) (noted++ % CAPACITY) * FIELDS;
            rows[at + ROBOT] = robot;
            rows[at + CELL] = robots.get(robot, Robots.CELL);
            rows[at + HEADING] = robots.get(robot, Robots.HEADING);
            rows[at + GOAL] = view.goal(robot);
            rows[at + AGE] = (int) view.tick() - robots.get(robot, Robots.SINCE);
            rows[at + LOADED] = view.load(robot) == LoadClass.LOADED ? 1 : 0;
            rows[at + NEW_GOAL] = newGoal;
            rows[at + STOOD] = robots.get(robot, Robots.STALLED);
        }
    }

    int size() {
        return (int) Math.min(noted, CAPACITY);
    }

    /** All that is noted, {@link #FIELDS} numbers a question. */
    int[] copy() {
        return Arrays.copyOf(rows, size() * FIELDS);
    }

    void save(StateWriter to) {
        to.putLong(noted).putInts(rows, 0, rows.length);
    }

    void restore(StateReader from) {
        noted = from.getLong();
        from.getInts(rows, 0, rows.length);
    }
}
