package io.aisletide.release;

import io.aisletide.release.RolloutMachine.Action;
import io.aisletide.release.RolloutMachine.Event;
import io.aisletide.release.RolloutMachine.Transition;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.release.routing.Cohort;
import io.aisletide.release.routing.Mix;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.RolloutSpec.OnFailure;
import io.aisletide.release.spec.Step;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One release under way: takes events to the {@link RolloutMachine} and does what it says, to the next table, the
 * versions and the audit. What it is judged by is with its {@link RolloutWatch}.
 */
final class Rollout {
    final RolloutSpec spec;
    final Course course;
    final Contest contest;

    private final ReleaseContext context;
    private final RolloutMachine machine;
    final RolloutWatch watch;
    final RolloutRecords records;
    final RolloutFigures figures = new RolloutFigures();

    RolloutState state = RolloutState.INITIAL;
    @Nullable Cohort cohort;
    int weight;
    long stepSince;
    @Nullable OpenGate gate;
    /** Since when it bakes, or aborts. */
    long phaseSince;
    /** Why it failed or was aborted; empty otherwise. */
    String reason = "";

    Rollout(RolloutSpec spec, ReleaseContext context) {
        this.spec = spec;
        this.context = context;
        course = Course.of(spec.strategy());
        contest = new Contest(spec.targets().stream()
                .mapToInt(target -> context.setup.endpoints().indexOf(target.endpoint()))
                .toArray());
        machine = new RolloutMachine(
                course.steps(),
                spec.failure().onFailure() == OnFailure.FREEZE,
                spec.failure().retryLimit());
        watch = new RolloutWatch(this, context);
        records = new RolloutRecords(this, context);
    }

    /** @return why nothing happened; null if something did */
    @Nullable String take(Event event, Actor actor, String why) {
        return take(event, PauseReason.PERSON, actor, why);
    }

    @Nullable String take(Event event, PauseReason pause, Actor actor, String why) {
        RolloutState from = state;
        Transition transition = machine.next(state, event, pause);
        if (transition.refusal() != null) {
            return transition.refusal();
        }
        state = transition.state();
        if (state.phase() != from.phase()) {
            phaseSince = context.tick;
            figures.phase(state.phase(), context.tick);
        }
        if (event == Event.ABORT || event == Event.FAIL || event == Event.LOAD_FAILED) {
            reason = why;
            figures.reason(why, context.tick);
        }
        records.transition(event, from, actor, why);
        for (Action action : transition.actions()) {
            act(action);
        }
        return null;
    }

    /** It cannot begin. */
    void reject(String why) {
        state = state.to(Phase.REJECTED);
        phaseSince = context.tick;
        reason = why;
        figures.phase(state.phase(), context.tick);
        figures.reason(why, context.tick);
        context.log.append(records.of(AuditKind.REJECTED, Actor.PLAN, why));
    }

    private void act(Action action) {
        switch (action) {
            case LOAD -> load();
            case ENTER_STEP -> enterStep();
            case FLIP -> flip();
            case REVERT -> revert();
            case QUARANTINE -> quarantine();
            case RETIRE -> retire();
            case SETTLE -> settle();
        }
    }

    /** The versions that are ready are taken as they are, the others loaded. */
    private void load() {
        weight = 0;
        cohort = null;
        gate = null;
        watch.newAttempt();
        for (int i = 0; i < contest.size(); i++) {
            int endpoint = contest.endpoints[i];
            contest.before[i] = context.change.stable(endpoint);
            VersionIdentity version = context.setup.version(spec.targets().get(i).version());
            VersionBook.Instance instance = context.book.usable(version, endpoint);
            if (instance == null) {
                instance = context.book.add(version, endpoint);
                if (instance == null) {
                    throw new IllegalStateException("no slot left for " + version.id());
                }
                context.effects.add(new Effect.LoadVersion(endpoint, instance.slot, version.id()));
            }
            contest.canary[i] = instance.slot;
        }
        Cohort members = newCohort();
        if (!state.direct() && course.hasCanary()) {
            members.prepare();
        }
        cohort = members;
    }

    private VersionBook.Instance canary(int position) {
        return context.book.get(contest.endpoints[position], contest.canary[position]);
    }

    /** Whether the new version is the one that answers for everyone by the next table. */
    private boolean isStable(int position) {
        return contest.canary[position] == context.change.stable(contest.endpoints[position]);
    }

    private Cohort newCohort() {
        return new Cohort(AuditRecord.hex(context.setup.seed()), spec.name(), spec.exposure(), context.roster);
    }

    boolean isLoaded() {
        for (int i = 0; i < contest.size(); i++) {
            if (!canary(i).isUsable()) {
                return false;
            }
        }
        return true;
    }

    private void enterStep() {
        Step step = course.steps().get(state.step());
        stepSince = context.tick;
        gate = null;
        figures.step(state.step(), context.tick);
        context.log.append(records.of(AuditKind.STEP_ENTERED)
                .with("what", Whereabouts.of(step))
                .withHash("stateHash", context.stateHash()));
        if (step instanceof Step.SetWeight set) {
            setWeight(set.percent());
        } else if (step instanceof Step.Gate ask) {
            openGate(ask);
        }
        watch.entered(step);
    }

    private void setWeight(int percent) {
        boolean rose = percent > weight;
        boolean begins = rose && weight == 0;
        weight = percent;
        route();
        if (begins) {
            takeOldMissions();
        }
        Cohort members = members();
        figures.exposed(members.size(), context.roster.count());
        context.log.append(records.of(AuditKind.WEIGHT_SET).with("exposure", records.exposure()));
        watch.weightSet(rose);
    }

    /**
     * A version that was stable before, and comes back as a canary, may still have missions of that time. They go to the stable
     * version: from here on only the cohort asks it, and so what is counted is the canary's.
     */
    private void takeOldMissions() {
        for (int i = 0; i < contest.size(); i++) {
            if (!isStable(i)
                    && context.book.revisionsBack(contest.endpoints[i], contest.canary[i]) >= 0) {
                context.effects.add(new Effect.HandOver(contest.endpoints[i], contest.canary[i]));
            }
        }
    }

    Cohort members() {
        if (cohort == null) {
            throw new IllegalStateException(spec.name() + " has no cohort before it is prepared");
        }
        return cohort;
    }

    /** Brings cohort and next table to the weight. @return whether members changed */
    private boolean route() {
        boolean changed = members().rebalance(weight);
        for (int i = 0; i < contest.size(); i++) {
            if (!isStable(i)) {
                context.change.toCohort(contest.endpoints[i], contest.canary[i], members(), context.roster);
                activate(i);
            }
        }
        return changed;
    }

    private void activate(int position) {
        VersionBook.Instance instance = canary(position);
        if (instance.lifecycle == Lifecycle.READY && weight > 0) {
            instance.activate();
        }
    }

    /** Robots have come or gone: the cohort follows in the same event. */
    void fleetChanged() {
        if (weight == 0 || !isCanary()) {
            return;
        }
        if (route()) {
            for (int i = 0; i < contest.size(); i++) {
                context.effects.add(new Effect.HandOver(contest.endpoints[i], contest.canary[i]));
            }
        }
        figures.exposed(members().size(), context.roster.count());
    }

    /** Part of the robots may be asking the new version. */
    boolean isCanary() {
        return (state.phase() == Phase.STEPPING || state.phase() == Phase.PROMOTING) && !state.promoted();
    }

    private void openGate(Step.Gate ask) {
        GateBinding binding = new GateBinding(
                spec.name(), state.attempt(), digest(), state.step(), watch.hash(Mix.mix(context.tick)));
        gate = new OpenGate(ask.gate(), binding, context.tick);
        context.effects.add(new Effect.GateAsked(ask.gate(), binding, context.tick));
        context.log.append(records.of(AuditKind.GATE_ASKED)
                .with("gate", ask.gate().name())
                .with("gateType", ask.gate().type().hook())
                .with("role", ask.gate().role())
                .with("approvals", (long) ask.gate().approvals())
                .withHash("evidenceHash", binding.evidence()));
    }

    /** The gate that was left without an answer is asked anew, with the evidence of now; earlier approvals are void. */
    void askAgain() {
        if (state.phase() == Phase.STEPPING && course.steps().get(state.step()) instanceof Step.Gate ask) {
            openGate(ask);
        }
    }

    private String digest() {
        StringBuilder digest = new StringBuilder();
        for (RolloutSpec.Target target : spec.targets()) {
            digest.append(digest.isEmpty() ? "" : " ")
                    .append(context.setup.version(target.version()).fingerprint());
        }
        return digest.toString();
    }

    private void flip() {
        for (int i = 0; i < contest.size(); i++) {
            contest.before[i] = context.change.stable(contest.endpoints[i]);
            context.change.toAll(contest.endpoints[i], contest.canary[i]);
            canary(i).activate();
            if (contest.before[i] >= 0 && contest.before[i] != contest.canary[i]) {
                VersionBook.Instance old = context.book.get(contest.endpoints[i], contest.before[i]);
                old.lifecycle = Lifecycle.READY;
                old.keepUntil = context.tick + course.keepOldTicks();
            }
        }
        weight = 100;
        gate = null;
        members().clear();
        watch.promoted();
        context.log.append(records.of(AuditKind.PROMOTED)
                .with("from", records.versions(contest.before))
                .with("to", records.versions(contest.canary))
                .withHash("stateHash", context.stateHash()));
    }

    private void revert() {
        for (int i = 0; i < contest.size(); i++) {
            int endpoint = contest.endpoints[i];
            int now = context.change.stable(endpoint);
            int back = now == contest.canary[i] && state.promoted() ? contest.before[i] : now;
            context.change.toAll(endpoint, back);
            if (back >= 0) {
                context.book.get(endpoint, back).activate();
            }
            if (contest.canary[i] >= 0 && contest.canary[i] != back) {
                context.effects.add(new Effect.HandOver(endpoint, contest.canary[i]));
            }
        }
        weight = 0;
        gate = null;
        if (cohort != null) {
            cohort.clear();
        }
        watch.ended();
    }

    /** All new versions of the release; one that is stable and stays it has done nothing new. */
    private void quarantine() {
        for (int i = 0; i < contest.size(); i++) {
            int endpoint = contest.endpoints[i];
            if (contest.canary[i] >= 0 && !isStable(i)) {
                VersionBook.Instance bad = canary(i);
                context.book.quarantine(bad, context.tick, course.keepBadTicks());
                context.log.append(records.of(AuditKind.QUARANTINED)
                        .with("version", bad.version.id())
                        .with("slot", (long) bad.slot));
            }
            context.book.cool(endpoint, context.tick, spec.failure().cooldownTicks());
        }
    }

    private void retire() {
        for (int i = 0; i < contest.size(); i++) {
            if (contest.canary[i] >= 0 && !isStable(i)) {
                canary(i).drain(context.tick);
            }
        }
        watch.ended();
    }

    /** The promoted version is the one to return to from now on. */
    private void settle() {
        for (int i = 0; i < contest.size(); i++) {
            context.book.promoted(contest.endpoints[i], contest.canary[i]);
            context.book.succeeded(contest.endpoints[i]);
        }
        watch.ended();
    }

    /** Whether a version takes part in it, on either side, as long as it is under way. */
    boolean uses(int endpoint, int slot) {
        return state.phase().isActive() && contest.involves(endpoint, slot);
    }

    /** Its versions that answer for everyone before it has begun, by endpoint; as things stand. */
    Map<String, Object> unchanged() {
        TreeMap<String, Object> result = new TreeMap<>();
        for (RolloutSpec.Target target : spec.targets()) {
            int endpoint = context.setup.endpoints().indexOf(target.endpoint());
            int stable = context.change.stable(endpoint);
            VersionIdentity version = context.setup.version(target.version());
            if (stable >= 0 && context.book.get(endpoint, stable).version.equals(version)) {
                result.put(target.endpoint(), version.id());
            }
        }
        return result;
    }

    RolloutStatus status() {
        List<String> ids = new ArrayList<>();
        spec.targets().forEach(target -> ids.add(target.version()));
        return new RolloutStatus(
                spec.name(),
                ids,
                state.phase(),
                state.pause(),
                state.attempt(),
                state.step(),
                course.steps().size(),
                weight,
                cohort == null ? 0 : cohort.size(),
                context.roster.count(),
                watch.waitsFor(),
                reason,
                figures.copy());
    }

    void save(StateWriter to) {
        state.save(to);
        contest.save(to);
        to.putInt(weight).putLong(stepSince).putLong(phaseSince).putText(reason);
        to.putBoolean(cohort != null);
        if (cohort != null) {
            cohort.save(to);
        }
        to.putBoolean(gate != null);
        if (gate != null) {
            gate.save(to);
        }
        figures.save(to);
        watch.save(to);
    }

    /** The roster has been restored before. */
    void restore(StateReader from) {
        state = RolloutState.restored(from);
        contest.restore(from);
        weight = from.getInt();
        stepSince = from.getLong();
        phaseSince = from.getLong();
        reason = from.getText();
        if (from.getBoolean()) {
            Cohort members = newCohort();
            members.restore(from);
            cohort = members;
        }
        if (from.getBoolean()) {
            gate = OpenGate.restored(course.steps(), from);
        }
        figures.restore(from);
        watch.restore(from);
    }

    long hash(long hash) {
        long h = contest.hash(state.hash(hash));
        h = Mix.mix(Mix.mix(Mix.mix(h ^ weight) ^ stepSince) ^ phaseSince);
        h = cohort == null ? h : cohort.hash(h);
        h = gate == null ? h : gate.hash(h);
        return watch.hash(h);
    }
}
