package io.aisletide.workflow;

import io.aisletide.api.RouteAnswer;
import io.aisletide.api.RouteRequest;
import io.aisletide.distance.CostClass;
import io.aisletide.traffic.RouteBatch;
import org.jspecify.annotations.Nullable;

/** Asks {@code plan-route}. */
final class RouteCaller extends Caller<RouteRequest, RouteAnswer> {
    final RouteQuestion question;
    final RouteReply reply;
    private final Ground ground;

    RouteCaller(Ground ground, long fuel) {
        this(new RouteQuestion(), new RouteReply(), ground, fuel);
    }

    private RouteCaller(RouteQuestion question, RouteReply reply, Ground ground, long fuel) {
        super(question, reply, fuel);
        this.question = question;
        this.reply = reply;
        this.ground = ground;
    }

    @Override
    void clear() {
        reply.clear();
    }

    @Override
    @Nullable String fault() {
        if (reply.costClass < 0 || reply.costClass >= CostClass.COUNT) {
            return reply.costClass == RouteReply.NONE
                    ? "gave no cost class"
                    : "a cost class is 0 to " + (CostClass.COUNT - 1) + ", not " + reply.costClass;
        }
        return reply.wayPoint == RouteBatch.NO_WAY_POINT ? null : wayPointFault();
    }

    private @Nullable String wayPointFault() {
        int place = reply.wayPoint;
        boolean loaded = question.loaded();
        if (place == question.cell() || !ground.isOpen(place, loaded)) {
            return "a way point is an open cell, and not the robot's own";
        }
        if (ground.isCutOff(question.cell(), place, loaded) || ground.isCutOff(place, question.goal(), loaded)) {
            return "the way point cannot be reached, or the goal from there";
        }
        return null;
    }
}
