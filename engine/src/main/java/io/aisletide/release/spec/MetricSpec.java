package io.aisletide.release.spec;

import org.jspecify.annotations.Nullable;

/**
 * One figure that is measured again and again, and what it means.
 *
 * @param minSamples calls, goals or robots' ticks that a measurement needs, in its window; for {@link EProcess} since the last change of weight
 * @param dryRun measured and recorded, without effect
 */
public record MetricSpec(
        String name,
        Query query,
        Test test,
        Schedule schedule,
        Limits limits,
        int minSamples,
        OnNoData onNoData,
        OnError onError,
        boolean dryRun) {

    /**
     * What is measured: a share of calls, goals or robots' ticks, or a number; see {@link Measure}.
     *
     * @param endpoint a name, or {@link #ALL} for all endpoints of the release
     * @param windowTicks how far back; for {@link EProcess} without meaning, it counts from the start
     * @param lateAfterTicks for {@link Measure#LATE}: a goal that is reached later than that is late, or {@link #BY_ITS_WAY}; else 0
     */
    public record Query(Measure measure, String endpoint, Role role, int windowTicks, int lateAfterTicks) {
        public static final String ALL = "all";
        /**
         * A goal is late that took more than twice as long as the way takes a robot that is alone, and ten ticks more. That is a
         * few in a hundred goals at most where all is well, on floors of any kind and with goals near and far; a time has to
         * be found for each floor.
         */
        public static final int BY_ITS_WAY = 0;

        /** Of anything but {@link Measure#LATE}. */
        public Query(Measure measure, String endpoint, Role role, int windowTicks) {
            this(measure, endpoint, role, windowTicks, 0);
        }
    }

    /**
     * What can be counted. The first four look at single answers, and an answer can be right in itself and harmful all the
     * same; so the next two look at what becomes of the robots. They count a mission for the version that the routing table
     * gave it to, also where another has answered in its place.
     */
    public enum Measure {
        /** Calls that ended in a fault code, answers that the validator rejects among them. */
        FAULTS("calls", 10),
        /** Answers that the validator rejected; they never touch the floor. */
        INVALID("calls", 10),
        /** Calls that the version refused. A bad version may hide faults as refusals. */
        REFUSALS("calls", 10),
        /** Calls over the latency budget, in modelled time. */
        SLOW("calls", 10),
        /** Goals that were reached late: by the length of their way, or later than a given time after they had been set. */
        LATE("goals", 50),
        /** Robots found in a deadlock or livelock: those of the circle, or the one for which all others of a jam wait. */
        STUCK("ticks of robots", 10_000),
        CALLS("", 0),
        /** Broken invariants of the whole floor. */
        VIOLATIONS("", 0);

        private final String among;
        private final int fewSamples;

        Measure(String among, int fewSamples) {
            this.among = among;
            this.fewSamples = fewSamples;
        }

        /** A share rather than a number. */
        public boolean isRate() {
            return !among.isEmpty();
        }

        /** What it is a share of; empty if it is a number. */
        public String among() {
            return among;
        }

        /**
         * {@link MetricSpec#minSamples} where a plan does not say. With fewer, a version that leads one robot in five astray could well
         * have had no late goal yet, or one whose robots get stuck every ten minutes none that is.
         */
        public int fewSamples() {
            return fewSamples;
        }
    }

    public enum Role {
        CANARY,
        STABLE,
        /** Both. */
        ALL
    }

    /** How a measurement becomes an outcome. */
    public sealed interface Test permits Threshold, EProcess {
        CompareTo compareTo();
    }

    /**
     * Conditions on the value. Both given: failure is looked at first, and neither is Inconclusive. One given: its
     * opposite is the other outcome.
     *
     * <p>"The rate is over 2 % for five minutes" has two readings, and they differ much on a small canary. {@link
     * Reading#EVERY_WINDOW}: a window of one minute and {@code for} five minutes: each measurement of the last five
     * minutes was over 2 %. {@link Reading#WHOLE_WINDOW}: a window of five minutes and no {@code for}: the rate over
     * five minutes is over 2 %.
     *
     * @param compareTo {@link CompareTo#CONTROL}: the value is the ratio of the canary's rate to the stable version's
     * @param forTicks a failure counts when every measurement of that time was one, without a gap; 0: at once
     */
    public record Threshold(
            CompareTo compareTo, @Nullable Condition failure, @Nullable Condition success, int forTicks)
            implements Test {
        public Reading reading() {
            return forTicks > 0 ? Reading.EVERY_WINDOW : Reading.WHOLE_WINDOW;
        }
    }

    public enum Reading {
        EVERY_WINDOW("every window of the time is over it"),
        WHOLE_WINDOW("the rate over the whole time is over it");

        private final String text;

        Reading(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * A sequential test that may be looked at after every tick without losing its level: with probability {@code 1 -
     * alpha} it never fails a version whose rate is at most theta0 ({@link CompareTo#ABSOLUTE}), or at most theta0 times
     * the stable version's ({@link CompareTo#CONTROL}).
     */
    public record EProcess(CompareTo compareTo, double theta0, double alpha, Incidents unit) implements Test {}

    public enum CompareTo {
        ABSOLUTE,
        CONTROL
    }

    /**
     * What counts as one event. Errors come in bursts (a jam hits neighbours), which a test for independent errors takes
     * for more evidence than they are.
     *
     * @param byCode different codes are different incidents
     * @param byZone different zones are different incidents
     * @param withinTicks from the first error of an incident, further ones of its kind, of any version, belong to it; 0:
     *     each error is an incident
     */
    public record Incidents(boolean byCode, boolean byZone, int withinTicks) {
        public static final Incidents EACH_ERROR = new Incidents(true, true, 0);
    }

    /**
     * @param initialDelayTicks before the first measurement
     * @param intervalTicks between measurements; 0: one measurement only
     * @param count successful, failed and inconclusive measurements after which the metric is done; 0: it runs on
     */
    public record Schedule(int initialDelayTicks, int intervalTicks, int count) {}

    /**
     * The metric ends when a number is <em>exceeded</em>: {@code failureLimit: 3} fails on the fourth, as Argo's.
     *
     * @param consecutiveErrorLimit errors in a row; they are tried again after 10 s or the interval, if that is shorter
     */
    public record Limits(int failureLimit, int inconclusiveLimit, int consecutiveErrorLimit) {
        public static final Limits DEFAULT = new Limits(0, 0, 4);
    }

    /** What too few samples do, besides never being a proof. */
    public enum OnNoData {
        WAIT,
        PAUSE,
        ABORT
    }

    /** What a metric does that could not be measured too often: blind is unsafe. */
    public enum OnError {
        ABORT,
        PAUSE
    }
}
