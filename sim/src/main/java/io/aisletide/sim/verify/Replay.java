package io.aisletide.sim.verify;

import io.aisletide.sim.verify.VerifyReport.Kind;
import io.aisletide.sim.verify.VerifyReport.Violation;
import java.util.Arrays;

/**
 * Moves the robots as the plan says, all at once, and compares where they are and were. Two passes a step: each robot
 * signs the cell that it comes to, then each looks who signed its cell (two in one cell) and who signed the cell it left
 * (a swap). A signature counts only if its robot is there, so nothing has to be wiped between steps.
 */
final class Replay {
    private static final int NOWHERE = -1;

    private final PlanOutline outline;
    private final Ground ground;
    private final Findings findings;
    private final int[] cells;
    private final int[] previous;
    private final byte[] headings;
    private final int[] signedBy;
    private final boolean loadsKnown;

    Replay(PlanOutline outline, Ground ground, Findings findings) {
        this.outline = outline;
        this.ground = ground;
        this.findings = findings;
        int robots = outline.robots();
        cells = new int[robots];
        previous = new int[robots];
        headings = outline.headings.clone();
        signedBy = new int[ground.cells()];
        loadsKnown = !outline.loads.isEmpty();
    }

    /** Puts the robots at their starts. A start off the map is reported, and its robot left out. */
    void begin() {
        for (int robot = 0; robot < cells.length; robot++) {
            int row = outline.rows[robot];
            int column = outline.columns[robot];
            if (ground.contains(row, column)) {
                cells[robot] = ground.index(row, column);
                checkGround(robot, 0);
            } else {
                cells[robot] = NOWHERE;
                findings.add(Kind.OFF_MAP, 0, robot, Violation.NOBODY, row, column, "start");
            }
        }
        Arrays.fill(previous, NOWHERE);
        sign();
        compare(0);
    }

    /** Runs the step that follows so many steps. */
    void step(ActionWindow window, int step) {
        System.arraycopy(cells, 0, previous, 0, cells.length);
        for (int robot = 0; robot < cells.length; robot++) {
            if (cells[robot] != NOWHERE) {
                act(robot, window.action(robot, step), step + 1);
            }
        }
        sign();
        compare(step + 1);
    }

    /** Whether a robot is on the floor, and on that cell. */
    boolean isAt(int robot, int row, int column) {
        return cells[robot] != NOWHERE
                && ground.contains(row, column)
                && cells[robot] == ground.index(row, column);
    }

    private void act(int robot, int action, int stepsDone) {
        switch (action) {
            case ActionWindow.WAIT -> {}
            case ActionWindow.CLOCKWISE -> headings[robot] = (byte) ((headings[robot] + 1) & 3);
            case ActionWindow.COUNTER_CLOCKWISE -> headings[robot] = (byte) ((headings[robot] + 3) & 3);
            case ActionWindow.UNKNOWN -> report(Kind.ACTION, stepsDone, robot, Violation.NOBODY, cells[robot]);
            case ActionWindow.NONE -> leave(robot, stepsDone);
            case ActionWindow.FORWARD -> move(robot, headings[robot], stepsDone);
            default -> move(robot, action - ActionWindow.EAST, stepsDone);
        }
    }

    private void move(int robot, int heading, int stepsDone) {
        int next = ground.next(cells[robot], heading);
        if (next == Ground.OFF_MAP) {
            report(Kind.OFF_MAP, stepsDone, robot, Violation.NOBODY, cells[robot]);
            return;
        }
        cells[robot] = next;
        checkGround(robot, stepsDone);
    }

    private void leave(int robot, int stepsDone) {
        if (outline.removedAt[robot] != outline.lengths[robot]) {
            report(Kind.LENGTH, stepsDone, robot, Violation.NOBODY, cells[robot]);
        }
        cells[robot] = NOWHERE;
    }

    private void checkGround(int robot, int stepsDone) {
        int cell = cells[robot];
        if (ground.isWall(cell)) {
            report(Kind.WALL, stepsDone, robot, Violation.NOBODY, cell);
        } else if (loadsKnown && ground.isStorage(cell) && outline.loads.charAt(robot) == 'L') {
            report(Kind.STORAGE, stepsDone, robot, Violation.NOBODY, cell);
        }
    }

    private void sign() {
        for (int robot = 0; robot < cells.length; robot++) {
            if (cells[robot] != NOWHERE) {
                signedBy[cells[robot]] = robot;
            }
        }
    }

    private void compare(int stepsDone) {
        for (int robot = 0; robot < cells.length; robot++) {
            int cell = cells[robot];
            if (cell == NOWHERE) {
                continue;
            }
            int here = signedBy[cell];
            if (here != robot) {
                report(Kind.VERTEX, stepsDone, robot, here, cell);
            }
            int left = previous[robot];
            if (left == cell || left == NOWHERE) {
                continue;
            }
            int other = signedBy[left];
            if (other > robot && cells[other] == left && previous[other] == cell) {
                report(Kind.SWAP, stepsDone, robot, other, cell);
            }
        }
    }

    private void report(Kind kind, int stepsDone, int robot, int other, int cell) {
        findings.add(kind, stepsDone, robot, other, ground.row(cell), ground.column(cell), "");
    }
}
