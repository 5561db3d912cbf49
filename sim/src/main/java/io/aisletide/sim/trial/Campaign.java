package io.aisletide.sim.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Trials of many seeds, one after the other. */
public final class Campaign {
    private final Judge judge;
    private final int events;
    private final int shrinkTries;

    /**
     * @param events of each trial
     * @param shrinkTries runs that may be spent on making a failing trial smaller
     */
    public Campaign(Judge judge, int events, int shrinkTries) {
        this.judge = judge;
        this.events = events;
        this.shrinkTries = shrinkTries;
    }

    /** Told how it goes. */
    public interface Listener {
        /** Somebody who only waits for the result. */
        Listener NONE = new Listener() {};

        /** After each seed. */
        default void tried(long seed) {}

        /** As soon as the smallest case of a failure is known. */
        default void found(Found found) {}
    }

    /**
     * A seed whose trial failed.
     *
     * @param smallest fails in the same way with as few events as could be found
     */
    public record Found(long seed, Failure failure, Shrinker.Case smallest) {}

    /**
     * What was tried, and what was found.
     *
     * @param events ticks and commands, not counting those of the second setups
     * @param applied commands that were carried out, by verb
     * @param befell how often what happened: how engines ended, what was damaged, what became of releases
     * @param digest of all states of all plain runs: the same on every machine and JDK
     */
    public record Result(
            int trials, long events, long goals, long robotTicks, long refused, Map<String, Integer> applied, Map<String, Integer> befell, long digest,
            List<Found> found) {}

    /** @param stop asked between trials */
    public Result run(long firstSeed, int seeds, Listener listener, BooleanSupplier stop) {
        long allEvents = 0;
        long goals = 0;
        long robotTicks = 0;
        long refused = 0;
        long digest = 0;
        int trials = 0;
        Map<String, Integer> befell = new TreeMap<>();
        Map<String, Integer> applied = new TreeMap<>();
        List<Found> found = new ArrayList<>();
        for (; trials < seeds && !stop.getAsBoolean(); trials++) {
            long seed = firstSeed + trials;
            Trial trial = TrialGenerator.of(seed, events);
            Judge.Verdict verdict = judge.judge(trial);
            allEvents += trial.events();
            goals += verdict.effort().goals();
            robotTicks += verdict.effort().robotTicks();
            verdict.effort().befell().forEach((what, times) -> befell.merge(what, times, Integer::sum));
            refused += verdict.effort().commandsRefused();
            verdict.effort().verbsApplied().forEach(verb -> applied.merge(verb, 1, Integer::sum));
            digest = digest * 31 + verdict.effort().digest();
            if (verdict.failure() != null) {
                Shrinker shrinker = new Shrinker(judge, shrinkTries);
                Found failed = new Found(seed, verdict.failure(), shrinker.shrink(trial, verdict.failure()));
                found.add(failed);
                listener.found(failed);
            }
            listener.tried(seed);
        }
        return new Result(trials, allEvents, goals, robotTicks, refused, applied, befell, digest, found);
    }
}
