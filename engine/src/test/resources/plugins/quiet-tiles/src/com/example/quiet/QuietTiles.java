package com.example.quiet;

import io.aisletide.api.FloorView;
import io.aisletide.api.Fuel;
import io.aisletide.api.RouteAnswer;
import io.aisletide.api.RouteRequest;
import io.aisletide.api.RouteVersion;

/**
 * Looks at the tiles between a robot and its goal. Where many robots stand there, the robot goes by congestion; where the floor
 * flows, by the shortest time.
 */
public final class QuietTiles implements RouteVersion {
    /** One robot in so many stands, and it is a crowd. */
    private static final int CROWD = 8;

    @Override
    public void decide(RouteRequest request, FloorView floor, Fuel fuel, RouteAnswer answer) {
        int from = floor.tileOf(request.cell());
        int to = floor.tileOf(request.goal());
        int across = floor.tilesAcross();
        int robots = 0;
        int standing = 0;
        for (int y = Math.min(from / across, to / across); y <= Math.max(from / across, to / across); y++) {
            for (int x = Math.min(from % across, to % across); x <= Math.max(from % across, to % across); x++) {
                robots += floor.robotsIn(y * across + x);
                standing += floor.standingIn(y * across + x);
            }
        }
        answer.costClass(standing * CROWD > robots ? RouteAnswer.CONGESTION : RouteAnswer.SHORTEST);
    }
}
