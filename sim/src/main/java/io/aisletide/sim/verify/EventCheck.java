package io.aisletide.sim.verify;

import io.aisletide.sim.verify.VerifyReport.Kind;
import io.aisletide.sim.verify.VerifyReport.Violation;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.eclipse.collections.impl.map.mutable.primitive.IntIntHashMap;

/**
 * Compares the plan's events with where the robots are: an errand is done by a robot that stands on its cell at the end
 * of that step, errands of a task go in order and by one robot, none before the task's release.
 */
final class EventCheck {
    private static final int NOBODY = -1;

    private final PlanOutline outline;
    private final Replay replay;
    private final Findings findings;
    private final int[] inTime;
    private final IntIntHashMap taskOfId = new IntIntHashMap();
    private final int[] errandsDone;
    private final int[] robotOfTask;
    private int next;
    private int finished;

    EventCheck(PlanOutline outline, Replay replay, Findings findings) {
        this.outline = outline;
        this.replay = replay;
        this.findings = findings;
        inTime = IntStream.range(0, outline.events)
                .boxed()
                .sorted((a, b) -> Integer.compare(outline.event(a, 0), outline.event(b, 0)))
                .mapToInt(Integer::intValue)
                .toArray();
        errandsDone = new int[outline.tasks];
        robotOfTask = new int[outline.tasks];
        Arrays.fill(robotOfTask, NOBODY);
        for (int task = 0; task < outline.tasks; task++) {
            taskOfId.put(outline.taskIds[task], task);
        }
    }

    /** Checks the events of that many steps done; call it after each step. */
    void check(int stepsDone) {
        while (next < inTime.length && outline.event(inTime[next], 0) == stepsDone) {
            check(inTime[next++], stepsDone);
        }
    }

    /** Reports what is left after the last step, and compares the count of finished tasks. */
    void finish() {
        for (; next < inTime.length; next++) {
            int event = inTime[next];
            add(Kind.EVENT, event, "after the last step");
        }
        if (outline.events > 0
                && outline.tasksFinished != PlanOutline.UNKNOWN
                && outline.tasksFinished != finished) {
            findings.add(
                    Kind.TASK_COUNT,
                    outline.steps(),
                    Violation.NOBODY,
                    Violation.NOBODY,
                    -1,
                    -1,
                    "numTaskFinished is " + outline.tasksFinished + ", the events finish " + finished);
        }
    }

    int checked() {
        return outline.events;
    }

    int tasksFinished() {
        return finished;
    }

    private void check(int event, int stepsDone) {
        int robot = outline.event(event, 1);
        int id = outline.event(event, 2);
        int task = taskOfId.getIfAbsent(id, NOBODY);
        if (task == NOBODY || robot >= outline.robots()) {
            add(Kind.EVENT, event, task == NOBODY ? "no task " + id : "no such robot");
            return;
        }
        int errands = outline.errandCount(task);
        int done = outline.event(event, 3) == PlanOutline.WHOLE_TASK ? errands : outline.event(event, 3);
        if (done < 1 || done > errands) {
            add(Kind.EVENT, event, "task " + id + " has " + errands + " errands, not " + done);
            return;
        }
        if (errandsDone[task] != done - 1) {
            add(Kind.TASK_ORDER, event, "errand " + done + " of task " + id + " after " + errandsDone[task]);
        }
        if (robotOfTask[task] != NOBODY && robotOfTask[task] != robot) {
            add(Kind.TASK_ORDER, event, "task " + id + " was begun by robot " + robotOfTask[task]);
        }
        if (stepsDone < outline.releases[task]) {
            add(Kind.TASK_ORDER, event, "task " + id + " is released at step " + outline.releases[task]);
        }
        errandsDone[task] = done;
        robotOfTask[task] = robot;
        finished += done == errands ? 1 : 0;
        int at = outline.errandStarts[task] + 2 * (done - 1);
        int row = outline.errands[at];
        int column = outline.errands[at + 1];
        if (!replay.isAt(robot, row, column)) {
            findings.add(
                    Kind.EVENT,
                    stepsDone,
                    robot,
                    Violation.NOBODY,
                    row,
                    column,
                    "errand " + done + " of task " + id + ": the robot is elsewhere");
        }
    }

    private void add(Kind kind, int event, String detail) {
        findings.add(kind, outline.event(event, 0), outline.event(event, 1), Violation.NOBODY, -1, -1, detail);
    }
}
