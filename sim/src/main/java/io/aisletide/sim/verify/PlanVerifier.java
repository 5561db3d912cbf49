package io.aisletide.sim.verify;

import io.aisletide.grid.CellKind;
import io.aisletide.grid.Floor;
import io.aisletide.sim.interop.MovingAiMap;
import io.aisletide.sim.scenario.InvalidInputException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Checks a recorded plan against its map, from the files alone: the starts, every action of every robot, no two robots
 * in one cell, no swap along an edge, nobody in a wall or off the map, and, where the plan has tasks and events, that
 * robots were where the events say, in the order of the errands.
 *
 * <p>Rules are those of the League of Robot Runners (start kit 1.1.5 and 2.1.2): a robot may follow one that leaves,
 * circles may turn. After a violation the replay goes on as the plan says, so that one report lists them all.
 *
 * <p>Memory is bounded by robots, tasks, events and map cells: paths are replayed in windows of steps, each with a
 * reading of the file.
 */
public final class PlanVerifier {
    /** Room for the actions of a window, in bytes; two actions a byte. */
    private static final int WINDOW_BYTES = 64 << 20;

    /** Largest area that is replayed without a map, in cells. */
    private static final long MAX_CELLS = 1L << 28;

    private PlanVerifier() {}

    /**
     * @param plan a plan of 2023 or 2024, MAPF_T or MAPF
     * @param map its map; null leaves walls unchecked
     * @throws InvalidInputException if one of the files is missing or is not what it should be; a plan that breaks the
     *     rules is not an error but a report with violations
     */
    public static VerifyReport verify(Path plan, @Nullable Path map) {
        return verify(plan, map, WINDOW_BYTES);
    }

    static VerifyReport verify(Path plan, @Nullable Path map, int windowBytes) {
        PlanReader reader = new PlanReader(plan);
        PlanOutline outline = reader.outline();
        int steps = outline.steps();
        int robots = outline.robots();
        int windowSteps = Math.max(2, (int) Math.min(steps, 2L * windowBytes / Math.max(1, robots)));
        ActionWindow window = new ActionWindow(robots, windowSteps, outline.turns);
        Ground ground = map == null ? groundAround(plan, reader, outline, window) : ground(MovingAiMap.read(map));
        Findings findings = new Findings();
        Replay replay = new Replay(outline, ground, findings);
        EventCheck events = new EventCheck(outline, replay, findings);
        replay.begin();
        events.check(0);
        for (int step = 0; step < steps; step++) {
            if (step % window.capacitySteps() == 0) {
                window.moveTo(step);
                reader.read(window);
            }
            replay.step(window, step);
            events.check(step + 1);
        }
        events.finish();
        return findings.report(plan.toString(), outline, map != null, events);
    }

    private static Ground ground(Floor floor) {
        Ground ground = new Ground(0, 0, floor.height(), floor.width());
        for (int y = 0; y < floor.height(); y++) {
            for (int x = 0; x < floor.width(); x++) {
                CellKind kind = floor.kind(floor.cell(x, y));
                if (kind == CellKind.WALL) {
                    ground.setWall(y, x);
                } else if (kind == CellKind.STORAGE) {
                    ground.setStorage(y, x);
                }
            }
        }
        return ground;
    }

    /** Without a map: the rectangle that the robots drive in, found by walking each path. */
    private static Ground groundAround(Path plan, PlanReader reader, PlanOutline outline, ActionWindow window) {
        Bounds bounds = new Bounds(outline);
        for (int step = 0; step < outline.steps(); step++) {
            if (step % window.capacitySteps() == 0) {
                window.moveTo(step);
                reader.read(window);
            }
            bounds.step(window, step);
        }
        if (bounds.cells() > MAX_CELLS) {
            throw new InvalidInputException(plan + ": its robots roam over " + bounds.cells()
                    + " cells; to check that much a map is needed");
        }
        return bounds.ground();
    }
}
