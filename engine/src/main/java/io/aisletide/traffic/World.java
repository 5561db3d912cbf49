package io.aisletide.traffic;

import io.aisletide.distance.Parallel;

/**
 * The floor in motion, as the event loop sees it (contract; the implementation follows). All calls on the engine's
 * thread, between ticks.
 */
public interface World {
    /** The tick that runs next; 0 before the first. */
    long tick();

    /** Runs one tick for the whole fleet. */
    void step();

    // ---- rules over cells ---------------------------------------------------------------------------------------

    /** The operator's rules. After changing them call {@link #rulesChanged}. */
    io.aisletide.grid.Overlay overlay();

    /**
     * Makes the changed rules effective: cancels every move into a cell that is now closed (from here on no closed cell
     * is entered), repairs the distance tables, and gives every affected robot a valid new way.
     *
     * @param effect filled with what happened
     * @param dryRun count only; the caller takes its change of the overlay back and calls again with dryRun
     */
    void rulesChanged(Effect effect, boolean dryRun);

    // ---- robots -------------------------------------------------------------------------------------------------

    /** One more than the highest robot number ever given. */
    int robotLimit();

    /** Robots on the floor. */
    int robotCount();

    RobotState state(int robot);

    default boolean isPresent(int robot) {
        return state(robot) != RobotState.ABSENT;
    }

    /** Cell of a robot on the floor. */
    int cell(int robot);

    /** Heading of a robot (ordinal of Direction; 0 with PEBBLE). */
    int heading(int robot);

    /** Goal of a robot, or {@link Demand#NO_GOAL}. */
    int goal(int robot);

    io.aisletide.grid.LoadClass load(int robot);

    /** Tags of a robot as bits. */
    int tags(int robot);

    /** Robot in that cell or -1. */
    int robotAt(int cell);

    /** Whether a robot could be put there: passable, open, and nobody stands there or plans to come by. */
    boolean isVacant(int cell, io.aisletide.grid.LoadClass load);

    /**
     * @return the new robot's number, or -1 if the cell is not vacant
     */
    int addRobot(int cell, int heading, io.aisletide.grid.LoadClass load, int tags);

    void removeRobot(int robot);

    /**
     * Gives the robot another goal; it forgets the old one (counted as neither done nor lost). The goal may be the
     * robot's own cell: it has arrived then.
     */
    void redirect(int robot, int goal);

    /**
     * Gives robots[i] the goal goals[i], for i below count, and counts what that does: a robot is rerouted if its goal
     * is another one than before, stranded if the new goal is out of reach.
     *
     * @param hold whether they park when they have reached it, see {@link #setHeld}
     * @param effect filled with what happened
     * @param dryRun count only; nothing changes
     */
    default void redirectAll(int[] robots, int[] goals, int count, boolean hold, Effect effect, boolean dryRun) {
        effect.clear();
        effect.affected = count;
        for (int i = 0; i < count; i++) {
            int robot = robots[i];
            int oldGoal = goal(robot);
            int newWay = wayCells(robot, goals[i]);
            int oldWay = oldGoal == Demand.NO_GOAL ? 0 : wayCells(robot, oldGoal);
            if (oldGoal != goals[i]) {
                effect.rerouted++;
            }
            if (newWay == Integer.MAX_VALUE) {
                effect.stranded++;
            } else if (oldWay != Integer.MAX_VALUE) {
                effect.extraCells += newWay - oldWay;
            }
            if (!dryRun) {
                redirect(robot, goals[i]);
            }
            if (hold && !dryRun) {
                setHeld(robot, true);
            }
        }
        effect.effectiveAtNanos = io.aisletide.metrics.WallClock.nanos();
        effect.reroutedAtNanos = effect.effectiveAtNanos;
    }

    /** Shares work on many robots or cells among the floor's threads. Nothing of the floor may change meanwhile. */
    default void forEach(int pieces, Parallel.Task task) {
        for (int piece = 0; piece < pieces; piece++) {
            task.run(piece, 0);
        }
    }

    /** Stops the robot where it stands at the start of the next tick, or lets it go on. */
    void setPaused(int robot, boolean paused);

    /** A held robot parks when it reaches its goal instead of asking the demand (alarm). */
    void setHeld(int robot, boolean held);

    boolean isHeld(int robot);

    /** Estimated way from the robot's cell to a cell, in cells; {@link Integer#MAX_VALUE} if out of reach. */
    int wayCells(int robot, int toCell);

    /**
     * Why a robot waits: the robot, the one that stands where it wants to go next, the one for which that one waits, and so
     * on to the root of the jam. If the last number has come before, they wait for each other in a circle.
     */
    default int[] waitChain(int robot) {
        return new int[] {robot};
    }

    // ---- results ------------------------------------------------------------------------------------------------

    /** Hash over the state of every robot in the order of their numbers. Independent of threads, mode and JDK. */
    long stateHash();

    TrafficCounters counters();

    /** What a change of rules, or of goals, did. */
    class Effect {
        public int affected;
        public int rerouted;
        public int stranded;
        public long extraCells;
        /** Wall clock when no closed cell could be entered any more and when all held a new way; for metrics only. */
        public long effectiveAtNanos;

        public long reroutedAtNanos;

        public void clear() {
            affected = 0;
            rerouted = 0;
            stranded = 0;
            extraCells = 0;
            effectiveAtNanos = 0;
            reroutedAtNanos = 0;
        }
    }
}
