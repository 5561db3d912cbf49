package io.aisletide.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.api.Code;
import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.engine.Delivery;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetView;
import io.aisletide.engine.Receipt;
import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.release.spec.TickRate;
import io.aisletide.traffic.Demand;
import io.aisletide.workflow.Capabilities;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.Inquiry;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Aisletide inside a JUnit test: no ports, no files, no waiting for real time. */
class EmbeddedFleetTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 40;
    private static final int ROBOTS = 200;

    /** Blocks of eight pods with aisles of two lanes between them. */
    private static Floor warehouse() {
        String[] rows = new String[HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            StringBuilder row = new StringBuilder();
            for (int x = 0; x < WIDTH; x++) {
                boolean edge = x < 2 || y < 2 || x >= WIDTH - 2 || y >= HEIGHT - 2;
                row.append(!edge && x % 6 >= 2 && y % 4 >= 2 ? 'p' : '.');
            }
            rows[y] = row.toString();
        }
        return Floor.parse(rows);
    }

    /** Each robot goes on to some cell that depends on itself and the tick, so that every run is the same. */
    private static Demand anywhere(Floor floor) {
        return (robot, cell, tick) -> {
            int x = Math.floorMod(robot * 31 + (int) tick * 17, WIDTH);
            int y = Math.floorMod(robot * 13 + (int) tick * 7, HEIGHT);
            int goal = floor.cell(x, y);
            return goal == cell ? Demand.NO_GOAL : goal;
        };
    }

    @Test
    void shouldRunAisleEmptyWhenOperatorEvacuatesIt() {
        Floor floor = warehouse();
        Area aisle = new Area.Rectangle(30, 2, 2, HEIGHT - 4);
        try (FleetEngine engine = FleetEngine.builder(floor)
                .motion(Motion.ROTATE)
                .seed(42)
                .robots(ROBOTS, LoadClass.EMPTY)
                .zones(Map.of("aisle-5", aisle))
                .demand(anywhere(floor))
                .build()) {
            engine.advance(100);
            assertThat(engine.counters().goalsReached).isPositive();
            Set<Integer> inside = robotsIn(aisle, engine);
            assertThat(inside).as("robots in the aisle before").isNotEmpty();

            Receipt receipt = engine.submit(new Command.Evacuate(Scope.zone("aisle-5"), Command.NEVER)).join();

            assertThat(receipt.status()).isEqualTo(Receipt.Status.APPLIED);
            assertThat(receipt.tick()).isEqualTo(100);
            assertThat(receipt.affected()).isPositive();
            assertThat(receipt.rerouted()).isPositive();
            for (int tick = 0; tick < 100; tick++) {
                engine.advance(1);
                Set<Integer> now = robotsIn(aisle, engine);
                assertThat(inside).as("a closed cell is never entered").containsAll(now);
                inside = now;
            }
            assertThat(inside).as("robots in the aisle after").isEmpty();
            assertThat(engine.robots().robotCount()).isEqualTo(ROBOTS);
        }
    }

    @Test
    void shouldReachSameStateWhenRunTwice() {
        assertThat(hashAfterRun()).isEqualTo(hashAfterRun());
    }

    private static long hashAfterRun() {
        Floor floor = warehouse();
        try (FleetEngine engine = FleetEngine.builder(floor)
                .robots(ROBOTS, LoadClass.EMPTY)
                .demand(anywhere(floor))
                .build()) {
            engine.advance(50);
            engine.submit(1, new Command.Alarm(Scope.EVERYTHING, Scope.rectangle(0, 0, WIDTH, 2))).join();
            engine.advance(50);
            return engine.stateHash();
        }
    }

    @Test
    void shouldSayWhichWayARobotWouldGoToWhoMayAsk() {
        Floor floor = warehouse();
        Capabilities capabilities = new Capabilities("a secret of 16 bytes or more".getBytes(StandardCharsets.UTF_8));
        try (FleetEngine engine = FleetEngine.builder(floor)
                .robots(ROBOTS, LoadClass.EMPTY)
                .demand(anywhere(floor))
                .delivery(Delivery.firstVersions(new TickRate(667_000_000)))
                .capabilities(capabilities)
                .build()) {
            engine.advance(20);
            String token = capabilities.issue(Endpoint.PLAN_ROUTE, List.of("fleet.route"), 30);

            Inquiry answer = engine.inquire(token, 7);

            assertThat(answer.code()).as(answer.message()).isEqualTo(Code.OK);
            assertThat(answer.version()).isEqualTo("plan-route@1.0.0");
            assertThat(engine.inquire(token + "x", 7).code()).isEqualTo(Code.UNAUTHENTICATED);
            engine.advance(20);
            assertThat(engine.inquire(token, 7).code()).as("its time is over").isEqualTo(Code.UNAUTHENTICATED);
        }
    }

    private static Set<Integer> robotsIn(Area area, FleetEngine engine) {
        Set<Integer> inside = new HashSet<>();
        FleetView robots = engine.robots();
        for (int robot = 0; robot < robots.robotLimit(); robot++) {
            int cell = robots.cell(robot);
            if (area.contains(engine.floor().xOf(cell), engine.floor().yOf(cell))) {
                inside.add(robot);
            }
        }
        return inside;
    }
}
