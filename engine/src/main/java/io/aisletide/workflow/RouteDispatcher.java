package io.aisletide.workflow;

import io.aisletide.api.Code;
import io.aisletide.api.RouteVersion;
import io.aisletide.api.Version;
import io.aisletide.fleet.Robots;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.RouteAdvice;
import io.aisletide.traffic.RouteBatch;
import io.aisletide.traffic.TrafficView;
import org.agrona.collections.IntArrayList;
import org.jspecify.annotations.Nullable;

/**
 * {@code plan-route}: asked for each robot with a new goal, and again for those that a command sends another way. A mission is
 * pinned: the version that was asked first is asked again, also when the routing table has changed. Which one that is stands in
 * the robot's record.
 */
final class RouteDispatcher extends BatchDispatcher<RouteCaller> implements RouteAdvice {
    /** Whether some mission may have begun on another version than the table names. */
    private boolean missionsDiffer;

    private RouteBatch batch = new RouteBatch();

    RouteDispatcher(ZoneMap zones, long seed) {
        super(Endpoint.PLAN_ROUTE, zones, seed);
    }

    @Override
    RouteCaller newCaller(TrafficView view, long fuel) {
        return new RouteCaller(new LiveGround(view), fuel);
    }

    @Override
    public void advise(RouteBatch asked, TrafficView with) {
        batch = asked;
        run(asked.count(), asked.newGoals(), with);
    }

    /** See {@link EndpointDispatcher#route}. */
    void routeMissions(int stable, byte @Nullable [] ofRobot) {
        // Slot 0 is what a robot's record names that has never been asked about.
        missionsDiffer |= stable != 0 || ofRobot != null;
        route(stable, ofRobot);
    }

    @Override
    boolean followsTable() {
        return !missionsDiffer;
    }

    @Override
    int slotFor(int robot) {
        if (!batch.newGoals()) {
            return slotOfMission(robot);
        }
        int slot = slotOf(robot);
        pin(robot, slot);
        return slot;
    }

    private void pin(int robot, int slot) {
        scene().view().robots().setBits(robot, Robots.ROUTE_SLOT_SHIFT, Robots.ROUTE_SLOT_MASK, slot & Robots.ROUTE_SLOT_MASK);
    }

    private int pinned(int robot) {
        return scene().view().robots().bits(robot, Robots.ROUTE_SLOT_SHIFT, Robots.ROUTE_SLOT_MASK);
    }

    /** Slot of the version that has begun the robot's mission; the stable one's if that is gone. */
    int slotOfMission(int robot) {
        int slot = pinned(robot);
        return slot >= MAX_SLOTS || prepared(slot) == null ? stableSlot() : slot;
    }

    @Override
    int robot(int i) {
        return batch.robot(i);
    }

    @Override
    Code ask(RouteCaller caller, Version<?, ?> version, int i, Scene<RouteCaller> at) {
        caller.question.ofRobot(at.view(), batch.robot(i));
        caller.question.newGoal = batch.newGoals();
        Code code = caller.ask((RouteVersion) version, at.floor());
        if (code == Code.OK) {
            batch.answer(i, caller.reply.costClass, caller.reply.wayPoint);
        }
        return code;
    }

    @Override
    void fallBack(int i) {
        batch.hold(i);
    }

    /** What the version says that the table names, about a robot on a mission. Counted nowhere. */
    Inquiry inquire(int robot) {
        PreparedVersion version = slotOf(robot) == NO_SLOT ? null : prepared(slotOf(robot));
        if (version == null) {
            return Inquiry.without(Code.UNAVAILABLE, "nobody answers plan-route now");
        }
        Scene<RouteCaller> at = scene();
        RouteCaller caller = at.callers().get(0);
        caller.question.ofRobot(at.view(), robot);
        caller.question.newGoal = false;
        caller.explain(true);
        caller.enter();
        try {
            Code code = caller.ask((RouteVersion) version.instance(0), at.floor());
            String says = caller.message();
            return new Inquiry(
                    code,
                    version.info().id().toString(),
                    caller.reply.costClass,
                    caller.reply.wayPoint,
                    caller.tank.used(),
                    says == null ? "" : says);
        } finally {
            caller.leave();
        }
    }

    @Override
    void saveMore(StateWriter to) {
        to.putBoolean(missionsDiffer);
        super.saveMore(to);
    }

    @Override
    void restoreMore(StateReader from) {
        missionsDiffer = from.getBoolean();
        super.restoreMore(from);
    }

    // ---- missions -----------------------------------------------------------------------------------------------

    /** The first robot from that number on, and below the other, whose mission began on that version; or the other number. */
    int firstMission(int slot, int from, int to) {
        TrafficView view = scene().view();
        int robot = from;
        while (robot < to && !isOn(robot, slot, view)) {
            robot++;
        }
        return robot;
    }

    /**
     * From here on the stable version answers for missions that began on another one, of robots that the table does not give
     * to it any more.
     *
     * @return the robots, ascending; they keep their ways until they are asked about again
     */
    int[] handOver(int slot) {
        IntArrayList robots = new IntArrayList();
        int limit = scene().view().robots().limit();
        for (int robot = firstMission(slot, 0, limit); robot < limit; robot = firstMission(slot, robot + 1, limit)) {
            if (slotOf(robot) != slot) {
                robots.addInt(robot);
                pin(robot, stableSlot());
            }
        }
        return robots.toIntArray();
    }

    private boolean isOn(int robot, int slot, TrafficView view) {
        return view.robots().isPresent(robot) && pinned(robot) == slot && view.goal(robot) != Demand.NO_GOAL;
    }
}
