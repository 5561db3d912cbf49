package io.aisletide.sim.trial;

import io.aisletide.engine.FleetEngineBuilder;
import io.aisletide.engine.Receipt;
import io.aisletide.sim.scenario.ScriptedCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a trial in each of its setups, and says what is wrong with a run or with the difference between two. */
public final class Judge {
    private final Consumer<FleetEngineBuilder> outfit;

    public Judge() {
        this(builder -> {});
    }

    /** @param outfit may add to each engine before it is built */
    public Judge(Consumer<FleetEngineBuilder> outfit) {
        this.outfit = outfit;
    }

    /** What was judged. */
    public record Verdict(@Nullable Failure failure, Effort effort) {}

    /**
     * What a trial did; so that nobody takes floors on which nothing happens for a good sign.
     *
     * @param verbsApplied of the commands that were carried out, in their order
     * @param befell how often what happened, in all setups
     */
    public record Effort(long goals, long robotTicks, int commandsApplied, int commandsRefused, long robotsAffected,
            List<String> verbsApplied, Map<String, Integer> befell, long digest) {}

    public Verdict judge(Trial trial) {
        Setup plain = trial.setups().get(0);
        Trace first = new TrialRun(trial.scenario(), plain, outfit).run();
        Failure failure = first.failure();
        Map<String, Integer> befell = new TreeMap<>(first.befell());
        for (int i = 1; i < trial.setups().size() && failure == null; i++) {
            Setup setup = trial.setups().get(i);
            Trace other = new TrialRun(trial.scenario(), setup, outfit).run();
            other.befell().forEach((what, times) -> befell.merge(what, times, Integer::sum));
            failure = other.failure() == null ? difference(trial, first, plain, other, setup) : other.failure();
        }
        return new Verdict(failure, effort(trial, first, befell));
    }

    /** Goals that the demand gives in the first setup if nothing befalls it, in their order, as pairs of robot and cell. */
    List<int[]> goalsGiven(Trial trial) {
        TrialRun run = new TrialRun(trial.scenario(), trial.setups().get(0).unharmed(), outfit);
        run.run();
        return run.goalsGiven();
    }

    private static @Nullable Failure difference(Trial trial, Trace first, Setup plain, Trace other, Setup setup) {
        int tick = Arrays.mismatch(first.hashes(), other.hashes());
        Failure receipts = receiptDifference(trial, first, plain, other, setup);
        if (receipts != null && (tick < 0 || receipts.tick() <= tick)) {
            return receipts;
        }
        if (tick < 0 && !first.audit().equals(other.audit())) {
            return new Failure(
                    Failure.AUDIT_DIFFERS, first.audit() + "; and: " + other.audit(), first.hashes().length, List.of(plain, setup));
        }
        for (int i = 0; tick < 0 && i < Math.max(first.figures().size(), other.figures().size()); i++) {
            String one = i < first.figures().size() ? first.figures().get(i) : "nothing";
            String two = i < other.figures().size() ? other.figures().get(i) : "nothing";
            if (!one.equals(two)) {
                return new Failure(Failure.FIGURES_DIFFER, one + "; and: " + two, first.hashes().length, List.of(plain, setup));
            }
        }
        return tick < 0
                ? null
                : new Failure(Failure.STATE_DIFFERS, "after tick " + tick + " the states are different", tick + 1L,
                        List.of(plain, setup));
    }

    private static @Nullable Failure receiptDifference(
            Trial trial, Trace first, Setup plain, Trace other, Setup setup) {
        for (int i = 0; i < first.receipts().size(); i++) {
            String one = Trace.gist(first.receipts().get(i));
            String two = Trace.gist(other.receipts().get(i));
            if (!one.equals(two)) {
                ScriptedCommand command = trial.scenario().script().get(i);
                return new Failure(
                        Failure.RECEIPT_DIFFERS,
                        command.name() + " was answered: " + one + "; and: " + two,
                        command.atTick() + 1L,
                        List.of(plain, setup));
            }
        }
        return null;
    }

    private static Effort effort(Trial trial, Trace trace, Map<String, Integer> befell) {
        int applied = 0;
        int refused = 0;
        long affected = 0;
        List<String> verbs = new ArrayList<>();
        for (int i = 0; i < trace.receipts().size(); i++) {
            Receipt receipt = trace.receipts().get(i);
            affected += receipt.affected();
            switch (receipt.status()) {
                case APPLIED -> {
                    applied++;
                    verbs.add(trial.scenario().script().get(i).verb());
                }
                case REJECTED -> refused++;
                case PREVIEWED -> { }
            }
        }
        long digest = Arrays.hashCode(trace.hashes());
        return new Effort(trace.goals(), trace.robotTicks(), applied, refused, affected, verbs, befell, digest);
    }
}
