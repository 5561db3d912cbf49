package io.aisletide.release.analysis;

import io.aisletide.release.routing.Mix;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.MetricSpec.CompareTo;
import io.aisletide.release.spec.MetricSpec.EProcess;
import io.aisletide.release.spec.MetricSpec.Threshold;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import org.jspecify.annotations.Nullable;

/** One metric of one analysis run: counts, measurements, limits. */
final class MetricRun {
    private final String name;
    private final MetricSpec spec;
    private final Roles roles;
    private final AnalysisSettings settings;
    private final long startTick;
    private final MetricCounts counts;
    private final @Nullable EValue eValue;

    private long nextTick;
    private int done;
    private int failed;
    private int inconclusive;
    private int errorsInARow;
    /** First of the measurements over the threshold, without a gap until now; {@link #NEVER} if the last was not. */
    private long overSince = NEVER;

    private boolean proven;
    /** The proof has to rest on what was counted from this tick on. */
    private long proofSince;

    private boolean waived;
    private Verdict verdict = Verdict.RUNNING;

    private static final long NEVER = Long.MIN_VALUE;

    enum Verdict {
        RUNNING,
        /** Its measurements are complete, and no limit was exceeded. */
        SUCCESSFUL,
        INCONCLUSIVE,
        ERROR,
        FAILED
    }

    MetricRun(String template, MetricSpec spec, Roles roles, AnalysisSettings settings, long tick, long key) {
        name = template + "/" + spec.name();
        this.spec = spec;
        this.settings = settings;
        startTick = tick;
        proofSince = tick;
        int endpoint = settings.endpoints().indexOf(spec.query().endpoint());
        this.roles = endpoint < 0 ? roles : roles.only(endpoint);
        counts = new MetricCounts(spec, this.roles, settings, Mix.of(key, name));
        eValue = spec.test() instanceof EProcess process ? eValueOf(process, tick, settings) : null;
        nextTick = tick + spec.schedule().initialDelayTicks() + spec.schedule().intervalTicks();
    }

    private static EValue eValueOf(EProcess process, long tick, AnalysisSettings settings) {
        return process.compareTo() == CompareTo.CONTROL
                ? EValue.relative(process.theta0(), tick, settings.restartTicks())
                : EValue.absolute(process.theta0(), tick, settings.restartTicks());
    }

    /** Takes the counts of a tick. */
    void observe(long tick, Evidence evidence) {
        counts.add(tick, evidence);
        if (eValue != null) {
            if (spec.test().compareTo() == CompareTo.CONTROL) {
                eValue.observeRelative(
                        tick, counts.bad(), counts.calls(), counts.controlBad(), counts.controlCalls());
            } else {
                eValue.observeAbsolute(tick, counts.bad(), counts.calls());
            }
        }
    }

    /** The measurement of this tick, null if none is due. */
    @Nullable Measurement measure(long tick, Evidence evidence, int id) {
        if (verdict != Verdict.RUNNING || tick < nextTick) {
            return null;
        }
        Measurement measurement = blind(evidence) ? without(id, tick, Outcome.ERROR) : taken(id, tick);
        count(measurement);
        return measurement;
    }

    private boolean blind(Evidence evidence) {
        for (int endpoint : roles.endpoints()) {
            if (evidence.isLost(endpoint)) {
                return true;
            }
        }
        return false;
    }

    private Measurement taken(int id, long tick) {
        if (eValue != null) {
            return sequential(id, tick, eValue, (EProcess) spec.test());
        }
        long samples = counts.windowCalls();
        Outcome lacking = lacking(samples);
        if (lacking != null) {
            overSince = NEVER;
            return without(id, tick, lacking);
        }
        Threshold threshold = (Threshold) spec.test();
        if (threshold.compareTo() == CompareTo.CONTROL && counts.windowControlCalls() == 0) {
            overSince = NEVER;
            return without(id, tick, Outcome.NO_DATA);
        }
        double value = threshold.compareTo() == CompareTo.CONTROL ? counts.ratio() : counts.value();
        return judged(id, tick, threshold, value);
    }

    private @Nullable Outcome lacking(long samples) {
        if (!spec.query().measure().isRate()) {
            return null;
        }
        if (samples == 0) {
            return Outcome.NO_DATA;
        }
        return samples < spec.minSamples() ? Outcome.TOO_FEW : null;
    }

    private Measurement judged(int id, long tick, Threshold threshold, double value) {
        boolean over = threshold.failure() != null ? threshold.failure().holds(value) : !holds(threshold, value);
        boolean good = threshold.success() != null ? threshold.success().holds(value) : !over;
        if (!over) {
            overSince = NEVER;
        } else if (overSince == NEVER) {
            overSince = tick;
        }
        boolean longEnough =
                over && tick - overSince + spec.schedule().intervalTicks() >= threshold.forTicks();
        Outcome outcome = longEnough ? Outcome.FAILED : good || over ? Outcome.SUCCESSFUL : Outcome.INCONCLUSIVE;
        return measurement(id, tick, outcome, value, Double.NaN, over && !longEnough);
    }

    private static boolean holds(Threshold threshold, double value) {
        return threshold.success() != null && threshold.success().holds(value);
    }

    private Measurement sequential(int id, long tick, EValue process, EProcess test) {
        double e = process.value();
        Outcome lacking = lacking(counts.callsSinceProof());
        Outcome outcome =
                e * test.alpha() >= 1 ? Outcome.FAILED : lacking != null ? lacking : Outcome.SUCCESSFUL;
        return measurement(id, tick, outcome, counts.totalValue(), e, false);
    }

    private Measurement without(int id, long tick, Outcome outcome) {
        return measurement(id, tick, outcome, Double.NaN, Double.NaN, false);
    }

    private Measurement measurement(
            int id, long tick, Outcome outcome, double value, double e, boolean pending) {
        double level = spec.test() instanceof EProcess process ? 1 / process.alpha() : Double.NaN;
        return new Measurement(
                id,
                tick,
                name,
                outcome,
                value,
                counts.numerator(),
                counts.denominator(),
                counts.controlNumerator(),
                counts.controlDenominator(),
                Wording.of(spec),
                e,
                level,
                spec.query().windowTicks(),
                spec.query().measure().among(),
                spec.test() instanceof EProcess process && process.unit().withinTicks() > 0,
                pending,
                spec.dryRun());
    }

    private void count(Measurement measurement) {
        MetricSpec.Limits limits = spec.limits();
        int wait = spec.schedule().intervalTicks();
        if (measurement.outcome() == Outcome.ERROR) {
            overSince = NEVER;
            wait = wait == 0 ? settings.errorRetryTicks() : Math.min(wait, settings.errorRetryTicks());
            if (++errorsInARow > limits.consecutiveErrorLimit()) {
                verdict = Verdict.ERROR;
            }
        } else {
            errorsInARow = 0;
            switch (measurement.outcome()) {
                case FAILED -> failed++;
                case INCONCLUSIVE -> inconclusive += waived ? 0 : 1;
                default -> proven |= measurement.isProof() && coversProof(measurement.tick());
            }
            proven &= !measurement.pending();
            if (measurement.outcome() != Outcome.NO_DATA && measurement.outcome() != Outcome.TOO_FEW
                    && !measurement.pending()) {
                done++;
            }
            verdict = verdictNow(limits);
        }
        nextTick = measurement.tick() + Math.max(1, wait);
    }

    private Verdict verdictNow(MetricSpec.Limits limits) {
        if (failed > limits.failureLimit()) {
            return Verdict.FAILED;
        }
        if (inconclusive > limits.inconclusiveLimit()) {
            return Verdict.INCONCLUSIVE;
        }
        int count = spec.schedule().intervalTicks() == 0 ? 1 : spec.schedule().count();
        return count > 0 && done >= count && proven ? Verdict.SUCCESSFUL : Verdict.RUNNING;
    }

    /** A window that reaches back before the last change of weight tells about the smaller weight, too. */
    private boolean coversProof(long tick) {
        return eValue != null || !spec.query().measure().isRate()
                || tick - proofSince >= Math.min(spec.query().windowTicks(), spec.schedule().intervalTicks());
    }

    /** More robots ask the version from now on: what was proven before does not speak for that. */
    void weightRose(long tick) {
        proofSince = tick;
        proven = false;
        done = 0;
        counts.weightRose();
        if (verdict == Verdict.SUCCESSFUL) {
            verdict = Verdict.RUNNING;
        }
    }

    /** A person has decided what undecided or missing measurements mean; until the next step they do not ask again. */
    void waive() {
        waived = true;
        inconclusive = 0;
        errorsInARow = 0;
        if (verdict == Verdict.INCONCLUSIVE || verdict == Verdict.ERROR) {
            verdict = Verdict.RUNNING;
        }
    }

    void nextStep() {
        waived = false;
    }

    /** Whether a lack of data is more than a window that has only begun to fill. */
    boolean hadTime(long tick) {
        return tick - Math.max(startTick, proofSince)
                >= Math.max(spec.query().windowTicks(), 2 * spec.schedule().intervalTicks());
    }

    boolean isWaived() {
        return waived;
    }

    boolean isProven() {
        return proven;
    }

    boolean isComplete() {
        boolean endless = spec.schedule().intervalTicks() > 0 && spec.schedule().count() == 0;
        return endless ? proven : verdict == Verdict.SUCCESSFUL;
    }

    Verdict verdict() {
        return verdict;
    }

    MetricSpec spec() {
        return spec;
    }

    String name() {
        return name;
    }

    long hash(long hash) {
        long h = Mix.mix(hash ^ nextTick);
        h = Mix.mix(h ^ ((long) done << 48 ^ (long) failed << 32 ^ (long) inconclusive << 16 ^ errorsInARow));
        h = Mix.mix(Mix.mix(h ^ overSince) ^ proofSince);
        h = Mix.mix(h ^ ((proven ? 1 : 0) | (waived ? 2 : 0) | verdict.ordinal() << 2));
        h = counts.hash(h);
        return eValue == null ? h : eValue.hash(h);
    }

    void save(StateWriter to) {
        to.putLong(nextTick).putInt(done).putInt(failed).putInt(inconclusive).putInt(errorsInARow).putLong(overSince);
        to.putBoolean(proven).putLong(proofSince).putBoolean(waived).putByte(verdict.ordinal());
        counts.save(to);
        if (eValue != null) {
            eValue.save(to);
        }
    }

    void restore(StateReader from) {
        nextTick = from.getLong();
        done = from.getInt();
        failed = from.getInt();
        inconclusive = from.getInt();
        errorsInARow = from.getInt();
        overSince = from.getLong();
        proven = from.getBoolean();
        proofSince = from.getLong();
        waived = from.getBoolean();
        verdict = from.getOneOf(Verdict.values());
        counts.restore(from);
        if (eValue != null) {
            eValue.restore(from);
        }
    }
}
