package io.aisletide.release;

import static io.aisletide.release.ReleaseBench.LEAD;
import static io.aisletide.release.spec.Specs.background;
import static io.aisletide.release.spec.Specs.canary;
import static io.aisletide.release.spec.Specs.pause;
import static io.aisletide.release.spec.Specs.plan;
import static io.aisletide.release.spec.Specs.release;
import static io.aisletide.release.spec.Specs.weight;
import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.release.ReleaseCommand.Order;
import io.aisletide.release.ReleaseCommand.Verb;
import io.aisletide.release.spec.GateSpec;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Specs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several commands in one tick: in every situation, every pair, both orders, and all at once. */
class CommandOrderTest {
    private static final RolloutSpec SPEC = canary(
            background("relative"), weight(5), Specs.gate("g", GateSpec.OnTimeout.PAUSE), pause(0), weight(50));
    private static final RolloutSpec NEWER = release("r3", "plan-route@3", SPEC.strategy());

    /** A situation that a release can be in, and how to get there. */
    private enum Situation {
        PREPARING,
        AT_WEIGHT,
        AT_GATE,
        GATE_TIMED_OUT,
        AT_PAUSE,
        PAUSED,
        PROMOTING,
        BAKING;

        void reach(ReleaseBench bench) {
            bench.start("r2");
            bench.step();
            if (this == PREPARING) {
                return;
            }
            bench.runTo("r2", Phase.STEPPING, 10);
            if (this == AT_WEIGHT) {
                return;
            }
            bench.runToStep("r2", 1, 100);
            if (this == GATE_TIMED_OUT) {
                bench.run(110);
            } else if (this == PAUSED) {
                bench.controller.submit(new Order(Verb.PAUSE, "r2", LEAD, "lunch"));
                bench.step();
            } else if (this != AT_GATE) {
                approve(bench);
                bench.runToStep("r2", 2, 10);
                if (this == PROMOTING || this == BAKING) {
                    bench.controller.submit(new Order(Verb.PROMOTE, "r2", LEAD, ""));
                    bench.runTo("r2", this == PROMOTING ? Phase.PROMOTING : Phase.BAKING, 200);
                }
            }
        }
    }

    private static void approve(ReleaseBench bench) {
        bench.controller.submit(new ReleaseCommand.Answer("r2", LEAD, "", "g", true, null));
    }

    private static List<ReleaseCommand> others() {
        List<ReleaseCommand> all = new ArrayList<>();
        all.add(new Order(Verb.START, "r2", LEAD, "again"));
        all.add(new Order(Verb.START, "r3", LEAD, "newer"));
        all.add(new Order(Verb.PROMOTE, "r2", LEAD, "go on"));
        all.add(new Order(Verb.PROMOTE_FULL, "r2", LEAD, "at once"));
        all.add(new Order(Verb.PAUSE, "r2", LEAD, "wait"));
        all.add(new Order(Verb.RESUME, "r2", LEAD, "go on"));
        all.add(new Order(Verb.RETRY, "r2", LEAD, "again"));
        all.add(new Order(Verb.OVERRULE, "r2", LEAD, "fine"));
        all.add(new ReleaseCommand.Answer("r2", LEAD, "", "g", true, null));
        return all;
    }

    /** argo #4461, #2929, #2048; flagger #1432. */
    @Test
    void shouldLetAnAbortWinInEverySituationAndOrder() {
        ReleaseCommand abort = new Order(Verb.ABORT, "r2", LEAD, "smoke");
        for (Situation situation : Situation.values()) {
            for (ReleaseCommand other : others()) {
                check(situation, List.of(abort, other));
                check(situation, List.of(other, abort));
            }
            List<ReleaseCommand> all = others();
            all.add(abort);
            check(situation, all);
        }
    }

    private static void check(Situation situation, List<ReleaseCommand> commands) {
        ReleaseBench bench = new ReleaseBench(plan(SPEC, NEWER), 200, 1);
        situation.reach(bench);
        commands.forEach(bench.controller::submit);
        bench.step();
        assertThat(bench.status("r2").phase()).as("%s, %s", situation, commands).isEqualTo(Phase.ABORTING);
        assertThat(bench.members(0, 1)).as("%s, %s", situation, commands).isZero();
        bench.run(5);
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.DEGRADED);
        assertThat(bench.controller.lifecycle(0, 1)).isEqualTo(Lifecycle.QUARANTINED);
    }

    @Test
    void shouldLetAPauseWinOverPromotions() {
        for (boolean first : new boolean[] {true, false}) {
            ReleaseBench bench = new ReleaseBench(plan(SPEC), 200, 1);
            Situation.AT_PAUSE.reach(bench);
            ReleaseCommand pause = new Order(Verb.PAUSE, "r2", LEAD, "");
            ReleaseCommand full = new Order(Verb.PROMOTE_FULL, "r2", LEAD, "");
            bench.controller.submit(first ? pause : full);
            bench.controller.submit(first ? full : pause);
            bench.step();
            assertThat(bench.status("r2").pause()).isEqualTo(PauseReason.PERSON);
            assertThat(bench.status("r2").step()).isEqualTo(2);
        }
    }

    @Test
    void shouldLetANewerReleaseWinOverAPromotion() {
        ReleaseBench bench = new ReleaseBench(plan(SPEC, NEWER), 200, 1);
        Situation.AT_PAUSE.reach(bench);
        bench.controller.submit(new Order(Verb.PROMOTE_FULL, "r2", LEAD, ""));
        bench.start("r3");
        bench.step();
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.SUPERSEDED);
        assertThat(bench.members(0, 0)).isEqualTo(200);
    }
}
