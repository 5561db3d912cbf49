package io.aisletide.release;

import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** What a release has come to, for reports; no decision reads it. Ticks are {@link #NEVER} where nothing happened. */
public final class RolloutFigures {
    public static final long NEVER = -1;

    /** A step and when it began; a later attempt enters it again. */
    public record StepEntry(int step, long tick) {}

    private final List<StepEntry> steps = new ArrayList<>();
    private long startTick = NEVER;
    private long promotedTick = NEVER;
    private long failedTick = NEVER;
    private long endTick = NEVER;
    private long lastCanaryTick = NEVER;
    private long canaryCalls;
    private long canaryFaults;
    private long allCalls;
    private int mostExposed;
    private double mostExposedShare;

    void phase(Phase phase, long tick) {
        if (phase == Phase.PREPARING) {
            startTick = startTick == NEVER ? tick : startTick;
            endTick = NEVER;
        } else if (phase == Phase.BAKING) {
            promotedTick = tick;
        } else if (phase.isEnd()) {
            endTick = tick;
        }
    }

    void step(int step, long tick) {
        steps.add(new StepEntry(step, tick));
    }

    void reason(String why, long tick) {
        if (!why.isEmpty()) {
            failedTick = tick;
        }
    }

    void exposed(int robots, int of) {
        mostExposed = Math.max(mostExposed, robots);
        mostExposedShare = Math.max(mostExposedShare, of == 0 ? 0 : (double) robots / of);
    }

    void calls(long ofCanary, long faults, long ofAll) {
        canaryCalls += ofCanary;
        canaryFaults += faults;
        allCalls += ofAll;
    }

    void answered(long tick) {
        lastCanaryTick = tick;
    }

    RolloutFigures copy() {
        RolloutFigures copy = new RolloutFigures();
        copy.steps.addAll(steps);
        copy.startTick = startTick;
        copy.promotedTick = promotedTick;
        copy.failedTick = failedTick;
        copy.endTick = endTick;
        copy.lastCanaryTick = lastCanaryTick;
        copy.canaryCalls = canaryCalls;
        copy.canaryFaults = canaryFaults;
        copy.allCalls = allCalls;
        copy.mostExposed = mostExposed;
        copy.mostExposedShare = mostExposedShare;
        return copy;
    }

    public List<StepEntry> steps() {
        return List.copyOf(steps);
    }

    public long startTick() {
        return startTick;
    }

    public long promotedTick() {
        return promotedTick;
    }

    /** When it was decided to abort, freeze or reject it. */
    public long failedTick() {
        return failedTick;
    }

    public long endTick() {
        return endTick;
    }

    /** The last tick in which the new version answered, until the release was healthy, superseded or, if rolled back, for good. */
    public long lastCanaryDecisionTick() {
        return lastCanaryTick;
    }

    /** Calls that the new version answered before it was promoted; a version that was stable before is not new. */
    public long canaryCalls() {
        return canaryCalls;
    }

    public long canaryFaults() {
        return canaryFaults;
    }

    /** All calls of its endpoints in that time. */
    public long allCalls() {
        return allCalls;
    }

    /** The most robots that were to ask the new version at a time, before it was promoted. */
    public int mostExposed() {
        return mostExposed;
    }

    /** The largest share of the fleet of then, 0 to 1. */
    public double mostExposedShare() {
        return mostExposedShare;
    }

    void save(StateWriter to) {
        to.putInt(steps.size());
        for (StepEntry step : steps) {
            to.putInt(step.step).putLong(step.tick);
        }
        to.putLong(startTick).putLong(promotedTick).putLong(failedTick).putLong(endTick).putLong(lastCanaryTick);
        to.putLong(canaryCalls).putLong(canaryFaults).putLong(allCalls).putInt(mostExposed).putDouble(mostExposedShare);
    }

    void restore(StateReader from) {
        int count = from.getCount(Integer.BYTES + Long.BYTES);
        for (int i = 0; i < count; i++) {
            steps.add(new StepEntry(from.getInt(), from.getLong()));
        }
        startTick = from.getLong();
        promotedTick = from.getLong();
        failedTick = from.getLong();
        endTick = from.getLong();
        lastCanaryTick = from.getLong();
        canaryCalls = from.getLong();
        canaryFaults = from.getLong();
        allCalls = from.getLong();
        mostExposed = from.getInt();
        mostExposedShare = from.getDouble();
    }
}
