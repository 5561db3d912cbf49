package io.aisletide.engine;

import io.aisletide.fleet.Robots;
import io.aisletide.release.analysis.Evidence;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.TrafficListener;
import io.aisletide.traffic.TrafficView;
import io.aisletide.workflow.Endpoints;
import java.util.Arrays;

/**
 * Takes note of what becomes of missions, by the versions that answer for them: goals that are reached, and how long that took;
 * robots found in a deadlock or livelock. Of a circle that is every robot in it; of a jam it is the robot for which all others
 * wait, for those behind it are not to blame. Engine's thread.
 */
final class MissionLedger implements TrafficListener, Stateful {
    private static final String SECTION = "missions";
    /** In the place of an age: the robot was found stuck. */
    private static final int STUCK = -1;

    private static final int AGE = 0;
    private static final int ZONE = 1;
    private static final int ALONE = 2;
    private static final int SLOTS = 3;
    private static final int STRIDE = SLOTS + Delivery.ASKED.size();

    private final TrafficView view;
    private final Endpoints endpoints;
    private final TrafficListener next;
    /** Since the last {@link #pour}, {@value #STRIDE} ints each. */
    private int[] events = new int[64 * STRIDE];

    private int used;
    /** Where robots were when they got their goals, and how they stood; 2 ints a robot. */
    private int[] starts = new int[0];

    /** @param next is told everything, too */
    MissionLedger(TrafficView view, Endpoints endpoints, TrafficListener next) {
        this.view = view;
        this.endpoints = endpoints;
        this.next = next;
    }

    @Override
    public void goalAssigned(int robot, int fromCell, int heading, int goal, long tick) {
        if (2 * robot >= starts.length) {
            starts = Arrays.copyOf(starts, 4 * robot + 2);
        }
        starts[2 * robot] = fromCell;
        starts[2 * robot + 1] = heading;
        next.goalAssigned(robot, fromCell, heading, goal, tick);
    }

    @Override
    public void goalReached(int robot, int goal, long tick) {
        int age = (int) tick - view.robots().get(robot, Robots.SINCE);
        note(robot, age, view.wayTicks(starts[2 * robot], starts[2 * robot + 1], goal, view.load(robot)));
        next.goalReached(robot, goal, tick);
    }

    @Override
    public void deadlockFound(int[] chain, long tick) {
        int last = chain.length - 1;
        int first = 0;
        while (chain[first] != chain[last]) {
            first++;
        }
        // In a circle the last has come before.
        for (int i = first; i < Math.max(last, first + 1); i++) {
            if (view.goal(chain[i]) != Demand.NO_GOAL) {
                note(chain[i], STUCK, 0);
            }
        }
        next.deadlockFound(chain, tick);
    }

    private void note(int robot, int age, int alone) {
        if (used + STRIDE > events.length) {
            events = Arrays.copyOf(events, 2 * events.length);
        }
        events[used + AGE] = age;
        events[used + ALONE] = alone;
        events[used + ZONE] = endpoints.zones().zoneOfCell(view.robots().get(robot, Robots.CELL));
        for (int endpoint = 0; endpoint < Delivery.ASKED.size(); endpoint++) {
            events[used + SLOTS + endpoint] = endpoints.answering(Delivery.ASKED.get(endpoint), robot);
        }
        used += STRIDE;
    }

    /** Gives away all that was noted since the last time. */
    void pour(Evidence into) {
        for (int at = 0; at < used; at += STRIDE) {
            for (int endpoint = 0; endpoint < Delivery.ASKED.size(); endpoint++) {
                int slot = events[at + SLOTS + endpoint];
                if (slot < 0) {
                    continue;
                }
                if (events[at + AGE] == STUCK) {
                    into.addStuck(endpoint, slot, events[at + ZONE]);
                } else {
                    into.addGoal(endpoint, slot, events[at + ZONE], events[at + AGE], events[at + ALONE]);
                }
            }
        }
        used = 0;
    }

    @Override
    public void save(StateImage to) {
        StateWriter section = to.section(SECTION);
        section.putInt(used).putInts(events, 0, used);
        section.putInt(starts.length).putInts(starts, 0, starts.length);
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        used = section.getCount(Integer.BYTES);
        events = new int[Math.max(events.length, used)];
        section.getInts(events, 0, used);
        starts = new int[section.getCount(Integer.BYTES)];
        section.getInts(starts, 0, starts.length);
    }
}
