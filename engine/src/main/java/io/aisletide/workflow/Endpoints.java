package io.aisletide.workflow;

import io.aisletide.api.Code;
import io.aisletide.grid.Floor;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.RobotState;
import io.aisletide.traffic.TrafficWorld;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of one floor. It begins with the first version of each in slot 0, which do what the engine does without them;
 * from there on others are installed and the routing tables changed, between two events, on the engine's thread.
 */
public final class Endpoints {
    /** Slot of the versions that a floor begins with. */
    public static final int FIRST_SLOT = 0;

    private static final int FIRST_QUESTIONS = 64;

    private final Floor floor;
    private final ZoneMap zones;
    private final long seed;
    private final RouteDispatcher routes;
    private final YieldDispatcher yields;
    private @Nullable TrafficWorld world;

    /**
     * @param seed of the draws of versions and of rehearsals
     * @param firstRoute version of plan-route in slot 0
     * @param firstYield version of yield in slot 0
     */
    public Endpoints(Floor floor, ZoneMap zones, long seed, PreparedVersion firstRoute, PreparedVersion firstYield) {
        this.floor = floor;
        this.zones = zones;
        this.seed = seed;
        routes = new RouteDispatcher(zones, seed);
        yields = new YieldDispatcher(zones, seed);
        routes.install(FIRST_SLOT, firstRoute);
        routes.routeMissions(FIRST_SLOT, null);
        yields.install(FIRST_SLOT, firstYield);
        yields.route(FIRST_SLOT, null);
    }

    /** With the built-in first versions. */
    public static Endpoints builtIn(Floor floor, ZoneMap zones, long seed, int threads) {
        VersionPreparer preparer = new VersionPreparer(threads, Rehearsal.drawn(floor, zones, seed, FIRST_QUESTIONS));
        return new Endpoints(
                floor, zones, seed, first(preparer, BuiltIns.SHORTEST), first(preparer, BuiltIns.LONGEST_WAITING));
    }

    private static PreparedVersion first(VersionPreparer preparer, VersionId id) {
        VersionSource source = BuiltIns.find(id);
        if (source == null) {
            throw new IllegalStateException("there is no built-in " + id);
        }
        try {
            return preparer.prepare(source, null, false);
        } catch (RefusedVersionException e) {
            throw new IllegalStateException("a built-in version is not fit", e);
        }
    }

    /** From here on the floor's decisions are asked for here. Before the first tick, or between two. */
    public void attach(TrafficWorld to) {
        world = to;
        routes.look(to.view());
        yields.look(to.view());
        to.routeBy(routes);
        to.yieldBy(yields);
    }

    public ZoneMap zones() {
        return zones;
    }

    /**
     * What answers that endpoint.
     *
     * @throws IllegalArgumentException if the engine does not ask it
     */
    public EndpointDispatcher of(Endpoint endpoint) {
        return switch (endpoint) {
            case PLAN_ROUTE -> routes;
            case YIELD -> yields;
            default -> throw new IllegalArgumentException(
                    "the engine does not ask " + endpoint.label() + " yet; it asks plan-route and yield");
        };
    }

    /**
     * Changes the routing table of an endpoint: see {@link EndpointDispatcher#route}. Missions that have begun stay with the
     * version that began them where the contract pins them.
     */
    public void route(Endpoint endpoint, int stableSlot, byte @Nullable [] slotOfRobot) {
        if (endpoint == Endpoint.PLAN_ROUTE) {
            routes.routeMissions(stableSlot, slotOfRobot);
        } else {
            of(endpoint).route(stableSlot, slotOfRobot);
        }
    }

    /** Slot of the version that answers for what a robot is doing: where missions are pinned, the one that has begun its mission. */
    public int answering(Endpoint endpoint, int robot) {
        return endpoint == Endpoint.PLAN_ROUTE ? routes.slotOfMission(robot) : of(endpoint).slotOf(robot);
    }

    /**
     * Looks for a mission that a version has begun and has to end: it may not be removed before there is none.
     *
     * @param from number of a robot
     * @param to number after the last robot to look at
     * @return the first robot on such a mission; {@code to} if none of them is
     */
    public int firstMission(Endpoint endpoint, int slot, int from, int to) {
        return endpoint == Endpoint.PLAN_ROUTE ? routes.firstMission(slot, from, to) : to;
    }

    /**
     * Gives the missions that a version has begun to the stable version, and asks that at once for their ways. For a version
     * that is not to decide anything any more.
     *
     * @return how many robots that were
     */
    public int handOver(Endpoint endpoint, int slot) {
        if (endpoint != Endpoint.PLAN_ROUTE) {
            return 0;
        }
        int[] robots = routes.handOver(slot);
        TrafficWorld on = world;
        if (on != null && robots.length > 0) {
            on.adviseAgain(robots, robots.length);
        }
        return robots.length;
    }

    /**
     * What would be answered if a robot asked for its way now: for people and programs outside the engine. Nothing changes, and
     * the call counts nowhere.
     *
     * @param token see {@link Capabilities}; without a good one there is no answer
     */
    public Inquiry inquire(Capabilities capabilities, @Nullable String token, int robot) {
        TrafficWorld on = world;
        Code allowed = capabilities.check(token, Endpoint.PLAN_ROUTE, on == null ? 0 : on.tick());
        if (allowed != Code.OK) {
            return Inquiry.without(allowed, "plan-route asks for a token with one of the scopes "
                    + Contracts.of(Endpoint.PLAN_ROUTE).auth().scopes() + " whose time is not over");
        }
        boolean drives = on != null && robot >= 0 && robot < on.robotLimit() && on.state(robot) != RobotState.ABSENT
                && on.goal(robot) != Demand.NO_GOAL;
        return drives ? routes.inquire(robot) : Inquiry.without(Code.NOT_FOUND, "robot " + robot + " is on no mission");
    }

    /**
     * What to try out a version on: questions that have been asked lately, filled up with drawn ones. On the engine's thread;
     * the result may go to any other.
     *
     * @param questions at least so many
     */
    public Rehearsal rehearsal(Endpoint endpoint, int questions) {
        Rehearsal recorded = endpoint == Endpoint.YIELD ? yields.recorded() : routes.recorded();
        int missing = questions - (recorded == null ? 0 : recorded.size());
        Rehearsal drawn = Rehearsal.drawn(floor, zones, seed, Math.max(1, missing));
        return recorded == null ? drawn : missing > 0 ? recorded.and(drawn) : recorded;
    }
}
