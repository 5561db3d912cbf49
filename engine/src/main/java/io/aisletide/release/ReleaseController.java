package io.aisletide.release;

import io.aisletide.release.RolloutMachine.Event;
import io.aisletide.release.analysis.Evidence;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.audit.AuditLog;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.release.breaker.BreakerBoard;
import io.aisletide.release.breaker.BreakerState;
import io.aisletide.release.routing.Mix;
import io.aisletide.release.routing.RoutingTable;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All releases of an engine. A deterministic function of what it is told: the fleet, commands, versions that are ready,
 * and once a tick what was counted in it. It never does anything itself; it answers with {@link #takeEffects effects}.
 *
 * <p>The engine calls it on its own thread, between decisions:
 *
 * <ol>
 *   <li>robots came or left: {@link #robotAdded}, {@link #robotRemoved}, then {@link #fleetChanged} in the same event,
 *       so that the exposure cap holds before the next decision;
 *   <li>a command or the answer of a loader arrived: {@link #submit}, {@link #versionReady}, {@link #versionRejected};
 *   <li>a tick has run: {@link #step} with its evidence, in this order: the table of the last step is known to be in
 *       force; failures; commands, highest first; starts by the plan; steps that are done; versions that are drained.
 * </ol>
 *
 * After 1 and 3 the effects are carried out before anything else is decided. A {@link Effect.TableChanged} is one write
 * to the field that dispatch reads; so a version that is aborted in a step is not asked in the next event.
 */
public final class ReleaseController implements Stateful {
    private static final String SECTION = "rollouts";

    private final ReleaseContext context;
    private final AuditLog log;
    private final BreakerBoard breakers;
    private final List<Rollout> rollouts = new ArrayList<>();
    private final CommandDesk desk;
    /** Answers of the loader, in the order of their events. */
    private final List<LoaderAnswer> answers = new ArrayList<>();

    private long callsInQuarantine;

    private record LoaderAnswer(int endpoint, int slot, boolean ready, String message) {}

    /**
     * @param stateHash of the floor, asked when a decision is recorded
     * @throws IllegalArgumentException if the setup names a version that it does not list
     */
    public ReleaseController(ReleaseSetup setup, AuditLog log, LongSupplier stateHash) {
        this.log = log;
        context = new ReleaseContext(setup, log, stateHash);
        breakers = new BreakerBoard(setup.plan().breakers(), setup.endpoints(), setup.zones());
        context.table = new RoutingTable(initialSlots(setup));
        context.change = context.table.change();
        for (RolloutSpec spec : setup.plan().releases()) {
            rollouts.add(new Rollout(spec, context));
        }
        desk = new CommandDesk(context, rollouts);
    }

    private int[] initialSlots(ReleaseSetup setup) {
        int[] stable = new int[setup.endpoints().size()];
        for (int endpoint = 0; endpoint < stable.length; endpoint++) {
            String id = setup.stable().get(endpoint);
            stable[endpoint] = RoutingTable.NO_SLOT;
            VersionBook.Instance instance = id == null ? null : context.book.add(setup.version(id), endpoint);
            if (instance != null) {
                instance.loaded = true;
                instance.activate();
                stable[endpoint] = instance.slot;
                context.book.promoted(endpoint, instance.slot);
            }
        }
        return stable;
    }

    /** The table in force. */
    public RoutingTable table() {
        return context.table;
    }

    /** Asked by dispatch, call by call, where {@link BreakerBoard#isArmed}. */
    public BreakerBoard breakers() {
        return breakers;
    }

    /** @param zone in which the robot is first seen */
    public void robotAdded(int robot, int zone) {
        if (context.roster.add(robot, zone)) {
            for (Rollout rollout : rollouts) {
                if (rollout.cohort != null) {
                    rollout.cohort.added(robot);
                }
            }
        }
    }

    public void robotRemoved(int robot) {
        if (context.roster.remove(robot)) {
            for (Rollout rollout : rollouts) {
                if (rollout.cohort != null) {
                    rollout.cohort.removed(robot);
                }
            }
        }
    }

    /** After robots were added or removed: quotas follow the size of the fleet at once. */
    public void fleetChanged(long tick, long sequence) {
        context.begin(tick, sequence);
        rollouts.forEach(Rollout::fleetChanged);
        context.commit();
    }

    /** Takes effect in the next {@link #step}. */
    public void submit(ReleaseCommand command) {
        desk.submit(command);
    }

    /** The version of a {@link Effect.LoadVersion} is loaded, checked and warm. */
    public void versionReady(int endpoint, int slot) {
        answers.add(new LoaderAnswer(endpoint, slot, true, ""));
    }

    /**
     * The version of a {@link Effect.LoadVersion} failed a check.
     *
     * @param message check and reason
     */
    public void versionRejected(int endpoint, int slot, String message) {
        answers.add(new LoaderAnswer(endpoint, slot, false, message));
    }

    /**
     * A tick has run.
     *
     * @param sequence of the event, for the audit
     * @param evidence what was counted since the last step
     */
    public void step(long tick, long sequence, Evidence evidence) {
        context.begin(tick, sequence);
        int breaches = context.callsInQuarantine(evidence);
        callsInQuarantine += breaches;
        evidence.violations(breaches);
        for (Rollout rollout : rollouts) {
            rollout.take(Event.FLIPPED, Actor.PLAN, "");
            rollout.take(Event.REVERTED, Actor.PLAN, "");
        }
        breakers.step(tick, evidence, context.table, this::breakerChanged);
        takeLoaderAnswers();
        for (Rollout rollout : rollouts) {
            rollout.watch.observe(evidence, breakers);
        }
        desk.run();
        for (Rollout rollout : rollouts) {
            startByPlan(rollout);
            if (rollout.state.phase() == Phase.PREPARING && !rollout.state.loaded() && rollout.isLoaded()) {
                rollout.take(Event.READY, Actor.PLAN, "");
            }
            rollout.watch.progress();
        }
        sweep(evidence);
        context.commit();
    }

    private void startByPlan(Rollout rollout) {
        boolean due = rollout.spec.atTick() != RolloutSpec.ON_COMMAND && rollout.spec.atTick() <= context.tick;
        if (due && rollout.state.phase() == Phase.PENDING && rollout.state.pause() == null) {
            desk.startByPlan(rollout);
        }
    }

    private void takeLoaderAnswers() {
        for (LoaderAnswer answer : answers) {
            VersionBook.Instance instance = context.book.get(answer.endpoint, answer.slot);
            if (answer.ready) {
                loaded(instance);
            } else {
                rejected(instance, answer.message);
            }
        }
        answers.clear();
    }

    private void loaded(VersionBook.Instance instance) {
        instance.loaded = true;
        log.append(versionRecord(AuditKind.LOADED, instance).with("sha256", instance.version.digest()));
        if (instance.lifecycle == Lifecycle.LOADING) {
            instance.lifecycle = Lifecycle.READY;
        } else if (instance.lifecycle == Lifecycle.UNLOADED) {
            unload(instance);
        }
    }

    private void rejected(VersionBook.Instance instance, String message) {
        if (instance.lifecycle == Lifecycle.LOADING) {
            for (Rollout rollout : rollouts) {
                if (rollout.uses(instance.endpoint, instance.slot)) {
                    rollout.take(Event.LOAD_FAILED, Actor.PLAN, instance.version.id() + ": " + message);
                }
            }
        }
        if (instance.lifecycle != Lifecycle.QUARANTINED) {
            instance.lifecycle = Lifecycle.UNLOADED;
        }
    }

    /** Versions that nobody needs are drained, and then unloaded. */
    private void sweep(Evidence evidence) {
        for (int endpoint = 0; endpoint < context.setup.endpoints().size(); endpoint++) {
            for (VersionBook.Instance instance : context.book.of(endpoint)) {
                if (instance.lifecycle == Lifecycle.UNLOADED || !instance.loaded && isWaited(instance)) {
                    continue;
                }
                boolean idle = !evidence.isPinned(endpoint, instance.slot)
                        && evidence.calls(endpoint, instance.slot) == 0;
                sweep(instance, idle);
            }
        }
    }

    /** Its loader has not answered yet. */
    private static boolean isWaited(VersionBook.Instance instance) {
        return instance.lifecycle == Lifecycle.LOADING || instance.lifecycle == Lifecycle.QUARANTINED;
    }

    private void sweep(VersionBook.Instance instance, boolean idle) {
        boolean unkept = context.tick >= instance.keepUntil;
        if (instance.lifecycle == Lifecycle.READY && unkept && !isUsed(instance)) {
            instance.drain(context.tick);
        } else if (instance.lifecycle == Lifecycle.DRAINING && unkept && idle) {
            instance.lifecycle = Lifecycle.DRAINED;
            log.append(versionRecord(AuditKind.DRAINED, instance));
        } else if (instance.lifecycle == Lifecycle.DRAINED) {
            instance.lifecycle = Lifecycle.UNLOADED;
            if (instance.loaded) {
                unload(instance);
            }
        } else if (instance.lifecycle == Lifecycle.QUARANTINED && instance.loaded && unkept && idle) {
            unload(instance);
        }
    }

    private boolean isUsed(VersionBook.Instance instance) {
        for (Rollout rollout : rollouts) {
            if (rollout.uses(instance.endpoint, instance.slot)) {
                return true;
            }
        }
        return context.table.stable(instance.endpoint) == instance.slot;
    }

    private void unload(VersionBook.Instance instance) {
        instance.loaded = false;
        breakers.forget(instance.endpoint, instance.slot);
        context.effects.add(new Effect.UnloadVersion(instance.endpoint, instance.slot));
        log.append(versionRecord(AuditKind.UNLOADED, instance));
    }

    private AuditRecord versionRecord(AuditKind kind, VersionBook.Instance instance) {
        return context.record(kind)
                .with("endpoint", instance.version.endpoint())
                .with("version", instance.version.id())
                .with("slot", (long) instance.slot);
    }

    private void breakerChanged(int endpoint, int slot, int zone, BreakerState from, BreakerState to) {
        log.append(versionRecord(AuditKind.BREAKER_CHANGED, context.book.get(endpoint, slot))
                .with("zone", (long) zone)
                .with("from", from.name())
                .with("to", to.name()));
    }

    /** What has to be done since the last call, in order. */
    public List<Effect> takeEffects() {
        List<Effect> taken = List.copyOf(context.effects);
        context.effects.clear();
        return taken;
    }

    /** What became of commands since the last call. */
    public List<CommandResult> takeResults() {
        return desk.takeResults();
    }

    /** All releases, in the order of the plan. */
    public List<RolloutStatus> statuses() {
        return rollouts.stream().map(Rollout::status).toList();
    }

    /** Null if no release is called so. */
    public @Nullable RolloutStatus status(String release) {
        for (Rollout rollout : rollouts) {
            if (rollout.spec.name().equals(release)) {
                return rollout.status();
            }
        }
        return null;
    }

    /** Whether some release's version takes traffic, and is watched. */
    public boolean isAnyExposed() {
        for (Rollout rollout : rollouts) {
            if (rollout.state.phase().isExposed()) {
                return true;
            }
        }
        return false;
    }

    public Lifecycle lifecycle(int endpoint, int slot) {
        return context.book.get(endpoint, slot).lifecycle;
    }

    /** Id of the version in a slot that was given out. */
    public String version(int endpoint, int slot) {
        return context.book.get(endpoint, slot).version.id();
    }

    /** The tick before which no release of the endpoint may begin without a reason; 0 if any may. */
    public long cooldownUntil(int endpoint) {
        return context.book.cooldownUntil(endpoint);
    }

    /** Calls that versions answered after they were quarantined; 0 if the engine obeys the table. */
    public long callsInQuarantine() {
        return callsInQuarantine;
    }

    /** Whether all that was submitted is decided, and all effects are taken. */
    public boolean isSettled() {
        return answers.isEmpty() && context.effects.isEmpty() && !desk.isWaiting();
    }

    /** Between two steps, when it {@link #isSettled}; the audit is saved apart. */
    @Override
    public void save(StateImage to) {
        if (!isSettled()) {
            throw new IllegalStateException("releases are saved between two steps");
        }
        context.roster.save(to);
        context.table.save(to);
        context.book.save(to);
        breakers.save(to);
        StateWriter section = to.section(SECTION);
        section.putLong(callsInQuarantine);
        rollouts.forEach(rollout -> rollout.save(section));
    }

    @Override
    public void restore(StateImage from) {
        context.roster.restore(from);
        context.table = RoutingTable.restored(from, context.setup.endpoints().size());
        context.change = context.table.change();
        context.book.restore(from, context.setup);
        breakers.restore(from);
        StateReader section = from.read(SECTION);
        callsInQuarantine = section.getLong();
        rollouts.forEach(rollout -> rollout.restore(section));
    }

    /** Over all that decides how releases go on, the same on every machine. */
    public long hash() {
        long h = Mix.mix(context.table.hash() ^ callsInQuarantine);
        for (Rollout rollout : rollouts) {
            h = rollout.hash(h);
        }
        return breakers.hash(context.book.hash(h));
    }
}
