package io.aisletide.sim.trial;

import io.aisletide.command.Command;
import io.aisletide.engine.DeliveryView;
import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetView;
import io.aisletide.engine.Receipt;
import io.aisletide.release.Phase;
import io.aisletide.release.RolloutStatus;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.RolloutSpec.Target;
import io.aisletide.sim.scenario.DeliverySpec;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.RobotState;
import io.aisletide.workflow.Endpoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks after each tick, robot by robot, which version answers for it, and holds that against what the plan and the course of
 * its releases say: the canary's exact share and no robot more, the stable version for all others, the one before it for
 * everybody once a promoted release has been taken back; all endpoints of a bundle together; robots that have joined a canary
 * stay in it; and a version in quarantine keeps no mission and is not called. What is counted and decided inside the engine is not asked for that,
 * but for the turns that the audit tells.
 *
 * <p>An engine that goes on from a snapshot is not followed, because its earlier turns are not known; its states are held to
 * those of an engine that is. The first thing that is wrong is kept. Engine's thread.
 */
final class RoutingWatch implements EngineObserver {
    /** Calls are summed up with histograms of their times, which take a while to copy. */
    private static final int COUNT_CALLS_TICKS = 8;

    private static final long NOT_COUNTED = -1;

    private final FirstFailure failure;
    private final List<Course> courses = new ArrayList<>();
    private final Map<Endpoint, String> stable = new TreeMap<>();
    /** Calls that were answered by versions in quarantine before that. */
    private final Map<String, Long> quarantine = new TreeMap<>();
    /** Slots of versions that are loaded, or were at the start. */
    private final Map<String, Set<Object>> slots = new TreeMap<>();

    private boolean following = true;
    private boolean robotsWentAway;

    /** A release, as it was after the last tick. */
    private static final class Course {
        final RolloutSpec spec;
        final List<Endpoint> endpoints = new ArrayList<>();
        /** By position of the target: what its promotion has put aside. */
        final String[] before;

        boolean promoted;
        int attempt;
        int weight;
        BitSet robots = new BitSet();

        Course(RolloutSpec spec) {
            this.spec = spec;
            before = new String[spec.targets().size()];
            spec.targets().forEach(target -> endpoints.add(endpoint(target.endpoint())));
        }

        String version(int position) {
            return spec.targets().get(position).version();
        }

        /** Part of the robots ask it, and not all. */
        boolean isCanary(RolloutStatus now) {
            boolean underWay = now.phase() == Phase.STEPPING || now.phase() == Phase.PROMOTING;
            return underWay && !promoted && now.weight() > 0;
        }

        /** By the README's rule. */
        int quota(RolloutStatus now, int robots) {
            RolloutSpec.Exposure exposure = spec.exposure();
            long wanted = Math.max((long) now.weight() * robots / 100, exposure.minUnits());
            return (int) Math.min(wanted, (long) exposure.maxPercent() * robots / 100);
        }
    }

    RoutingWatch(DeliverySpec delivery, FirstFailure failure) {
        this.failure = failure;
        delivery.stable().forEach((label, version) -> {
            stable.put(endpoint(label), version);
            slotsOf(version).add(0L);
        });
        delivery.plan().releases().forEach(release -> courses.add(new Course(release)));
    }

    private static Endpoint endpoint(String label) {
        Endpoint endpoint = Endpoint.of(label);
        if (endpoint == null) {
            throw new IllegalArgumentException("no endpoint is called " + label);
        }
        return endpoint;
    }

    @Override
    public void beginning(FleetEngine engine, long tick) {
        following = tick == 0;
    }

    @Override
    public void commandDone(Command command, Receipt receipt) {
        // Another robot may get the number of one that has gone.
        robotsWentAway |= command instanceof Command.RemoveRobots && receipt.affected() > 0;
    }

    @Override
    public void audited(AuditRecord record, String line) {
        switch (record.kind()) {
            case STARTED -> course(record).spec.targets().forEach(target -> quarantine.remove(target.version()));
            case PROMOTED -> promoted(course(record));
            case ABORTED -> takenBack(course(record));
            case LOADED -> slotsOf(version(record)).add(record.fields().get("slot"));
            case UNLOADED -> slotsOf(version(record)).remove(record.fields().get("slot"));
            case QUARANTINED -> {
                // What is counted by version says nothing if it has answered in another slot, and still ends its missions there.
                if (slotsOf(version(record)).size() < 2) {
                    quarantine.put(version(record), NOT_COUNTED);
                }
            }
            default -> { }
        }
    }

    private static String version(AuditRecord record) {
        return String.valueOf(record.fields().get("version"));
    }

    private Set<Object> slotsOf(String version) {
        return slots.computeIfAbsent(version, id -> new HashSet<>());
    }

    private Course course(AuditRecord record) {
        Object name = record.fields().get("release");
        return courses.stream()
                .filter(course -> course.spec.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the audit speaks of a release " + name));
    }

    private void promoted(Course course) {
        course.promoted = true;
        for (int i = 0; i < course.before.length; i++) {
            course.before[i] = stable.getOrDefault(course.endpoints.get(i), "");
            stable.put(course.endpoints.get(i), course.version(i));
        }
    }

    private void takenBack(Course course) {
        for (int i = 0; i < course.before.length && course.promoted; i++) {
            stable.put(course.endpoints.get(i), course.before[i]);
        }
        course.promoted = false;
    }

    @Override
    public void tickDone(FleetEngine engine, long tick, long tickNanos) {
        DeliveryView delivery = engine.delivery();
        if (following && delivery != null) {
            check(delivery, engine.robots(), tick);
        }
        robotsWentAway = false;
    }

    /** @param tick ticks done */
    void check(DeliveryView delivery, FleetView fleet, long tick) {
        BitSet present = new BitSet();
        for (int robot = 0; robot < fleet.robotLimit(); robot++) {
            present.set(robot, fleet.state(robot) != RobotState.ABSENT);
        }
        List<RolloutStatus> releases = delivery.releases();
        for (Endpoint endpoint : stable.keySet()) {
            checkOthers(endpoint, releases, delivery, present, tick);
        }
        for (int i = 0; i < courses.size(); i++) {
            check(courses.get(i), releases.get(i), delivery, present, tick);
        }
        if (!quarantine.isEmpty() && (quarantine.containsValue(NOT_COUNTED) || tick % COUNT_CALLS_TICKS == 0)) {
            delivery.versions().forEach(version -> checkCalls(version, tick));
        }
        for (int robot = 0; robot < fleet.robotLimit() && !quarantine.isEmpty(); robot++) {
            boolean drives = present.get(robot) && fleet.goal(robot) != Demand.NO_GOAL;
            String begunBy = drives ? delivery.answeringNow(Endpoint.PLAN_ROUTE, robot) : null;
            if (begunBy != null && quarantine.containsKey(begunBy)) {
                failure.note(Failure.QUARANTINE, "robot " + robot + " is on a mission of " + begunBy + ", which is in quarantine",
                        tick);
            }
        }
    }

    /** Nobody asks any but the stable version and those of canaries. */
    private void checkOthers(
            Endpoint endpoint, List<RolloutStatus> releases, DeliveryView delivery, BitSet present, long tick) {
        List<String> known = new ArrayList<>(List.of(stable.getOrDefault(endpoint, "")));
        for (int i = 0; i < courses.size(); i++) {
            int position = courses.get(i).endpoints.indexOf(endpoint);
            if (position >= 0 && courses.get(i).isCanary(releases.get(i))) {
                known.add(courses.get(i).version(position));
            }
        }
        for (int robot = present.nextSetBit(0); robot >= 0; robot = present.nextSetBit(robot + 1)) {
            String asked = delivery.answering(endpoint, robot);
            if (!known.contains(asked)) {
                failure.note(Failure.OTHER_VERSION, "robot " + robot + " asks " + asked + ", and there is only " + known, tick);
                return;
            }
        }
    }

    private void check(Course course, RolloutStatus now, DeliveryView delivery, BitSet present, long tick) {
        BitSet before = course.robots;
        boolean grew = now.attempt() == course.attempt && now.weight() >= course.weight;
        course.robots = new BitSet();
        course.attempt = now.attempt();
        course.weight = now.weight();
        if (!course.isCanary(now)) {
            return;
        }
        int quota = course.quota(now, present.cardinality());
        boolean first = true;
        for (int i = 0; i < course.before.length; i++) {
            Target target = course.spec.targets().get(i);
            if (target.version().equals(stable.get(course.endpoints.get(i)))) {
                continue;
            }
            BitSet asking = asking(course.endpoints.get(i), target.version(), delivery, present);
            if (asking.cardinality() != quota) {
                failure.note(Failure.OTHER_SHARE, asking.cardinality() + " of " + present.cardinality() + " robots ask "
                        + target.version() + " at " + now.weight() + " %, and " + quota + " should", tick);
            }
            if (!first && !asking.equals(course.robots)) {
                failure.note(Failure.TORN_BUNDLE, "robots " + course.robots + " ask one version of " + now.name() + ", and "
                        + asking + " the other", tick);
            }
            first = false;
            course.robots = asking;
        }
        if (course.spec.exposure().sticky() && grew && !robotsWentAway) {
            before.and(present);
            int mayLeave = Math.max(0, before.cardinality() - quota);
            before.andNot(course.robots);
            if (before.cardinality() > mayLeave) {
                failure.note(Failure.NOT_STICKY, "robots " + before + " have left the canary of " + now.name() + ", which has "
                        + quota + " robots", tick);
            }
        }
    }

    private static BitSet asking(Endpoint endpoint, String version, DeliveryView delivery, BitSet present) {
        BitSet asking = new BitSet();
        present.stream().filter(robot -> version.equals(delivery.answering(endpoint, robot))).forEach(asking::set);
        return asking;
    }

    private void checkCalls(DeliveryView.VersionFigures version, long tick) {
        Long before = quarantine.get(version.version());
        if (before == null) {
            return;
        }
        if (before == NOT_COUNTED) {
            quarantine.put(version.version(), version.calls());
        } else if (version.calls() != before) {
            failure.note(Failure.QUARANTINE, version.version() + " is in quarantine, and has answered "
                    + (version.calls() - before) + " calls since", tick);
        }
    }
}
