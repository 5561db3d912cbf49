package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.grid.Overlay;
import java.util.Arrays;

/** Shortest ways by time, exactly: one breadth-first search over all cells and headings for each goal. */
final class NaiveDistanceOracle implements DistanceOracle {
    private final Overlay overlay;
    private final Floor floor;
    private final Motion motion;
    private int fieldGoal = -1;
    private LoadClass fieldLoad = LoadClass.EMPTY;
    private final int[] ticks;
    private final int[] queue;
    private int tail;

    NaiveDistanceOracle(Overlay overlay, Motion motion) {
        this.overlay = overlay;
        this.motion = motion;
        floor = overlay.floor();
        ticks = new int[floor.cellCapacity() * 4];
        queue = new int[ticks.length];
    }

    @Override
    public int driveTicks(int cell, int heading, int goal, LoadClass load) {
        if (goal != fieldGoal || load != fieldLoad) {
            search(goal, load);
        }
        return ticks[cell << 2 | heading];
    }

    /** Forgets what it knows: the rules have changed. */
    void forget() {
        fieldGoal = -1;
    }

    private void search(int goal, LoadClass load) {
        fieldGoal = goal;
        fieldLoad = load;
        Arrays.fill(ticks, OUT_OF_REACH);
        if (!floor.passable(goal, load)) {
            return;
        }
        tail = 0;
        for (int h = 0; h < 4; h++) {
            offer(goal << 2 | h, 0);
        }
        for (int head = 0; head < tail; head++) {
            int cell = queue[head] >> 2;
            int heading = queue[head] & 3;
            int next = ticks[queue[head]] + 1;
            if (motion == Motion.ROTATE) {
                offer(cell << 2 | heading + 1 & 3, next);
                offer(cell << 2 | heading + 3 & 3, next);
            }
            for (int d = 0; d < 4; d++) {
                if (floor.hasNeighbour(cell, d ^ 2) && (motion == Motion.PEBBLE || d == heading)) {
                    int before = floor.neighbour(cell, d ^ 2);
                    if ((overlay.exits(before, load) >> d & 1) != 0) {
                        for (int h = 0; h < 4; h++) {
                            if (motion == Motion.PEBBLE || h == d) {
                                offer(before << 2 | h, next);
                            }
                        }
                    }
                }
            }
        }
    }

    private void offer(int state, int cost) {
        if (cost < ticks[state]) {
            ticks[state] = cost;
            queue[tail++] = state;
        }
    }
}
