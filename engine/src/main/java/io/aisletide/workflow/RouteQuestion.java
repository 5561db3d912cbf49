package io.aisletide.workflow;

import io.aisletide.api.RouteRequest;

/** A question to {@code plan-route}. */
final class RouteQuestion extends RobotQuestion implements RouteRequest {
    boolean newGoal;

    @Override
    public boolean newGoal() {
        return newGoal;
    }
}
