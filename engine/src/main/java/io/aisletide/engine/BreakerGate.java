package io.aisletide.engine;

import io.aisletide.release.breaker.BreakerBoard;
import io.aisletide.workflow.CallGate;

/** Lets circuit breakers say who answers the calls of an endpoint. Engine's thread. */
record BreakerGate(BreakerBoard breakers, int endpoint) implements CallGate {
    @Override
    public boolean isOpen() {
        return !breakers.isArmed(endpoint);
    }

    @Override
    public int route(int slot, int stable, int zone) {
        int answers = breakers.route(endpoint, slot, stable, zone);
        return answers == BreakerBoard.HOLD_POSITION ? NOBODY : answers;
    }
}
