package io.aisletide.traffic;

/**
 * Says how much robots that have been kept waiting may ask of others: asked for every robot that has just stood still on its
 * way. What it says holds until the robot stands again, or gets another goal. Without it a robot may ask more with every
 * tick that it has stood.
 *
 * <p>Called on the engine's thread at the end of a tick; the answer may depend on nothing but the batch, the view and earlier
 * calls.
 */
@FunctionalInterface
public interface YieldAdvice {
    /** Answers every robot of the batch, by {@link YieldBatch#answer}; those left out get {@link TrafficView#plainPoints}. */
    void advise(YieldBatch batch, TrafficView view);
}
