package io.aisletide.workflow;

import io.aisletide.api.YieldRequest;

/** A question to {@code yield}. */
final class YieldQuestion extends RobotQuestion implements YieldRequest {
    int stoodTicks;
    int patiencePoints;

    @Override
    public int stoodTicks() {
        return stoodTicks;
    }

    @Override
    public int patiencePoints() {
        return patiencePoints;
    }
}
