package io.aisletide.sim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioReader;
import io.aisletide.sim.scenario.ScenarioWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CampaignTest {
    private static final int SEEDS = 200;
    private static final int EVENTS = 2_000;

    /** The budget of every build; {@code -Dseed=n} tries one. Longer: {@code ./aisletide simulate --seeds N}. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void shouldFindNothingWrongInTwoHundredRuns() {
        Long only = Long.getLong("seed");
        Campaign campaign = new Campaign(new Judge(), EVENTS, Shrinker.DEFAULT_TRIES);

        Campaign.Result result =
                campaign.run(only == null ? 1 : only, only == null ? SEEDS : 1, Campaign.Listener.NONE, () -> false);

        assertThat(result.found())
                .as(() -> result.found().stream()
                        .map(found -> "repeat with -Dseed=" + found.seed() + "\n" + CaseText.of(found))
                        .collect(Collectors.joining("\n")))
                .isEmpty();
        if (only == null) {
            assertThat(result.events()).isEqualTo((long) SEEDS * EVENTS);
            // The floors were alive, and operators busy.
            assertThat(result.goals()).isGreaterThan(100_000);
            assertThat(result.robotTicks()).isGreaterThan(4_000_000);
            assertThat(result.applied()).hasSize(15);
            assertThat(result.applied().values()).allMatch(times -> times > 100);
            assertThat(result.refused()).isPositive();
            assertThat(result.befell()).as("what befell them").containsKeys(
                    "killed", "disk-full", "page-lost", "sync-failed", "cut", "flipped", "refused", "from a snapshot",
                    "snapshot passed over", "no room to restart", "release healthy", "release degraded", "release rejected",
                    "jar answered");
            System.out.println(result.befell());
        }
    }

    @Test
    void shouldMakeTheSameTrialOfTheSameSeed() {
        Trial one = TrialGenerator.of(7, 500);
        Trial two = TrialGenerator.of(7, 500);

        assertThat(two).isEqualTo(one);
        assertThat(one.events()).isEqualTo(500);
        assertThat(TrialGenerator.of(8, 500)).isNotEqualTo(one);
        assertThat(new Judge().judge(one)).isEqualTo(new Judge().judge(two));
    }

    @Test
    void shouldMakeScenariosThatAFileCanHold() {
        for (long seed = 1; seed <= 40; seed++) {
            Scenario scenario = TrialGenerator.of(seed, 200).scenario();
            Scenario again = ScenarioReader.parse(ScenarioWriter.write(scenario), "f.yaml", Path.of(""));
            assertThat(again.script()).as("seed %d", seed).isEqualTo(scenario.script());
        }
    }
}
