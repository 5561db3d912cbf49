package io.aisletide.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.release.RolloutMachine.Event;
import io.aisletide.release.RolloutMachine.Transition;
import io.aisletide.release.spec.GateSpec;
import io.aisletide.release.spec.Specs;
import io.aisletide.release.spec.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The whole state space of the machine, not samples of it. */
class RolloutMachineTest {
    private static final List<Step> STEPS = List.of(
            Specs.weight(5),
            Specs.pause(0),
            Specs.analyse("errors"),
            Specs.gate("g", GateSpec.OnTimeout.ABORT),
            Specs.weight(100));
    private static final Set<Phase> ABORTED = Set.of(Phase.ABORTING, Phase.DEGRADED);

    private final RolloutMachine rollingBack = new RolloutMachine(STEPS, false, 2);
    private final RolloutMachine freezing = new RolloutMachine(STEPS, true, 2);

    /** argo #4461, #2929, #2048; flagger #1432: an abort that was lost. */
    @Test
    void shouldLetNothingButARetryLeadOutOfAnAbort() {
        int checked = 0;
        for (RolloutMachine machine : List.of(rollingBack, freezing)) {
            for (RolloutState state : reachable(machine)) {
                Transition abort = machine.next(state, Event.ABORT, PauseReason.PERSON);
                boolean mayBeAborted = !state.phase().isEnd() && state.phase() != Phase.ABORTING;
                assertThat(abort.refusal() == null).as("abort in %s", state).isEqualTo(mayBeAborted);
                if (!mayBeAborted) {
                    continue;
                }
                assertThat(abort.state().phase()).isIn(ABORTED);
                assertThat(abort.state().pause()).isNull();
                checked += afterAbort(machine, abort.state());
            }
        }
        assertThat(checked).isGreaterThan(10_000);
    }

    /** All sequences of three events after the abort. */
    private static int afterAbort(RolloutMachine machine, RolloutState aborted) {
        int checked = 0;
        for (Event first : Event.values()) {
            for (Event second : Event.values()) {
                for (Event third : Event.values()) {
                    RolloutState state = aborted;
                    boolean retried = false;
                    for (Event event : List.of(first, second, third)) {
                        state = machine.next(state, event, PauseReason.PERSON).state();
                        retried |= event == Event.RETRY && state.phase() == Phase.PREPARING;
                    }
                    if (!retried) {
                        assertThat(state.phase()).as("%s %s %s after %s", first, second, third, aborted).isIn(ABORTED);
                        assertThat(state.promoted()).isEqualTo(aborted.promoted());
                    }
                    checked++;
                }
            }
        }
        return checked;
    }

    @Test
    void shouldQuarantineInTheEventThatAborts() {
        for (RolloutState state : reachable(rollingBack)) {
            for (Event event : List.of(Event.ABORT, Event.FAIL)) {
                Transition transition = rollingBack.next(state, event, PauseReason.PERSON);
                if (transition.state().phase() == Phase.ABORTING && transition.refusal() == null) {
                    assertThat(transition.actions())
                            .containsExactly(RolloutMachine.Action.REVERT, RolloutMachine.Action.QUARANTINE);
                }
            }
        }
    }

    /** Weights may rise and versions be promoted only from a state that moves and is not aborted. */
    @Test
    void shouldNeitherStepNorPromoteWhilePausedUnlessInFull() {
        for (RolloutMachine machine : List.of(rollingBack, freezing)) {
            for (RolloutState state : reachable(machine)) {
                for (Event event : Event.values()) {
                    Transition transition = machine.next(state, event, PauseReason.PERSON);
                    boolean moves = transition.actions().contains(RolloutMachine.Action.ENTER_STEP)
                            || transition.actions().contains(RolloutMachine.Action.FLIP);
                    if (moves && event != Event.PROMOTE_FULL && event != Event.RESUME) {
                        assertThat(state.pause()).as("%s in %s", event, state).isNull();
                    }
                    if (moves) {
                        assertThat(state.phase().isActive()).as("%s in %s", event, state).isTrue();
                        assertThat(state.phase()).isNotEqualTo(Phase.ABORTING);
                    }
                }
            }
        }
    }

    @Test
    void shouldFreezeOnceAndNeverRollBackByItself() {
        for (RolloutState state : reachable(freezing)) {
            Transition failed = freezing.next(state, Event.FAIL, PauseReason.PERSON);
            if (failed.refusal() == null && state.phase() != Phase.PREPARING) {
                assertThat(failed.state().pause()).isEqualTo(PauseReason.FROZEN);
                assertThat(failed.actions()).isEmpty();
            }
        }
    }

    @Test
    void shouldReachEveryPhase() {
        Set<Phase> phases = new HashSet<>();
        reachable(rollingBack).forEach(state -> phases.add(state.phase()));
        assertThat(phases).containsExactlyInAnyOrder(Phase.values());
    }

    /** From every state there is a way to an end: nothing waits for ever by construction. */
    @Test
    void shouldFindAWayToAnEndFromEveryState() {
        for (RolloutState state : reachable(rollingBack)) {
            assertThat(reachable(rollingBack, state)).as("from %s", state).anyMatch(s -> s.phase().isEnd());
        }
    }

    private static Set<RolloutState> reachable(RolloutMachine machine) {
        Set<RolloutState> states = new HashSet<>(reachable(machine, RolloutState.INITIAL));
        states.addAll(reachable(machine, RolloutState.INITIAL.withDirect(true)));
        return states;
    }

    private static Set<RolloutState> reachable(RolloutMachine machine, RolloutState from) {
        Set<RolloutState> seen = new HashSet<>(Set.of(from));
        Deque<RolloutState> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            RolloutState state = open.pop();
            for (Event event : Event.values()) {
                for (PauseReason pause : event == Event.PAUSE ? PauseReason.values() : new PauseReason[] {PauseReason.PERSON}) {
                    Transition next = machine.next(state, event, pause);
                    if (next.refusal() == null && seen.add(next.state())) {
                        open.push(next.state());
                    }
                }
            }
        }
        return seen;
    }
}
