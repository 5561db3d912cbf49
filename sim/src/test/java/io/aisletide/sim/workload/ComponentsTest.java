package io.aisletide.sim.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.grid.CellKind;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bit-parallel search against a plain flood fill. */
class ComponentsTest {
    private static final long SEED = Long.getLong("seed", 7);

    @Test
    void shouldAgreeWithAPlainFloodFillOnRandomFloors() {
        Random random = new Random(SEED);
        for (int round = 0; round < 60; round++) {
            int width = 1 + random.nextInt(130);
            int height = 1 + random.nextInt(100);
            double walls = random.nextDouble() * 0.7;
            byte[] kinds = new byte[width * height];
            for (int i = 0; i < kinds.length; i++) {
                kinds[i] = (byte) (random.nextDouble() < walls
                        ? CellKind.WALL
                        : random.nextDouble() < 0.2 ? CellKind.STORAGE : CellKind.FREE).ordinal();
            }
            Floor floor = new Floor(width, height, kinds);
            for (LoadClass load : LoadClass.values()) {
                check(floor, load, "seed " + SEED + ", round " + round);
            }
        }
    }

    private static void check(Floor floor, LoadClass load, String where) {
        int[] plain = plain(floor, load);
        Components components = Components.of(floor, load);
        int connected = 0;
        int[] plainOf = new int[Character.MAX_VALUE];
        for (int cell = 0; cell < floor.cellCapacity(); cell++) {
            char label = components.label(cell);
            assertThat(label == Components.NONE).as(where).isEqualTo(plain[cell] == 0);
            if (label != Components.NONE) {
                connected++;
                if (plainOf[label] == 0) {
                    plainOf[label] = plain[cell];
                }
                assertThat(plain[cell]).as(where).isEqualTo(plainOf[label]);
            }
        }
        assertThat(components.connectedCells()).as(where).isEqualTo(connected);
        assertThat(components.count())
                .as(where)
                .isEqualTo((int) Arrays.stream(plain).filter(part -> part != 0).distinct().count());
    }

    /** Labels from 1 of parts of at least two cells; 0 elsewhere. */
    private static int[] plain(Floor floor, LoadClass load) {
        int[] labels = new int[floor.cellCapacity()];
        int next = 1;
        for (int y = 0; y < floor.height(); y++) {
            for (int x = 0; x < floor.width(); x++) {
                int start = floor.cell(x, y);
                if (labels[start] != 0 || !floor.passable(start, load)) {
                    continue;
                }
                ArrayDeque<Integer> queue = new ArrayDeque<>();
                queue.add(start);
                labels[start] = next;
                int size = 0;
                while (!queue.isEmpty()) {
                    int cell = queue.remove();
                    size++;
                    for (int direction = 0; direction < 4; direction++) {
                        if (floor.hasNeighbour(cell, direction)) {
                            int neighbour = floor.neighbour(cell, direction);
                            if (labels[neighbour] == 0 && floor.passable(neighbour, load)) {
                                labels[neighbour] = next;
                                queue.add(neighbour);
                            }
                        }
                    }
                }
                if (size == 1) {
                    labels[start] = 0;
                } else {
                    next++;
                }
            }
        }
        return labels;
    }
}
