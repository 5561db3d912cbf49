package io.aisletide.workflow;

import io.aisletide.api.Code;
import io.aisletide.api.Meter;
import io.aisletide.api.RouteVersion;
import io.aisletide.api.Version;
import io.aisletide.api.YieldVersion;
import io.aisletide.workflow.Rehearsal.Session;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes a version ready to answer: checks that it fits, tries it out on a {@link Rehearsal}, and warms it up. The checks by
 * name:
 *
 * <ol>
 *   <li>{@code contract}: written for this version of the endpoint's contract,
 *   <li>{@code state}: it reads what the version in place writes; and the other way round, unless a failure is to freeze the
 *       release instead of rolling it back,
 *   <li>{@code instance}: it can be made, and is a version of the endpoint,
 *   <li>{@code contract-tests}: no fault, and no undeclared refusal,
 *   <li>{@code latency}: the contract's p50 and p99 in modelled time,
 *   <li>{@code determinism}: two fresh instances, one asked forward and one backward, give the same answers for the same work,
 *   <li>{@code allocation}: at most {@value #MAX_BYTES_A_CALL} bytes a call,
 *   <li>{@code memory}: the heap was enough for all that.
 * </ol>
 *
 * Drills, which are bad on purpose, skip contract tests, latency and allocation. Any thread, but not the engine's: it takes
 * tens of milliseconds and runs code that nobody has tried.
 */
public final class VersionPreparer {
    /** More than that, and half a million calls after a command would fill the heap before they are over. */
    public static final int MAX_BYTES_A_CALL = 1024;

    private static final int INSTANCE_FUEL = 1_000_000;
    /** Calls that an instance has behind it when it is handed over: enough for it to be compiled. */
    private static final int WARM_UP_CALLS = 5_000;

    /** Calls to a breather. */
    private static final int CALLS_AT_ONCE = 16;

    private final int threads;
    private final Rehearsal rehearsal;
    private final Runnable breather;

    /**
     * @param threads instances to make: as many as there are tick threads
     * @param rehearsal at least one question
     */
    public VersionPreparer(int threads, Rehearsal rehearsal) {
        this(threads, rehearsal, () -> { });
    }

    /** @param breather run every few calls; returns when there is time for more */
    public VersionPreparer(int threads, Rehearsal rehearsal, Runnable breather) {
        if (rehearsal.size() == 0) {
            throw new IllegalArgumentException("a version is tried out on at least one question");
        }
        this.threads = threads;
        this.rehearsal = rehearsal;
        this.breather = breather;
    }

    /**
     * Checks and warms up a version.
     *
     * @param inPlace the version that it is to follow, or null for the first
     * @param freezes whether a failed release freezes: then nobody has to read what this version writes
     */
    public PreparedVersion prepare(VersionSource source, @Nullable VersionInfo inPlace, boolean freezes)
            throws RefusedVersionException {
        VersionInfo info = source.info();
        checkContract(info);
        if (inPlace != null) {
            checkState(info, inPlace, freezes);
        }
        try {
            tryOut(source);
        } catch (OutOfMemoryError full) {
            throw refusal(info, "memory", "it has filled the heap while it was tried out");
        }
        return prepareAgain(source);
    }

    /** Warms up a version that has passed the checks before, in the run that goes on now. */
    public PreparedVersion prepareAgain(VersionSource source) throws RefusedVersionException {
        VersionInfo info = source.info();
        try {
            Version<?, ?>[] instances = new Version<?, ?>[threads];
            for (int i = 0; i < threads; i++) {
                instances[i] = instance(source);
                warmUp(rehearsal.session(instances[i], contract(info)));
            }
            return new PreparedVersion(info, instances);
        } catch (OutOfMemoryError full) {
            throw refusal(info, "memory", "it has filled the heap while it was warmed up");
        }
    }

    private static Contract contract(VersionInfo info) {
        return Contracts.of(info.id().endpoint());
    }

    private static RefusedVersionException refusal(VersionInfo info, String check, String message) {
        return new RefusedVersionException(info.id().toString(), check, message);
    }

    private static void checkContract(VersionInfo info) throws RefusedVersionException {
        ContractVersion current = contract(info).version();
        if (!current.isImplementedBy(info.contract())) {
            throw refusal(info, "contract", "it was written for contract " + info.contract() + ", and this is "
                    + current + ": a version has to be of the same major and minor");
        }
    }

    private static void checkState(VersionInfo info, VersionInfo inPlace, boolean freezes) throws RefusedVersionException {
        if (!info.state().canFollow(inPlace.state())) {
            throw refusal(info, "state", "it reads the formats " + info.state().reads() + ", and " + inPlace.id()
                    + " in place writes " + inPlace.state().writes());
        }
        if (!freezes && !inPlace.state().canFollow(info.state())) {
            throw refusal(info, "state", "it writes format " + info.state().writes() + ", which " + inPlace.id()
                    + " could not read after a rollback: it reads " + inPlace.state().reads()
                    + "; release it with onFailure: Freeze, or first a version that reads both");
        }
    }

    private static Version<?, ?> instance(VersionSource source) throws RefusedVersionException {
        VersionInfo info = source.info();
        FuelTank tank = new FuelTank();
        tank.fill(INSTANCE_FUEL);
        Meter.burnFrom(tank);
        Version<?, ?> version;
        try {
            version = source.instantiate();
        } catch (OutOfMemoryError full) {
            throw full;
        } catch (ReflectiveOperationException | RuntimeException | Error failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw refusal(info, "instance", tank.isOverdrawn()
                    ? "making an instance has used up its fuel of " + INSTANCE_FUEL + " units"
                    : "it cannot be made: " + cause.getClass().getSimpleName());
        } finally {
            Meter.burnFrom(null);
        }
        Class<?> type = info.id().endpoint() == Endpoint.YIELD ? YieldVersion.class : RouteVersion.class;
        if (!type.isInstance(version)) {
            throw refusal(info, "instance", "it is no " + type.getSimpleName());
        }
        return version;
    }

    // ---- trying out ---------------------------------------------------------------------------------------------

    private void tryOut(VersionSource source) throws RefusedVersionException {
        VersionInfo info = source.info();
        Session first = rehearsal.session(instance(source), contract(info));
        int count = rehearsal.size();
        long[] answers = new long[count];
        long[] units = new long[count];
        Code[] codes = new Code[count];
        boolean sound = info.origin() != VersionInfo.Origin.DRILL;
        for (int i = 0; i < count; i++) {
            breathe(i);
            codes[i] = first.ask(i);
            answers[i] = first.answer();
            units[i] = first.unitsUsed();
            if (sound) {
                checkOutcome(info, codes[i], first, i);
            }
        }
        if (sound) {
            checkLatency(info, units);
        }
        Session second = rehearsal.session(instance(source), contract(info));
        for (int i = count - 1; i >= 0; i--) {
            breathe(i);
            Code code = second.ask(i);
            if (code != codes[i] || second.answer() != answers[i] || second.unitsUsed() != units[i]) {
                throw refusal(info, "determinism", "question " + i + " was answered in two ways by two fresh instances, "
                        + describe(codes[i], answers[i], units[i]) + " and "
                        + describe(code, second.answer(), second.unitsUsed())
                        + ": an answer may depend on nothing but the question and the floor");
            }
        }
        if (sound) {
            checkAllocation(info, second);
        }
    }

    private static String describe(Code code, long answer, long units) {
        return code + (code == Code.OK ? " " + Long.toHexString(answer) : "") + " for " + units + " units";
    }

    private static void checkOutcome(VersionInfo info, Code code, Session session, int i) throws RefusedVersionException {
        String says = session.message() == null ? "" : ": " + session.message();
        if (code.isFault()) {
            throw refusal(info, "contract-tests", "question " + i + " ended with " + code + says);
        }
        if (code.isRefusal() && !contract(info).errors().contains(code)) {
            throw refusal(info, "contract-tests", "question " + i + " ended with " + code
                    + ", which the contract does not declare" + says);
        }
    }

    private static void checkLatency(VersionInfo info, long[] units) throws RefusedVersionException {
        Contract.Budget budget = contract(info).budget();
        long[] sorted = units.clone();
        Arrays.sort(sorted);
        checkPercentile(info, "p50", sorted[sorted.length / 2], budget.p50Nanos(), budget);
        checkPercentile(info, "p99", sorted[(int) (sorted.length * 99L / 100)], budget.p99Nanos(), budget);
    }

    private static void checkPercentile(VersionInfo info, String name, long units, long limitNanos, Contract.Budget budget)
            throws RefusedVersionException {
        if (units * budget.nanosPerUnit() > limitNanos) {
            throw refusal(info, "latency", "its " + name + " is " + units + " units, that is "
                    + units * budget.nanosPerUnit() / 1_000 + " us of modelled time, and the contract's "
                    + limitNanos / 1_000 + " us");
        }
    }

    private void checkAllocation(VersionInfo info, Session warm) throws RefusedVersionException {
        long before = AllocationMeter.bytes();
        for (int i = 0; i < rehearsal.size(); i++) {
            warm.ask(i);
        }
        long bytes = (AllocationMeter.bytes() - before) / rehearsal.size();
        if (bytes > MAX_BYTES_A_CALL) {
            throw refusal(info, "allocation", "a call allocates " + bytes + " bytes; at most " + MAX_BYTES_A_CALL
                    + " are allowed, and none is best: keep arrays in the instance");
        }
    }

    private void warmUp(Session session) {
        for (int calls = 0; calls < WARM_UP_CALLS; ) {
            for (int i = 0; i < rehearsal.size() && calls < WARM_UP_CALLS; i++, calls++) {
                breathe(calls);
                session.ask(i);
            }
        }
    }

    private void breathe(int calls) {
        if (calls % CALLS_AT_ONCE == 0) {
            breather.run();
        }
    }
}
