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
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code plan-route}: asked for each robot with a new goal, and again for those that a command sends another way. A mission is
 * pinned: the version that was asked first is asked again, also when the routing table has changed. Which one that is stands in
 * the robot's record.
 */
public final class RouteDispatcher extends EndpointDispatcher implements RouteAdvice {
    private final long seed;
    private final ZoneMap zones;
    private final RequestLog log;
    /** Whether some mission may have begun on another version than the table names. */
    private boolean missionsDiffer;

    private @Nullable TrafficView view;
    private @Nullable LiveFloor floor;
    private RouteCaller[] callers = new RouteCaller[0];
    private RouteBatch batch = new RouteBatch();

    RouteDispatcher(ZoneMap zones, long seed) {
        super(Endpoint.PLAN_ROUTE, zones);
        this.zones = zones;
        this.seed = seed;
        log = new RequestLog();
    }

    /** The floor that is asked about. */
    void look(TrafficView with) {
        view = with;
        floor = new LiveFloor(with, zones, seed);
        callers = new RouteCaller[with.threads()];
        LiveGround ground = new LiveGround(with);
        for (int i = 0; i < callers.length; i++) {
            callers[i] = new RouteCaller(ground, Contracts.of(Endpoint.PLAN_ROUTE).budget().fuel());
        }
    }

    @Override
    public void advise(RouteBatch asked, TrafficView with) {
        if (view != with) {
            look(with);
        }
        batch = asked;
        log.note(asked.count(), asked.newGoals() ? 1 : 0, i -> asked.robot(i), with);
        run(asked.count(), with);
    }

    @Override
    boolean followsTable() {
        return !missionsDiffer;
    }

    @Override
    int slotFor(int robot) {
        TrafficView with = view();
        if (!batch.newGoals()) {
            return slotOfMission(robot);
        }
        int slot = slotOf(robot);
        with.robots().setBits(robot, Robots.ROUTE_SLOT_SHIFT, Robots.ROUTE_SLOT_MASK, slot & Robots.ROUTE_SLOT_MASK);
        return slot;
    }

    /** Slot of the version that has begun the robot's mission; the stable one's if that is gone. */
    int slotOfMission(int robot) {
        int slot = view().robots().bits(robot, Robots.ROUTE_SLOT_SHIFT, Robots.ROUTE_SLOT_MASK);
        return slot >= MAX_SLOTS || version(slot) == null ? stableSlot() : slot;
    }

    /** See {@link EndpointDispatcher#route}. */
    void routeMissions(int stable, byte @Nullable [] ofRobot) {
        // Slot 0 is what a robot's record names that has never been asked about.
        missionsDiffer |= stable != 0 || ofRobot != null;
        route(stable, ofRobot);
    }

    private TrafficView view() {
        TrafficView with = view;
        if (with == null) {
            throw new IllegalStateException("nobody has asked yet");
        }
        return with;
    }

    @Override
    int robot(int i) {
        return batch.robot(i);
    }

    @Override
    Code ask(int worker, Version<?, ?> version, int i, boolean explain) {
        RouteCaller caller = callers[worker];
        LiveFloor seen = floor;
        TrafficView with = view;
        if (seen == null || with == null) {
            throw new IllegalStateException("nobody has asked yet");
        }
        caller.question.ofRobot(with, batch.robot(i));
        caller.question.newGoal = batch.newGoals();
        caller.explain(explain);
        Code code = caller.ask((RouteVersion) version, seen);
        if (code == Code.OK) {
            batch.answer(i, caller.reply.costClass, caller.reply.wayPoint);
        }
        return code;
    }

    @Override
    RouteCaller caller(int worker) {
        return callers[worker];
    }

    @Override
    void fallBack(int i) {
        batch.hold(i);
    }

    /** What has been asked lately, with the floor as it is; null if nothing has. */
    @Nullable Rehearsal recorded() {
        TrafficView with = view;
        return with == null || log.size() == 0 ? null : Rehearsal.recorded(log, with, zones, seed);
    }

    /** What the version says that the table names, about a robot on a mission. Counted nowhere. */
    Inquiry inquire(int robot) {
        LiveFloor seen = floor;
        TrafficView with = view;
        PreparedVersion version = slotOf(robot) == NO_SLOT ? null : prepared(slotOf(robot));
        if (seen == null || with == null || version == null) {
            return Inquiry.without(Code.UNAVAILABLE, "nobody answers plan-route now");
        }
        RouteCaller caller = callers[0];
        caller.question.ofRobot(with, robot);
        caller.question.newGoal = false;
        caller.explain(true);
        caller.enter();
        try {
            Code code = caller.ask((RouteVersion) version.instance(0), seen);
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
        log.save(to);
    }

    @Override
    void restoreMore(StateReader from) {
        missionsDiffer = from.getBoolean();
        log.restore(from);
    }

    // ---- missions -----------------------------------------------------------------------------------------------

    /** Robots on missions that began on that version. Looks at every robot. */
    int missions(int slot) {
        int count = 0;
        TrafficView with = view;
        for (int robot = 0; with != null && robot < with.robots().limit(); robot++) {
            count += isOn(robot, slot, with) ? 1 : 0;
        }
        return count;
    }

    /**
     * From here on the stable version answers for missions that began on another one, of robots that the table does not give
     * to it any more.
     *
     * @return the robots, ascending; they keep their ways until they are asked about again
     */
    int[] handOver(int slot) {
        int[] robots = new int[missions(slot)];
        int count = 0;
        TrafficView with = view;
        for (int robot = 0; with != null && robot < with.robots().limit(); robot++) {
            if (isOn(robot, slot, with) && slotOf(robot) != slot) {
                robots[count++] = robot;
                with.robots().setBits(robot, Robots.ROUTE_SLOT_SHIFT, Robots.ROUTE_SLOT_MASK, stableSlot() & Robots.ROUTE_SLOT_MASK);
            }
        }
        return Arrays.copyOf(robots, count);
    }

    private static boolean isOn(int robot, int slot, TrafficView with) {
        return with.robots().isPresent(robot)
                && with.robots().bits(robot, Robots.ROUTE_SLOT_SHIFT, Robots.ROUTE_SLOT_MASK) == slot
                && with.goal(robot) != Demand.NO_GOAL;
    }
}
