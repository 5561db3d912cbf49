package io.aisletide.release;

import io.aisletide.release.ReleaseCommand.Order;
import io.aisletide.release.ReleaseCommand.Verb;
import io.aisletide.release.analysis.Evidence;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.audit.AuditLog;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.release.routing.Mix;
import io.aisletide.release.routing.RoutingTable;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.Specs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small world around a controller: robots that ask for a way every half minute, by the table, of versions that fail at
 * given rates; a loader that answers after two ticks; effects carried out as the engine does. Fails on everything that
 * must never be.
 */
final class ReleaseBench {
    static final Actor LEAD = new Actor("ana", "shift-lead", "test");
    static final int ZONES = 4;
    static final List<String> ENDPOINTS = List.of(Specs.ROUTE, Specs.YIELD);
    static final List<String> CODES = List.of("INTERNAL", "INVALID_ANSWER");
    private static final int LOAD_TICKS = 2;
    private static final int TICKS_PER_CALL = 30;

    final ReleaseController controller;
    final AuditLog log;
    final List<AuditRecord> records = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    final List<CommandResult> results = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    /** Share of failing calls by version; 0 if not named. */
    final Map<String, Double> errorRate = new HashMap<>();

    final Map<String, String> loadFaults = new HashMap<>();
    final BitSet robots = new BitSet();
    boolean traffic = true;
    /** An endpoint that nobody asks; -1 if all are asked. */
    int silent = -1;
    int violations;
    boolean lostCounts;
    long tick;
    RoutingTable table;
    final PersonDesk people;
    private final long seed;
    private final Evidence evidence = new Evidence(2, ZONES, CODES.size());
    private final List<long[]> loading = new ArrayList<>();
    private final Map<Integer, Integer> zoneOf = new HashMap<>();

    ReleaseBench(ReleasePlan plan, int robotCount, long seed) {
        this(plan, robotCount, seed, Arrays.asList("plan-route@1", "yield@1"));
    }

    ReleaseBench(ReleasePlan plan, int robotCount, long seed, List<String> stable) {
        this.seed = seed;
        List<VersionIdentity> versions = new ArrayList<>();
        Specs.KNOWN.endpointOfVersion().keySet().stream().sorted().forEach(id -> versions.add(new VersionIdentity(
                id, Specs.KNOWN.endpointOfVersion().get(id), "sha-" + id, "")));
        log = new AuditLog((record, line) -> {
            records.add(record);
            lines.add(line);
        });
        controller = new ReleaseController(
                new ReleaseSetup(ENDPOINTS, stable, ZONES, CODES, versions, plan, Specs.SECOND, seed),
                log,
                () -> Mix.mix(tick));
        people = new PersonDesk(seed);
        table = controller.table();
        for (int robot = 0; robot < robotCount; robot++) {
            add(robot);
        }
        fleetChanged();
    }

    void add(int robot) {
        int zone = Math.floorMod(robot, ZONES);
        robots.set(robot);
        zoneOf.put(robot, zone);
        controller.robotAdded(robot, zone);
    }

    void remove(int robot) {
        robots.clear(robot);
        controller.robotRemoved(robot);
    }

    void fleetChanged() {
        controller.fleetChanged(tick, tick);
        carryOut();
    }

    void run(long ticks) {
        for (long i = 0; i < ticks; i++) {
            step();
        }
    }

    /** Until the release is in the phase; fails after the limit. */
    void runTo(String release, Phase phase, int limit) {
        for (int i = 0; status(release).phase() != phase; i++) {
            if (i == limit) {
                throw new AssertionError(release + " is not " + phase + " after " + limit + " ticks but "
                        + status(release));
            }
            step();
        }
    }

    void runToStep(String release, int step, int limit) {
        for (int i = 0; status(release).step() < step || status(release).phase() == Phase.PREPARING; i++) {
            if (i == limit) {
                throw new AssertionError(release + " is not at step " + step + " after " + limit + " ticks but "
                        + status(release));
            }
            step();
        }
    }

    /** One tick: decisions by the table, answers of the loader and of people, then the controller. */
    void step() {
        evidence.clear();
        if (traffic) {
            decide();
        }
        evidence.violations(violations);
        if (lostCounts) {
            evidence.lost(0);
        }
        loading.removeIf(job -> job[2] <= tick && answer((int) job[0], (int) job[1]));
        people.due(tick).forEach(controller::submit);
        controller.step(tick, tick, evidence);
        results.addAll(controller.takeResults());
        carryOut();
        tick++;
        check();
    }

    private boolean answer(int endpoint, int slot) {
        String fault = loadFaults.get(controller.version(endpoint, slot));
        if (fault == null) {
            controller.versionReady(endpoint, slot);
        } else {
            controller.versionRejected(endpoint, slot, fault);
        }
        return true;
    }

    private void decide() {
        for (int robot = robots.nextSetBit(0); robot >= 0; robot = robots.nextSetBit(robot + 1)) {
            for (int endpoint = 0; endpoint < 2; endpoint++) {
                if (endpoint != silent && (tick + robot * 7L + endpoint * 11L) % TICKS_PER_CALL == 0) {
                    call(endpoint, robot, Mix.mix(Mix.mix(seed ^ tick) ^ ((long) robot << 1 | endpoint)));
                }
            }
        }
    }

    private void call(int endpoint, int robot, long draw) {
        int zone = zoneOf.get(robot);
        int slot = controller
                .breakers()
                .route(endpoint, table.slotOf(endpoint, robot), table.stable(endpoint), zone);
        if (slot < 0) {
            return;
        }
        evidence.add(endpoint, slot, zone, 1, 0, 0);
        if (Mix.unit(draw) < errorRate.getOrDefault(controller.version(endpoint, slot), 0.0)) {
            evidence.addFaults(endpoint, slot, zone, 0, 1);
        }
    }

    private void carryOut() {
        for (Effect effect : controller.takeEffects()) {
            effects.add(effect);
            if (effect instanceof Effect.TableChanged changed) {
                table = changed.table();
            } else if (effect instanceof Effect.LoadVersion load) {
                loading.add(new long[] {load.endpoint(), load.slot(), tick + LOAD_TICKS});
            } else if (effect instanceof Effect.GateAsked asked) {
                people.asked(asked);
            }
        }
    }

    /** Nobody is sent to a version that may not be asked, and no cap is exceeded. */
    private void check() {
        for (int endpoint = 0; endpoint < 2; endpoint++) {
            BitSet asked = new BitSet();
            for (int robot = robots.nextSetBit(0); robot >= 0; robot = robots.nextSetBit(robot + 1)) {
                asked.set(table.slotOf(endpoint, robot) + 1);
            }
            for (int entry = asked.nextSetBit(0); entry >= 0; entry = asked.nextSetBit(entry + 1)) {
                int slot = entry - 1;
                if (slot != RoutingTable.NO_SLOT
                        && controller.lifecycle(endpoint, slot) != Lifecycle.ACTIVE) {
                    throw new AssertionError("tick " + tick + ": robots ask slot " + slot + " of " + endpoint
                            + ", which is " + controller.lifecycle(endpoint, slot));
                }
            }
        }
        if (controller.callsInQuarantine() != 0) {
            throw new AssertionError("tick " + tick + ": a version in quarantine has answered");
        }
    }

    int members(int endpoint, int slot) {
        int count = 0;
        for (int robot = robots.nextSetBit(0); robot >= 0; robot = robots.nextSetBit(robot + 1)) {
            count += table.slotOf(endpoint, robot) == slot ? 1 : 0;
        }
        return count;
    }

    RolloutStatus status(String release) {
        RolloutStatus status = controller.status(release);
        if (status == null) {
            throw new AssertionError("no release " + release);
        }
        return status;
    }

    /** Id of the version that answers for most. */
    String stable(int endpoint) {
        return controller.version(endpoint, table.stable(endpoint));
    }

    void start(String release) {
        controller.submit(new Order(Verb.START, release, LEAD, ""));
    }

    void abort(String release) {
        controller.submit(new Order(Verb.ABORT, release, LEAD, "seen smoke"));
    }

    CommandResult last() {
        return results.get(results.size() - 1);
    }

    long count(AuditKind kind) {
        return records.stream().filter(record -> record.kind() == kind).count();
    }
}
