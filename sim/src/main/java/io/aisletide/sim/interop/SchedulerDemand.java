package io.aisletide.sim.interop;

import io.aisletide.grid.Floor;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;

/**
 * The rules of 2024: so many tasks are visible at a time, those under way included, and the next one in the file appears
 * when one is done. A robot without a task takes the visible free task whose first errand is nearest (Manhattan), ties by
 * age. A task is given once and stays with its robot, which satisfies the League's rule that an opened task may not be
 * handed over.
 *
 * <p>Weighing in how long a task is does not pay: what is not taken stays visible, so in the long run every task is done,
 * and the choice is only left with less near the robot. With robots that never wait, 5,000 steps of the 2024 warehouse
 * example (5,000 robots) give 20.9 tasks a step by the first errand alone, 19.2 with a quarter of the task's length added,
 * 15.1 with all of it.
 *
 * <p>Free tasks hang in buckets of {@value #BUCKET_SIDE} x {@value #BUCKET_SIDE} cells by their first errand. The search
 * goes ring by ring around the robot's bucket and ends when no further ring can hold a better one, so that a choice looks
 * at a few dozen tasks whatever their number.
 */
final class SchedulerDemand extends LorrDemand {
    static final int BUCKET_SIDE = 16;

    private static final int NONE = -1;

    private final Floor floor;
    private final int visible;
    private final int bucketsAcross;
    private final int bucketsDown;
    private final int[] bucketHead;

    // By place in the pool: the free tasks and the links of their buckets. Places are used again.
    private final int[] fileTask;
    private final int[] number;
    private final int[] next;
    private final int[] previous;
    private int firstUnused;

    private int underWay;
    private int free;
    private long revealed;

    SchedulerDemand(Floor floor, LorrTasks tasks, int teamSize, int visible) {
        super(tasks, teamSize);
        this.floor = floor;
        this.visible = Math.max(1, visible);
        bucketsAcross = (floor.width() + BUCKET_SIDE - 1) / BUCKET_SIDE;
        bucketsDown = (floor.height() + BUCKET_SIDE - 1) / BUCKET_SIDE;
        bucketHead = new int[bucketsAcross * bucketsDown];
        Arrays.fill(bucketHead, NONE);
        fileTask = new int[this.visible];
        number = new int[this.visible];
        next = new int[this.visible];
        previous = new int[this.visible];
        for (int place = 0; place < this.visible; place++) {
            next[place] = place + 1 < this.visible ? place + 1 : NONE;
        }
    }

    @Override
    void take(int robot, int cell, long step) {
        reveal(step);
        int place = best(cell);
        if (place == NONE) {
            return;
        }
        unlink(place);
        free--;
        underWay++;
        give(robot, fileTask[place], number[place], step);
        next[place] = firstUnused;
        firstUnused = place;
    }

    @Override
    void finished(long step) {
        underWay--;
        reveal(step);
    }

    private void reveal(long step) {
        while (underWay + free < visible) {
            int place = firstUnused;
            firstUnused = next[place];
            int task = (int) (revealed++ % tasks().count());
            fileTask[place] = task;
            number[place] = release(task, step);
            link(place);
            free++;
        }
    }

    /** The best free task for a robot there; one that begins under the robot only if there is no other. */
    private int best(int cell) {
        int column = floor.xOf(cell) / BUCKET_SIDE;
        int row = floor.yOf(cell) / BUCKET_SIDE;
        int rings = Math.max(bucketsAcross, bucketsDown);
        int best = NONE;
        int bestWay = Integer.MAX_VALUE;
        for (int ring = 0; ring < rings; ring++) {
            int least = Math.max(0, ring - 1) * BUCKET_SIDE + (ring > 0 ? 1 : 0);
            if (best != NONE && least > bestWay) {
                break;
            }
            for (int y = Math.max(0, row - ring); y <= Math.min(bucketsDown - 1, row + ring); y++) {
                boolean edge = Math.abs(y - row) == ring;
                int stride = edge || ring == 0 ? 1 : 2 * ring;
                for (int x = column - ring; x <= column + ring; x += stride) {
                    if (x < 0 || x >= bucketsAcross) {
                        continue;
                    }
                    for (int place = bucketHead[y * bucketsAcross + x]; place != NONE; place = next[place]) {
                        int way = way(cell, place);
                        if (way < bestWay || (way == bestWay && number[place] < number[best])) {
                            best = place;
                            bestWay = way;
                        }
                    }
                }
            }
        }
        return best;
    }

    private int way(int cell, int place) {
        int way = distance(cell, tasks().cell(fileTask[place], 0));
        // An errand under the robot costs a step in place and the engine's pause before it asks again.
        return way == 0 ? Integer.MAX_VALUE - 1 : way;
    }

    private int distance(int a, int b) {
        return Math.abs(floor.xOf(a) - floor.xOf(b)) + Math.abs(floor.yOf(a) - floor.yOf(b));
    }

    private int bucketOf(int place) {
        int cell = tasks().cell(fileTask[place], 0);
        return floor.yOf(cell) / BUCKET_SIDE * bucketsAcross + floor.xOf(cell) / BUCKET_SIDE;
    }

    private void link(int place) {
        int bucket = bucketOf(place);
        int head = bucketHead[bucket];
        next[place] = head;
        previous[place] = NONE;
        if (head != NONE) {
            previous[head] = place;
        }
        bucketHead[bucket] = place;
    }

    private void unlink(int place) {
        if (previous[place] == NONE) {
            bucketHead[bucketOf(place)] = next[place];
        } else {
            next[previous[place]] = next[place];
        }
        if (next[place] != NONE) {
            previous[next[place]] = previous[place];
        }
    }

    @Override
    String rules() {
        return "of " + visible + " visible ones";
    }

    @Override
    void saveRules(StateWriter to) {
        to.putInt(firstUnused).putInt(underWay).putInt(free).putLong(revealed);
        to.putInts(bucketHead, 0, bucketHead.length);
        for (int[] each : new int[][] {fileTask, number, next, previous}) {
            to.putInts(each, 0, visible);
        }
    }

    @Override
    void restoreRules(StateReader from) {
        firstUnused = from.getInt();
        underWay = from.getInt();
        free = from.getInt();
        revealed = from.getLong();
        from.getInts(bucketHead, 0, bucketHead.length);
        for (int[] each : new int[][] {fileTask, number, next, previous}) {
            from.getInts(each, 0, visible);
        }
    }
}
