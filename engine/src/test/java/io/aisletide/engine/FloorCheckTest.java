package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.TrafficWorld;
import io.aisletide.traffic.World;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FloorCheckTest {
    private final Floor floor = Floor.parse(".....", ".###.", ".....");
    private final TrafficWorld world =
            new TrafficWorld(floor, Motion.PEBBLE, 1, 1, (robot, cell, tick) -> Demand.NO_GOAL);

    @BeforeEach
    void put() {
        for (int x = 0; x < 3; x++) {
            world.addRobot(floor.cell(x, 0), 0, LoadClass.EMPTY, 0);
        }
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void shouldFindNothingWhenTheFloorIsAsItMustBe() {
        assertThat(new FloorCheck(world, floor).violations(0, 3)).isZero();
        world.removeRobot(1);
        assertThat(new FloorCheck(world, floor).violations(1, 2)).isZero();
    }

    @Test
    void shouldFindARobotThatIsGone() {
        world.removeRobot(1);
        assertThat(new FloorCheck(world, floor).violations(1, 3)).isEqualTo(1);
    }

    @Test
    void shouldFindTwoRobotsInOneCell() {
        World broken = whereCellsAre(Map.of(2, floor.cell(1, 0)));
        assertThat(new FloorCheck(broken, floor).violations(0, 3)).isEqualTo(1);
    }

    @Test
    void shouldFindARobotInAWall() {
        // In no other's way, so it is in the wall that it was found.
        World broken = whereCellsAre(Map.of(2, floor.cell(2, 1)));
        assertThat(new FloorCheck(broken, floor).violations(0, 3)).isEqualTo(2);
    }

    /** The same floor, but for the cells of some robots. */
    private World whereCellsAre(Map<Integer, Integer> cells) {
        return (World) Proxy.newProxyInstance(World.class.getClassLoader(), new Class<?>[] {World.class}, (proxy, method, args) -> {
            if (method.getName().equals("cell") && cells.containsKey((Integer) args[0])) {
                return cells.get((Integer) args[0]);
            }
            try {
                return method.invoke(world, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
