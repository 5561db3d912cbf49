package io.aisletide.engine;

import io.aisletide.grid.Motion;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import io.aisletide.release.spec.TickRate;
import io.aisletide.workflow.BuiltIns;
import io.aisletide.workflow.VersionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Thousands of ticks with releases on a small floor: so that what decides about them, writes it down, and asks by version is
 * compiled before the real floor has its first. There it runs once a tick, and would be compiled in the course of minutes; each
 * piece takes the compiler 5 to 130 ms of a core, in the middle of ticks that need all of them.
 */
final class ReleaseRehearsal {
    private static final int SIDE = 48;
    private static final int PLACES_A_ROBOT = 20;
    private static final int ROUNDS = 16;
    private static final int RELEASES_A_ROUND = 6;
    /** The compiler takes as final what has run some 5,000 times. */
    private static final int EVERY_TICKS = 60;
    /** For so long a version stays warm that was replaced: some are taken back to, some are loaded again. */
    private static final int KEPT_RELEASES = 8;

    /** As long as a version takes to be prepared: it is ready one tick after its release has begun. */
    private static final TickRate RATE = new TickRate(5_000_000_000L);

    private static final int FIRST_TICK = 2;
    /** The routing table is read in another way while only some of the robots ask a version. */
    private static final int CANARY_PERCENT = 20;

    private ReleaseRehearsal() {}

    static void run(Motion motion, int threads) {
        try (FleetEngine engine = floor(motion, threads).build()) {
            play(engine);
        }
    }

    /** The floor and its robots, at rest. */
    static FleetEngineBuilder floor(Motion motion, int threads) {
        return Rehearsal.square(SIDE, PLACES_A_ROBOT, motion, threads)
                .delivery(delivery(ROUNDS, EVERY_TICKS, KEPT_RELEASES * EVERY_TICKS));
    }

    static void play(FleetEngine engine) {
        engine.advance(FIRST_TICK + (ROUNDS * RELEASES_A_ROUND + 1) * EVERY_TICKS);
    }

    /**
     * Each version comes and goes twice a round: loaded, taken back to while it is warm, in bundles, and as a canary.
     *
     * @param rounds of {@value #RELEASES_A_ROUND} releases; 0 for none
     * @param everyTicks from one release to the next
     * @param keepTicks in which a version stays warm that was replaced
     */
    static Delivery delivery(int rounds, int everyTicks, int keepTicks) {
        List<RolloutSpec> releases = new ArrayList<>();
        Strategy atOnce = new Strategy.BlueGreen(true, 0, 0, null, null, keepTicks);
        Strategy canary = new Strategy.Canary(List.of(new Step.SetWeight(CANARY_PERCENT)), null, 1, 1);
        for (int i = 0; i < rounds; i++) {
            add(releases, everyTicks, atOnce, BuiltIns.CONGESTION_AWARE);
            add(releases, everyTicks, atOnce, BuiltIns.NEAREST_TO_GOAL);
            add(releases, everyTicks, atOnce, BuiltIns.SHORTEST);
            add(releases, everyTicks, canary, BuiltIns.ONE_WAY, BuiltIns.LONGEST_WAITING);
            add(releases, everyTicks, atOnce, BuiltIns.SHORTEST, BuiltIns.NEAREST_TO_GOAL);
            add(releases, everyTicks, atOnce, BuiltIns.LONGEST_WAITING);
        }
        return new Delivery(Map.of(), List.of(), new ReleasePlan(releases, List.of(), List.of()), RATE);
    }

    private static void add(List<RolloutSpec> to, int everyTicks, Strategy strategy, VersionId... versions) {
        List<RolloutSpec.Target> targets = new ArrayList<>();
        for (VersionId version : versions) {
            targets.add(new RolloutSpec.Target(version.endpoint().label(), version.toString()));
        }
        to.add(new RolloutSpec(
                "release-" + to.size(),
                targets,
                FIRST_TICK + everyTicks * to.size(),
                strategy,
                RolloutSpec.Exposure.DEFAULT,
                RolloutSpec.ProgressDeadline.defaults(RATE),
                RolloutSpec.FailurePolicy.defaults(RATE),
                1,
                List.of()));
    }
}
