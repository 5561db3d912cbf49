package io.aisletide.sim.ideal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.Motion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdealLegsTest {
    private final Floor floor = Floor.parse(".".repeat(100), ".".repeat(100));

    @Test
    void shouldDivideRobotsByTheMeanDuration() {
        IdealLegs legs = new IdealLegs(floor, Motion.ROTATE, 1, 0, 10, 100);
        legs.goalAssigned(0, floor.cell(0, 0), Direction.E, floor.cell(10, 0), 1);
        legs.goalAssigned(1, floor.cell(0, 0), Direction.W, floor.cell(18, 0), 2);

        assertThat(legs.evaluate().meanTicks()).isEqualTo(15);
        assertThat(legs.idealGoalsPerTick(30)).isEqualTo(2);
    }

    @Test
    void shouldLookAtNothingOutsideTheWindow() {
        IdealLegs legs = new IdealLegs(floor, Motion.PEBBLE, 1, 5, 6, 100);
        for (int tick = 0; tick < 10; tick++) {
            legs.goalAssigned(0, floor.cell(0, 0), 0, floor.cell(10 + tick, 0), tick);
        }

        assertThat(legs.legsSeen()).isEqualTo(2);
        assertThat(legs.evaluate().meanTicks()).isEqualTo(15.5);
    }

    @Test
    void shouldTakeTheSameFairSampleInAnyOrder() {
        List<int[]> assigned = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            assigned.add(new int[] {i % 700, 1 + random.nextInt(99), i / 700});
        }
        IdealLegs inOrder = sampleOf(assigned);
        Collections.shuffle(assigned, random);
        IdealLegs shuffled = sampleOf(assigned);

        IdealLegs.Ideal ideal = inOrder.evaluate();
        assertThat(ideal).isEqualTo(shuffled.evaluate());
        assertThat(ideal.legs()).isEqualTo(500);
        assertThat(ideal.meanTicks()).isCloseTo(50, within(4.0));
    }

    @Test
    void shouldCountAGoalUnderfootAsOneTickAndLeaveOutTheUnreachable() {
        Floor cut = Floor.parse("..#.");
        IdealLegs legs = new IdealLegs(cut, Motion.PEBBLE, 1, 0, 10, 10);
        legs.goalAssigned(0, cut.cell(0, 0), 0, cut.cell(0, 0), 1);
        legs.goalAssigned(1, cut.cell(0, 0), 0, cut.cell(3, 0), 1);

        assertThat(legs.evaluate()).isEqualTo(new IdealLegs.Ideal(1, 1, 1));
    }

    @Test
    void shouldGiveZeroWithoutLegs() {
        assertThat(new IdealLegs(floor, Motion.PEBBLE, 1, 0, 10, 10).idealGoalsPerTick(100)).isZero();
        assertThatThrownBy(() -> new IdealLegs(floor, Motion.PEBBLE, 1, 0, 10, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private IdealLegs sampleOf(List<int[]> assigned) {
        IdealLegs legs = new IdealLegs(floor, Motion.PEBBLE, 1, 0, 1_000, 500);
        for (int[] leg : assigned) {
            legs.goalAssigned(leg[0], floor.cell(0, 0), 0, floor.cell(leg[1], 0), leg[2]);
        }
        return legs;
    }
}
