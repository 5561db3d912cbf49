package io.aisletide.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.engine.FleetEngine;
import io.aisletide.sim.SharedData;
import io.aisletide.sim.scenario.ScenarioReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The League's crowded warehouse: one lane between shelves, open ground with the workstations around them. */
class LeagueFlowTest {
    private static final String PROBLEM = "lorr2023/warehouse.domain/warehouse_large_8000.json";
    private static final int QUARTER_TICKS = 500;

    /**
     * With portals of at most 8 cells on the open ground, which do better for single robots, the fourth quarter had 0.83 of the
     * goals of the second, and less from then on; two-lane floors did not show it, nor one-lane floors with goals everywhere.
     */
    @Test
    void shouldFlowAfterTwoThousandTicksAsAtFirst() {
        Path problem = SharedData.file(PROBLEM);
        Site site = SiteBuilder.build(ScenarioReader.parse(
                "apiVersion: aisletide/v1\nkind: Scenario\nfloor: {import: {format: lorr, file: '" + problem.toAbsolutePath() + "'}}\n",
                "league.yaml",
                Path.of("")));
        long[] goals = new long[4];
        try (FleetEngine engine = site.engine().threads(2).build()) {
            for (int quarter = 0; quarter < goals.length; quarter++) {
                long before = engine.counters().goalsReached;
                engine.advance(QUARTER_TICKS);
                goals[quarter] = engine.counters().goalsReached - before;
            }
        }
        assertThat(goals[1]).isGreaterThan(QUARTER_TICKS * 26);
        assertThat(goals[3]).isGreaterThan(goals[1] * 96 / 100);
    }
}
