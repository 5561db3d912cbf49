package io.aisletide.sim.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.engine.ThreadingMode;
import io.aisletide.grid.Direction;
import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.sim.scenario.ScenarioReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A floor, places and goals that are all in the scenario's own text. */
class DrawnSiteTest {
    private static final String TEXT =
            """
            apiVersion: aisletide/v1
            kind: Scenario
            clock: {duration: 40t}
            floor: {drawing: ["....", ".##.", "...."]}
            fleet: {placement: {at: [[1, 0], [3, 2, west]]}, load: empty}
            demand: {goals: [[3, 0], [0, 2], [3, 2]]}
            """;

    @Test
    void shouldPlaceRobotsAsWrittenAndDriveThemToTheirGoals() {
        Site site = SiteBuilder.build(ScenarioReader.parse(TEXT, "f.yaml", Path.of("")));

        assertThat(site.start().headings()).containsExactly(Direction.E, Direction.W);
        assertThat(site.start().cells()).containsExactly(site.floor().cell(1, 0), site.floor().cell(3, 2));
        FleetRun run = new FleetRun(site, new FleetRun.Options(1, ThreadingMode.FUSED, null));
        assertThat(run.run(() -> false).summary().result().goalsReached()).isEqualTo(3);
    }

    @Test
    void shouldSayWhichGoalCannotBeReached() {
        String walled = TEXT.replace(".##.", "####");

        assertThatThrownBy(() -> SiteBuilder.build(ScenarioReader.parse(walled, "f.yaml", Path.of(""))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("demand.goals: the goal of robot 0, (3, 2), is out of its reach from (1, 0)");
    }
}
