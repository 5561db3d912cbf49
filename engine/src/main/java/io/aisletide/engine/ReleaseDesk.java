package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.journal.JournalException;
import io.aisletide.release.Effect;
import io.aisletide.release.PersonDesk;
import io.aisletide.release.ReleaseCommand;
import io.aisletide.release.ReleaseController;
import io.aisletide.release.ReleaseSetup;
import io.aisletide.release.RolloutStatus;
import io.aisletide.release.VersionIdentity;
import io.aisletide.release.audit.AuditLog;
import io.aisletide.release.audit.AuditSink;
import io.aisletide.release.routing.Mix;
import io.aisletide.release.routing.RoutingTable;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.RobotState;
import io.aisletide.traffic.World;
import io.aisletide.workflow.Capabilities;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.EndpointDispatcher;
import io.aisletide.workflow.Endpoints;
import io.aisletide.workflow.FaultSample;
import io.aisletide.workflow.Inquiry;
import io.aisletide.workflow.VersionInfo;
import io.aisletide.workflow.ZoneMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Joins the release controller to the floor: tells it what happens, and does what it says. Engine's thread.
 *
 * <p>The controller is stepped once a tick, before anything else of the tick, with all that was counted since the tick
 * before. So whatever it decides, and whatever people have asked for since the last tick, is in force before the next
 * decision is made; a version that is aborted is not asked again. A change of the routing table is one write to the field
 * that dispatch reads.
 *
 * <p>Commands about releases are decided in that step too, the highest first, so their receipts come with the next tick.
 */
final class ReleaseDesk implements Stateful, AutoCloseable {
    static final String SECTION = "release-desk";

    /** Simulated time that preparing a version takes: file, checks, warm-up. */
    private static final int PREPARE_SECONDS = 5;
    /** Questions that a version is tried out on. */
    static final int REHEARSAL_QUESTIONS = 1_000;
    private static final int KEPT_FAULTS = 64;

    private final Delivery delivery;
    private final World world;
    private final Endpoints endpoints;
    private final ZoneMap zones;
    private final FloorEvidence evidence;
    private final ReleaseController controller;
    private final AuditLog audit;
    private final PersonDesk people;
    private final VersionLoader loader;
    private final LoadedVersions versions;

    private final ReleaseRequests requests;
    private final List<FaultSample> faults = new ArrayList<>();
    private long hashedAtEvent = -1;
    private long floorHash;
    private long events;
    private long knownRobots;

    ReleaseDesk(
            Delivery delivery, World world, LoadedVersions versions, FloorEvidence evidence, AuditSink sink, long seed) {
        this.delivery = delivery;
        this.world = world;
        this.versions = versions;
        this.evidence = evidence;
        endpoints = versions.endpoints();
        loader = versions.loader();
        zones = endpoints.zones();
        audit = new AuditLog(sink);
        people = new PersonDesk(seed);
        controller = new ReleaseController(setup(seed), audit, this::floorHash);
        requests = new ReleaseRequests(controller);
        for (int endpoint = 0; endpoint < Delivery.ASKED.size(); endpoint++) {
            endpoints.of(Delivery.ASKED.get(endpoint)).gate(new BreakerGate(controller.breakers(), endpoint));
        }
    }

    private ReleaseSetup setup(long seed) {
        List<VersionIdentity> identities = new ArrayList<>();
        delivery.all().forEach((id, offer) ->
                identities.add(new VersionIdentity(id, offer.id().endpoint().label(), offer.digest(), "")));
        return new ReleaseSetup(
                Delivery.ASKED.stream().map(Endpoint::label).toList(),
                List.copyOf(delivery.stableIds()),
                zones.count(),
                CallLedger.FAULTS.stream().map(Enum::name).toList(),
                identities,
                delivery.plan(),
                delivery.rate(),
                seed);
    }

    /** Of the floor between two events; asked for several times in one, and worth computing once. */
    private long floorHash() {
        if (hashedAtEvent != events) {
            hashedAtEvent = events;
            floorHash = world.stateHash();
        }
        return floorHash;
    }

    // ---- events -------------------------------------------------------------------------------------------------

    /** The robots that are there at the start. */
    void begin() {
        robotsChanged(world.tick());
    }

    /** Before the floor's part of a tick. @return commands that are done with it */
    List<ReleaseRequests.Answered> tick(long tick) {
        events++;
        for (ReleaseCommand answer : people.due(tick)) {
            controller.submit(answer);
        }
        keepFaults();
        controller.step(tick, events, evidence.take(tick, knownRobots, controller));
        int moved = apply(tick);
        return requests.answered(tick, moved);
    }

    /** A command about releases; its receipt comes with the next tick. */
    void submit(PendingCommand pending, Command.Release command) {
        events++;
        requests.submit(pending, command);
    }

    /** The loader is done with a version. */
    void versionChecked(Command.VersionChecked event) {
        events++;
        int endpoint = endpointOf(event.versionId());
        VersionLoader.Done done = loader.take(event.versionId(), event.slot());
        VersionLoader.Loaded loaded = done.loaded();
        if (event.fault() != null) {
            // Replayed, the event says what is; the loader may have found nothing wrong this time.
            if (loaded != null) {
                loaded.code().close();
            }
            controller.versionRejected(endpoint, event.slot(), event.fault());
            return;
        }
        if (loaded == null) {
            throw new JournalException("the journal says that " + event.versionId() + " was loaded, with the digest "
                    + event.digest() + "; here it cannot be: " + done.fault());
        }
        versions.install(endpoint, event.slot(), loaded);
        controller.versionReady(endpoint, event.slot());
    }

    /** A command has put robots on the floor or taken them off: shares and caps follow in the same event. */
    void robotsChanged(long tick) {
        events++;
        for (int robot = 0; robot < world.robotLimit(); robot++) {
            if (world.state(robot) == RobotState.ABSENT) {
                controller.robotRemoved(robot);
            } else {
                controller.robotAdded(robot, zones.zoneOfCell(world.cell(robot)));
            }
        }
        knownRobots = world.robotCount();
        controller.fleetChanged(tick, events);
        apply(tick);
    }

    /** Nobody will decide on what waits. */
    void refuseWaiting(String why) {
        requests.refuseWaiting(world.tick(), why);
    }

    // ---- effects ------------------------------------------------------------------------------------------------

    /** Does what the controller says; @return robots that are asked about by another version than before */
    private int apply(long tick) {
        int moved = 0;
        List<Effect> effects = controller.takeEffects();
        for (Effect effect : effects) {
            if (effect instanceof Effect.TableChanged changed) {
                moved += route(changed.table());
            }
        }
        for (Effect effect : effects) {
            if (effect instanceof Effect.HandOver handOver) {
                endpoints.handOver(Delivery.ASKED.get(handOver.endpoint()), handOver.slot());
            } else if (effect instanceof Effect.LoadVersion load) {
                load(load, tick);
            } else if (effect instanceof Effect.UnloadVersion unload) {
                versions.remove(unload.endpoint(), unload.slot());
            } else if (effect instanceof Effect.GateAsked asked) {
                people.asked(asked);
            }
        }
        return moved;
    }

    private int route(RoutingTable table) {
        int moved = 0;
        for (int endpoint = 0; endpoint < table.endpoints(); endpoint++) {
            Endpoint asked = Delivery.ASKED.get(endpoint);
            // Only a receipt says how many robots a command has moved, and looking at all of them takes time.
            for (int robot = 0; robot < world.robotLimit() && requests.isAnyWaiting(); robot++) {
                moved += endpoints.of(asked).slotOf(robot) == table.slotOf(endpoint, robot) ? 0 : 1;
            }
            endpoints.route(asked, table.stable(endpoint), table.slotsOf(endpoint));
        }
        evidence.routed(table);
        return moved;
    }

    private void load(Effect.LoadVersion load, long tick) {
        Endpoint endpoint = Delivery.ASKED.get(load.endpoint());
        boolean freezes = false;
        for (RolloutSpec release : delivery.plan().releases()) {
            freezes |= release.failure().onFailure() == RolloutSpec.OnFailure.FREEZE
                    && release.targets().stream().anyMatch(target -> target.version().equals(load.version()));
        }
        loader.load(new VersionLoader.Request(
                load.version(),
                load.slot(),
                endpoints.of(endpoint).version(controller.table().stable(load.endpoint())),
                freezes,
                endpoints.rehearsal(endpoint, REHEARSAL_QUESTIONS),
                tick + delivery.rate().seconds(PREPARE_SECONDS)));
    }

    private void keepFaults() {
        for (Endpoint endpoint : Delivery.ASKED) {
            for (FaultSample fault : endpoints.of(endpoint).takeFaults()) {
                boolean known = faults.stream().anyMatch(other -> other.endpoint() == fault.endpoint()
                        && other.slot() == fault.slot()
                        && other.code() == fault.code());
                if (!known && faults.size() < KEPT_FAULTS) {
                    faults.add(fault);
                }
            }
        }
    }

    // ---- state --------------------------------------------------------------------------------------------------

    /**
     * Whether it can be saved. Not while a version is being prepared: what it is tried out on is not written down, and what
     * comes of it would not have to be the same. Nor while something waits to be decided by the next tick.
     */
    boolean isAtRest() {
        return !loader.isBusy() && controller.isSettled();
    }

    @Override
    public void save(StateImage to) {
        controller.save(to);
        audit.save(to);
        people.save(to);
        evidence.save(to);
        StateWriter section = to.section(SECTION);
        section.putLong(events).putLong(knownRobots);
        section.putInt(faults.size());
        faults.forEach(fault -> fault.save(section));
        for (int endpoint = 0; endpoint < Delivery.ASKED.size(); endpoint++) {
            endpoints.of(Delivery.ASKED.get(endpoint)).save(to);
            versions.save(endpoint, section);
        }
    }

    /**
     * Also opens the versions that were there, without trying them out again.
     *
     * @throws JournalException if one of them cannot be opened
     */
    @Override
    public void restore(StateImage from) {
        controller.restore(from);
        audit.restore(from);
        people.restore(from);
        evidence.restore(from);
        evidence.look(controller.table());
        StateReader section = from.read(SECTION);
        events = section.getLong();
        knownRobots = section.getLong();
        int examples = section.getCount(1);
        for (int i = 0; i < examples; i++) {
            faults.add(FaultSample.restored(section));
        }
        for (int endpoint = 0; endpoint < Delivery.ASKED.size(); endpoint++) {
            versions.restore(endpoint, section, controller.table());
            endpoints.of(Delivery.ASKED.get(endpoint)).restore(from);
        }
    }

    // ---- figures ------------------------------------------------------------------------------------------------

    /** The floor's hash, with all that decides how releases go on. */
    long stateHash() {
        return hashOver().applyAsLong(world.stateHash());
    }

    /** What the state hash is now for a hash of the floor, which may be computed later and on any thread. */
    LongUnaryOperator hashOver() {
        if (!hasPlan()) {
            return LongUnaryOperator.identity();
        }
        long decisions = controller.hash();
        LongUnaryOperator answers = people.hash();
        return floor -> answers.applyAsLong(Mix.mix(floor ^ decisions));
    }

    /** Whether anything can change in the course of the run. */
    boolean hasPlan() {
        return !delivery.plan().releases().isEmpty() || !delivery.plan().breakers().isEmpty();
    }

    Inquiry inquire(Capabilities capabilities, @Nullable String token, int robot) {
        return endpoints.inquire(capabilities, token, robot);
    }

    DeliveryView view() {
        return new DeskView();
    }

    private final class DeskView implements DeliveryView {
        @Override
        public List<RolloutStatus> releases() {
            return controller.statuses();
        }

        @Override
        public List<VersionFigures> versions() {
            return evidence.calls().figures();
        }

        @Override
        public List<FaultSample> faults() {
            return List.copyOf(faults);
        }

        @Override
        public @Nullable String answering(Endpoint endpoint, int robot) {
            return version(endpoint, endpoints.of(endpoint).slotOf(robot));
        }

        @Override
        public @Nullable String answeringNow(Endpoint endpoint, int robot) {
            return version(endpoint, endpoints.answering(endpoint, robot));
        }

        private @Nullable String version(Endpoint endpoint, int slot) {
            VersionInfo version = slot == EndpointDispatcher.NO_SLOT ? null : endpoints.of(endpoint).version(slot);
            return version == null ? null : version.id().toString();
        }

        @Override
        public long tableChanges() {
            return controller.table().epoch();
        }

        @Override
        public long callsInQuarantine() {
            return controller.callsInQuarantine();
        }

        @Override
        public long ticksOverCap() {
            return evidence.ticksOverCap();
        }

        @Override
        public AuditSeal audit() {
            return new AuditSeal(audit.size(), audit.head(), audit.root());
        }
    }

    private int endpointOf(String version) {
        for (int endpoint = 0; endpoint < Delivery.ASKED.size(); endpoint++) {
            if (version.startsWith(Delivery.ASKED.get(endpoint).label() + "@")) {
                return endpoint;
            }
        }
        throw new IllegalArgumentException("no endpoint that is asked has a version " + version);
    }

    @Override
    public void close() {
        loader.close();
        versions.close();
    }
}
