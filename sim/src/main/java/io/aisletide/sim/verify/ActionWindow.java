package io.aisletide.sim.verify;

import java.util.Arrays;

/**
 * The actions of all robots in a window of steps, half a byte each. Paths are letters with commas between them; letters
 * alone are read too.
 */
final class ActionWindow {
    static final int WAIT = 0;
    static final int FORWARD = 1;
    static final int CLOCKWISE = 2;
    static final int COUNTER_CLOCKWISE = 3;
    /** A step to the east; then south, west, north: the heading is the action minus this. */
    static final int EAST = 4;

    static final int UNKNOWN = 14;
    /** The path is over. */
    static final int NONE = 15;

    /** Answer of {@link #count} for a path of the 2026 kind. */
    static final int RUN_LENGTH = -1;

    private static final byte[] TURNING = codes("WTFRC", WAIT, WAIT, FORWARD, CLOCKWISE, COUNTER_CLOCKWISE);

    /**
     * The League's viewer draws U as one row more and D as one row less (PlanViz, script/util.py, since 2024): its axis
     * points upward for this model. The kit itself does not write the model.
     */
    private static final byte[] STEPPING = codes("WTRULD", WAIT, WAIT, EAST, EAST + 1, EAST + 2, EAST + 3);

    private final byte[] codes;
    private final int robots;
    private final int capacitySteps;
    private final int bytesPerRobot;
    private final byte[] packed;
    private int firstStep;

    /**
     * @param turns whether the letters are those of MAPF_T (F, R, C, W, T) or of MAPF (R, D, L, U, W, T)
     * @param steps most steps in the window
     */
    ActionWindow(int robots, int steps, boolean turns) {
        this.robots = robots;
        codes = turns ? TURNING : STEPPING;
        bytesPerRobot = (steps + 1) / 2;
        capacitySteps = 2 * bytesPerRobot;
        packed = new byte[Math.multiplyExact(robots, bytesPerRobot)];
    }

    /** Empties the window and moves it to begin with that step, from 0. */
    void moveTo(int step) {
        firstStep = step;
        Arrays.fill(packed, (byte) ((NONE << 4) | NONE));
    }

    int capacitySteps() {
        return capacitySteps;
    }

    /** What a robot does in a step of the window. */
    int action(int robot, int step) {
        int index = step - firstStep;
        return (packed[robot * bytesPerRobot + (index >> 1)] >> ((index & 1) << 2)) & 15;
    }

    void fill(int robot, char[] path, int offset, int length) {
        if (robot >= robots) {
            return;
        }
        int step = 0;
        int end = firstStep + capacitySteps;
        int base = robot * bytesPerRobot;
        for (int i = offset; i < offset + length && step < end; i++) {
            char letter = path[i];
            if (letter == ',' || letter == ' ') {
                continue;
            }
            if (step >= firstStep) {
                int index = step - firstStep;
                int code = letter < codes.length ? codes[letter] : UNKNOWN;
                int at = base + (index >> 1);
                packed[at] = (byte) ((index & 1) == 0 ? (packed[at] & 0xF0) | code : (packed[at] & 0x0F) | (code << 4));
            }
            step++;
        }
    }

    /** Actions in a path. */
    static int count(char[] path, int offset, int length) {
        int actions = 0;
        for (int i = offset; i < offset + length; i++) {
            if (path[i] == '[' && actions == 0) {
                return RUN_LENGTH;
            }
            if (path[i] != ',' && path[i] != ' ') {
                actions++;
            }
        }
        return actions;
    }

    private static byte[] codes(String letters, int... actions) {
        byte[] codes = new byte[128];
        Arrays.fill(codes, (byte) UNKNOWN);
        for (int i = 0; i < letters.length(); i++) {
            codes[letters.charAt(i)] = (byte) actions[i];
        }
        return codes;
    }
}
