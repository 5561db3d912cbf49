package io.aisletide.workflow;

import io.aisletide.api.RouteAnswer;
import io.aisletide.traffic.RouteBatch;

/** An answer of {@code plan-route}, as it was given. */
final class RouteReply implements RouteAnswer {
    static final int NONE = Integer.MIN_VALUE;

    int costClass = NONE;
    int wayPoint = RouteBatch.NO_WAY_POINT;

    void clear() {
        costClass = NONE;
        wayPoint = RouteBatch.NO_WAY_POINT;
    }

    @Override
    public void costClass(int answered) {
        costClass = answered;
    }

    @Override
    public void wayPoint(int cell) {
        // A negative number is no way to take a way point back: it is an answer, and a wrong one.
        wayPoint = cell < 0 ? Integer.MIN_VALUE : cell;
    }
}
