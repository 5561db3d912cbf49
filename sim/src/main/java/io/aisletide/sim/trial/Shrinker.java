package io.aisletide.sim.trial;

import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.Scenario.DemandSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a small trial that fails as a large one does.
 *
 * <p>It tries one simplification after the other ({@link Reductions}: fewer ticks, commands, releases, robots, cells; {@link
 * SetupReductions}: fewer mishaps, threads) and keeps those
 * after which the failure is of the same kind; larger cuts come first, as in delta debugging (Zeller and Hildebrandt, IEEE
 * TSE 2002). It ends when no single simplification is left that keeps the failure, or after a set number of tries.
 */
public final class Shrinker {
    /** Runs of a trial before it stops looking, unless told otherwise. */
    public static final int DEFAULT_TRIES = 1_500;

    private final Judge judge;
    private int triesLeft;

    public Shrinker(Judge judge, int tries) {
        this.judge = judge;
        triesLeft = tries;
    }

    /** A trial that fails, and how it does. */
    public record Case(Trial trial, Failure failure) {}

    /** @param failed what the judge says of the trial */
    public Case shrink(Trial trial, Failure failed) {
        // What the plain setup shows alone needs no other.
        List<Setup> setups = failed.setups();
        Case smallest = new Case(new Trial(trial.scenario(), setups), failed);
        if (setups.size() == 1 && !setups.get(0).equals(Setup.PLAIN)) {
            smallest = better(smallest, new Trial(trial.scenario(), List.of(Setup.PLAIN)), failed.kind());
        }
        smallest = plainerSetup(shorter(smallest));
        Case explicit = attempt(smallest.trial.with(Reductions.explicit(smallest.trial.scenario())), failed.kind());
        if (explicit == null) {
            return smallest;
        }
        smallest = explicit;
        if (explicit.trial.scenario().demand() instanceof DemandSpec.RandomGoals) {
            // Random goals hang on the numbers of the robots, and so on robots that have nothing to do with it.
            List<int[]> given = judge.goalsGiven(explicit.trial);
            smallest = better(
                    smallest, explicit.trial.with(Reductions.withGoals(explicit.trial.scenario(), given)), failed.kind());
        }
        boolean progress = true;
        while (progress && triesLeft > 0) {
            Case before = smallest;
            smallest = pass(smallest);
            progress = !smallest.equals(before);
        }
        return smallest;
    }

    /** Tries every simplification once, each on what the ones before have left. */
    private Case pass(Case from) {
        Case smallest = plainerSetup(from);
        for (Reductions.Kind kind : Reductions.Kind.values()) {
            boolean again = true;
            while (again && triesLeft > 0) {
                again = false;
                Iterator<Scenario> candidates = Reductions.of(kind, smallest.trial.scenario(), smallest.failure.tick());
                while (candidates.hasNext() && !again && triesLeft > 0) {
                    Case smaller = attempt(smallest.trial.with(candidates.next()), smallest.failure.kind());
                    if (smaller != null) {
                        smallest = smaller;
                        again = true;
                    }
                }
            }
        }
        return smallest;
    }

    /** Tries every simplification of the last of the setups once, each on what the ones before have left. */
    private Case plainerSetup(Case from) {
        Case smallest = from;
        int next = 0;
        while (triesLeft > 0) {
            List<Setup> setups = smallest.trial.setups();
            List<Setup> candidates = SetupReductions.of(setups.get(setups.size() - 1));
            if (next >= candidates.size()) {
                break;
            }
            List<Setup> plainer = new ArrayList<>(setups);
            plainer.set(setups.size() - 1, candidates.get(next));
            Case smaller = attempt(new Trial(smallest.trial.scenario(), plainer), smallest.failure.kind());
            if (smaller == null) {
                next++;
            } else {
                smallest = smaller;
            }
        }
        return smallest;
    }

    /** Without the ticks after the failure, which cost time in each try. */
    private Case shorter(Case from) {
        Iterator<Scenario> shorter = Reductions.of(Reductions.Kind.FEWER_TICKS, from.trial.scenario(), from.failure.tick());
        return shorter.hasNext() ? better(from, from.trial.with(shorter.next()), from.failure.kind()) : from;
    }

    private Case better(Case known, Trial candidate, String kind) {
        Case found = attempt(candidate, kind);
        return found == null ? known : found;
    }

    /** The candidate as a case if it fails in the same way; null if it does not, or is no scenario that can be run. */
    private @Nullable Case attempt(Trial candidate, String kind) {
        triesLeft--;
        try {
            Failure failure = judge.judge(candidate).failure();
            return failure != null && failure.kind().equals(kind) ? new Case(candidate, failure) : null;
        } catch (InvalidInputException impossible) {
            return null;
        }
    }
}
