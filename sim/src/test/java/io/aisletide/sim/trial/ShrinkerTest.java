package io.aisletide.sim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.engine.FaultyWorlds;
import io.aisletide.grid.Overlay;
import io.aisletide.sim.run.FleetRun;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.safety.SafetyKind;
import io.aisletide.sim.scenario.DeliverySpec;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.Scenario.FloorSpec;
import io.aisletide.sim.scenario.Scenario.Placement;
import io.aisletide.sim.scenario.ScenarioReader;
import io.aisletide.sim.scenario.ScenarioSchema;
import io.aisletide.sim.scenario.ScenarioWriter;
import io.aisletide.sim.scenario.ScriptedCommand;
import io.aisletide.traffic.RobotState;
import io.aisletide.traffic.TrafficWorld;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults that are put in on purpose are found, and cut down to what they take. */
class ShrinkerTest {
    private static final int EVENTS = 1_000;
    /** How small a case becomes in some hundred tries depends on the case; from here on, the first ones become small. */
    private static final long FIRST_SEED = 40;


    /** Once a robot has been paused, the next closure is forgotten as soon as it is laid. */
    private static final class ForgottenClosure implements FaultyWorlds.Fault {
        private boolean armed;

        @Override
        public Object after(TrafficWorld world, int threads, Method method, Object[] arguments, Object result) {
            if (method.getName().equals("setPaused") && (boolean) arguments[1]) {
                armed = true;
            } else if (armed && method.getName().equals("rulesChanged") && !(boolean) arguments[1]) {
                List<Overlay.Rule> rules = world.overlay().rules();
                Overlay.Rule newest = rules.isEmpty() ? null : rules.get(rules.size() - 1);
                if (newest != null && newest.kind() == Overlay.Kind.CLOSE) {
                    world.overlay().remove(newest.id());
                    world.rulesChanged(new io.aisletide.traffic.World.Effect(), false);
                }
            }
            return result;
        }
    }

    /** With several threads, the state is another one after a robot has been removed. */
    private static final class ThreadsMatter implements FaultyWorlds.Fault {
        private boolean removed;

        @Override
        public Object after(TrafficWorld world, int threads, Method method, Object[] arguments, Object result) {
            removed |= method.getName().equals("removeRobot");
            return removed && threads > 1 && method.getName().equals("stateHash") ? (Object) ~(long) result : result;
        }
    }

    /** A snapshot does not bring back who stands still. */
    private static final class ForgottenPause implements FaultyWorlds.Fault {
        @Override
        public Object after(TrafficWorld world, int threads, Method method, Object[] arguments, Object result) {
            for (int robot = 0; method.getName().equals("restore") && robot < world.robotLimit(); robot++) {
                if (world.state(robot) == RobotState.PAUSED) {
                    world.setPaused(robot, false);
                }
            }
            return result;
        }
    }

    private static Campaign.Found firstFound(FaultyWorlds.FaultFactory faults) {
        return firstFound(faults, EVENTS, 600);
    }

    private static Campaign.Found firstFound(FaultyWorlds.FaultFactory faults, int events, int tries) {
        Judge judge = new Judge(builder -> FaultyWorlds.plant(builder, faults));
        Campaign campaign = new Campaign(judge, events, tries);
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 300; seed++) {
            if (!TrialGenerator.of(seed, events).scenario().delivery().equals(DeliverySpec.NONE)) {
                continue; // These are faults of the floor, and each version less is a run more.
            }
            Campaign.Result result = campaign.run(seed, 1, Campaign.Listener.NONE, () -> false);
            if (!result.found().isEmpty()) {
                return result.found().get(0);
            }
        }
        throw new AssertionError("the planted fault is not found");
    }

    @Test
    void shouldCutAForgottenClosureDownToAPauseAndAClosure() {
        Campaign.Found found = firstFound(ForgottenClosure::new);

        assertThat(found.failure().kind()).isEqualTo(SafetyKind.CLOSED.description());
        Shrinker.Case smallest = found.smallest();
        assertThat(smallest.failure().kind()).isEqualTo(found.failure().kind());
        assertThat(smallest.trial().setups()).containsExactly(Setup.PLAIN);
        Scenario s = smallest.trial().scenario();
        String text = ScenarioWriter.write(s);
        assertThat(s.script()).as(text).hasSizeBetween(2, 4).extracting(ScriptedCommand::verb).contains("pause");
        assertThat(s.script().get(s.script().size() - 1).verb()).as(text).isIn("close", "evacuate");
        assertThat(((Placement.At) s.fleet().placement()).cells()).as(text).hasSizeLessThanOrEqualTo(3);
        assertThat(smallest.trial().events()).as(text).isLessThan(200);
        List<String> rows = ((FloorSpec.Drawn) s.floor()).rows();
        assertThat(rows.size() * rows.get(0).length()).as(text).isLessThan(1_000);
        assertThat(s.zones()).as(text).isEmpty();
        assertThat(s.fleet().tags()).as(text).isEmpty();
    }

    @Test
    void shouldPrintAScenarioThatFailsInTheSameWay() {
        Campaign.Found found = firstFound(ForgottenClosure::new);

        Scenario again = ScenarioReader.parse(ScenarioWriter.write(found.smallest().trial().scenario()), "f.yaml", Path.of(""));
        ScenarioSchema.check(again.source());
        Judge judge = new Judge(builder -> FaultyWorlds.plant(builder, ForgottenClosure::new));
        Failure failure = judge.judge(new Trial(again, List.of(Setup.PLAIN))).failure();
        assertThat(failure).isEqualTo(found.smallest().failure());
        // A sound engine has nothing to be ashamed of.
        FleetRun run = new FleetRun(SiteBuilder.build(again), new FleetRun.Options(1, Setup.PLAIN.mode(), null));
        assertThat(run.run(() -> false).summary().result().safe()).isTrue();
    }

    @Test
    void shouldCutADifferenceBetweenThreadsDownToTheCommandThatMakesIt() {
        Campaign.Found found = firstFound(ThreadsMatter::new);

        assertThat(found.failure().kind()).isEqualTo(Failure.STATE_DIFFERS);
        Trial smallest = found.smallest().trial();
        assertThat(smallest.setups()).hasSize(2).first().isEqualTo(Setup.PLAIN);
        assertThat(smallest.setups().get(1).threads()).isGreaterThan(1);
        assertThat(smallest.scenario().script()).extracting(ScriptedCommand::verb).containsExactly("removeRobots");
        assertThat(smallest.scenario().clock().durationTicks()).isEqualTo(1);
    }

    @Test
    void shouldCutALossInASnapshotDownToTheMishapThatShowsIt() {
        Campaign.Found found = firstFound(ForgottenPause::new, 500, 250);

        Trial smallest = found.smallest().trial();
        Setup setup = smallest.setups().get(smallest.setups().size() - 1);
        assertThat(setup.keeping().snapshotEvery()).as(setup.toString()).isPositive();
        assertThat(setup.keeping().store()).isEqualTo(Keeping.Store.FILE);
        assertThat(setup.mishaps()).hasSize(1).first().matches(mishap -> mishap.equals(Mishap.killed(mishap.atTick())));
        assertThat(setup).isEqualTo(Setup.PLAIN.with(setup.keeping()).with(setup.mishaps()));
        assertThat(smallest.scenario().script()).extracting(ScriptedCommand::verb).isSubsetOf("pause", "alarm").hasSize(1);
        assertThat(CaseText.of(found)).contains("simulate --case case.yaml").contains("--setup '" + setup + "'");
        assertThat(Setup.parse(setup.toString())).isEqualTo(setup);
    }

    @Test
    void shouldReadEverySetupAsItIsWritten() {
        for (long seed = 1; seed <= 100; seed++) {
            Setup setup = TrialGenerator.of(seed, 200).setups().get(1);
            assertThat(Setup.parse(setup.toString())).as("seed %d", seed).isEqualTo(setup);
        }
    }

    @Test
    void shouldKeepTheRunAsItIsWhenEverythingIsWrittenDown() {
        for (long seed = 1; seed <= 5; seed++) {
            Trial trial = TrialGenerator.of(seed, 300);
            Trial explicit = trial.with(Reductions.explicit(trial.scenario()));
            Judge judge = new Judge();
            assertThat(judge.judge(explicit).effort()).as("seed %d", seed).isEqualTo(judge.judge(trial).effort());
        }
    }
}
