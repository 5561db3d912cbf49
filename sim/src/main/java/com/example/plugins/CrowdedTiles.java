package com.example.plugins;

import io.aisletide.api.FloorView;
import io.aisletide.api.Fuel;
import io.aisletide.api.RouteAnswer;
import io.aisletide.api.RouteRequest;
import io.aisletide.api.RouteVersion;

/** By congestion where many robots stand in the tiles of a robot and of its goal, and the shortest way where the floor flows. */
public final class CrowdedTiles implements RouteVersion {
    /** One robot in so many stands, and it is a crowd. */
    private static final int CROWD = 8;

    @Override
    public void decide(RouteRequest request, FloorView floor, Fuel fuel, RouteAnswer answer) {
        int here = floor.tileOf(request.cell());
        int there = floor.tileOf(request.goal());
        int robots = floor.robotsIn(here) + floor.robotsIn(there);
        int standing = floor.standingIn(here) + floor.standingIn(there);
        answer.costClass(standing * CROWD > robots ? RouteAnswer.CONGESTION : RouteAnswer.SHORTEST);
    }
}
