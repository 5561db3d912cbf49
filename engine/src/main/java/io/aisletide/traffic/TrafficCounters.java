package io.aisletide.traffic;

/** Sums since the start, kept by the stepper. Read between ticks. */
public final class TrafficCounters {
    /** Goals reached. */
    public long goalsReached;
    /** Robot-ticks in which a robot with somewhere to go neither moved nor turned. */
    public long waits;
    /** Robot-ticks of robots with somewhere to go. */
    public long drivingTicks;
    public long moves;
    public long turns;
    public long deadlocksDetected;
    public long deadlocksResolved;
    /** Robots whose goal is out of reach now (a level, not a sum). */
    public int strandedNow;
    public int pausedNow;
    /** Stranded robots that only wait for advice. */
    public int unadvisedNow;
}
