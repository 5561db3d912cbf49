package io.aisletide.release.analysis;

import io.aisletide.release.routing.Mix;
import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.MetricSpec.OnError;
import io.aisletide.release.spec.MetricSpec.OnNoData;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.Strategy.AnalysisUse;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one analysis, watched together: the result is the worst of theirs, dry runs left out. A run proves
 * something only when every metric had its samples; until then it is running, and once its time is over it is {@link
 * Status#UNPROVEN}, which never promotes. An unproven run goes on measuring, and may still come to be successful.
 */
public final class AnalysisRun {
    private final AnalysisUse use;
    private final List<MetricRun> metrics = new ArrayList<>();
    private final Roles roles;
    private final long startTick;
    private int measurements;
    /** The version answers for everyone: there is no control any more, and nothing left to prove. */
    private boolean promoted;

    /** What a run says now. */
    public enum Status {
        RUNNING,
        /** Time over, every metric proven. */
        SUCCESSFUL,
        /** Time over, and a metric without enough samples. */
        UNPROVEN,
        /** Undecided measurements: a person has to say what they mean. */
        INCONCLUSIVE,
        /** Could not be measured, and that is to wait for a person. */
        BLIND,
        /** Too few samples, and that is to wait for a person. */
        NO_DATA,
        /** Failed: by its measurements, by what could not be measured, or by a lack of data that counts as failure. */
        FAILED
    }

    /** A status and what brought it about. */
    public record Result(Status status, String metric, @Nullable Measurement measurement) {
        public static final Result RUNNING = new Result(Status.RUNNING, "", null);
    }

    /**
     * @param roles metrics of an endpoint that they do not name are left out: nothing is new there
     * @param key of the release and attempt, for keyed draws
     */
    public AnalysisRun(
            AnalysisUse use, ReleasePlan plan, Roles roles, AnalysisSettings settings, long tick, long key) {
        this.use = use;
        this.roles = roles;
        startTick = tick;
        for (String name : use.templates()) {
            AnalysisTemplate template = plan.template(name);
            if (template == null) {
                throw new IllegalArgumentException("no analysis template is called " + name);
            }
            for (MetricSpec metric : template.metrics()) {
                int endpoint = settings.endpoints().indexOf(metric.query().endpoint());
                if (endpoint >= 0 && !roles.has(endpoint)) {
                    continue;
                }
                metrics.add(new MetricRun(name, metric, roles, settings, tick, Mix.mix(settings.seed() ^ key)));
            }
        }
    }

    /**
     * Takes the counts of a tick and measures what is due.
     *
     * @param taken receives the measurements of this tick
     */
    public Result step(long tick, Evidence evidence, List<Measurement> taken) {
        Result worst = Result.RUNNING;
        for (MetricRun metric : metrics) {
            metric.observe(tick, evidence);
            Measurement measurement = metric.measure(tick, evidence, measurements);
            if (measurement != null) {
                measurements++;
                taken.add(measurement);
            }
            Result result = metric.spec().dryRun() ? Result.RUNNING : resultOf(metric, measurement, tick);
            if (result.status().compareTo(worst.status()) > 0) {
                worst = result;
            }
        }
        return worst.status() == Status.RUNNING ? ended(tick) : worst;
    }

    private Result resultOf(MetricRun metric, @Nullable Measurement measurement, long tick) {
        Status status = switch (metric.verdict()) {
            case FAILED -> Status.FAILED;
            case ERROR -> metric.spec().onError() == OnError.ABORT ? Status.FAILED : Status.BLIND;
            case INCONCLUSIVE -> Status.INCONCLUSIVE;
            default -> lacksData(metric, measurement, tick);
        };
        return new Result(status, metric.name(), measurement);
    }

    private Status lacksData(MetricRun metric, @Nullable Measurement measurement, long tick) {
        boolean lacking = measurement != null
                && (measurement.outcome() == Outcome.NO_DATA || measurement.outcome() == Outcome.TOO_FEW);
        if (!lacking || promoted || metric.isWaived() || metric.spec().onNoData() == OnNoData.WAIT || !metric.hadTime(tick)) {
            return Status.RUNNING;
        }
        return metric.spec().onNoData() == OnNoData.ABORT ? Status.FAILED : Status.NO_DATA;
    }

    private Result ended(long tick) {
        if (!isOver(tick)) {
            return Result.RUNNING;
        }
        for (MetricRun metric : metrics) {
            if (!metric.spec().dryRun() && !metric.isComplete()) {
                return use.durationTicks() == 0
                        ? Result.RUNNING
                        : new Result(Status.UNPROVEN, metric.name(), null);
            }
        }
        return new Result(Status.SUCCESSFUL, "", null);
    }

    /** The first metric that is not proven at the present weight, or null if all are. */
    public @Nullable String unproven() {
        for (MetricRun metric : metrics) {
            if (!metric.spec().dryRun() && !metric.isProven()) {
                return metric.name();
            }
        }
        return null;
    }

    /** Its duration is over. */
    public boolean isOver(long tick) {
        return tick - startTick >= use.durationTicks();
    }

    /** Its duration is over and every metric complete; whether one has failed, {@link #step} says. */
    public boolean isSuccessful(long tick) {
        return ended(tick).status() == Status.SUCCESSFUL;
    }

    public boolean allowsUnproven() {
        return use.allowUnproven();
    }

    /** More robots ask the version from now on; it has to be proven again. */
    public void weightRose(long tick) {
        metrics.forEach(metric -> metric.weightRose(tick));
    }

    /** A person's verdict on what was undecided or could not be measured; it holds until the next step. */
    public void waive() {
        metrics.forEach(MetricRun::waive);
    }

    /** The version answers for everyone from now on; a lack of data has no effect any more. */
    public void promoted() {
        promoted = true;
    }

    public void nextStep() {
        metrics.forEach(MetricRun::nextStep);
    }

    /** Over counts and verdicts: what an approval is bound to, too. */
    public long hash(long hash) {
        long h = Mix.mix(Mix.mix(Mix.mix(hash ^ startTick) ^ measurements) ^ (promoted ? 1 : 0));
        for (MetricRun metric : metrics) {
            h = metric.hash(h);
        }
        return h;
    }

    /** Its roles and start, then what it has gathered. */
    public void save(StateWriter to) {
        to.putLong(startTick);
        roles.save(to);
        to.putInt(measurements).putBoolean(promoted);
        metrics.forEach(metric -> metric.save(to));
    }

    /** One that was saved; the arguments as they were for the constructor. */
    public static AnalysisRun restored(
            AnalysisUse use, ReleasePlan plan, AnalysisSettings settings, long key, StateReader from) {
        long startTick = from.getLong();
        AnalysisRun run = new AnalysisRun(use, plan, Roles.restored(from), settings, startTick, key);
        run.measurements = from.getInt();
        run.promoted = from.getBoolean();
        run.metrics.forEach(metric -> metric.restore(from));
        return run;
    }
}
