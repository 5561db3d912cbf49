package com.example.plugins;

import io.aisletide.api.FloorView;
import io.aisletide.api.Fuel;
import io.aisletide.api.RouteAnswer;
import io.aisletide.api.RouteRequest;
import io.aisletide.api.RouteVersion;

/** Fine when it is tried out early in a run, and fails half of its calls later on. */
public final class Tiring implements RouteVersion {
    private static final int GOOD_FOR_TICKS = 1_000;
    private static final int PURPOSE = 1;

    @Override
    public void decide(RouteRequest request, FloorView floor, Fuel fuel, RouteAnswer answer) {
        if (floor.tick() >= GOOD_FOR_TICKS && (floor.random(PURPOSE, request.robot(), floor.tick()) & 1) == 0) {
            throw new IllegalStateException("tired");
        }
        answer.costClass(RouteAnswer.SHORTEST);
    }
}
