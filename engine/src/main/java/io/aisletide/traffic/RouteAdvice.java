package io.aisletide.traffic;

/**
 * Says which way robots are to go to their goals: asked for every robot that gets a goal, and again for robots that a
 * command has sent another way. Without it all take the shortest.
 *
 * <p>Called on the engine's thread; the answer may depend on nothing but the batch, the view and earlier calls.
 */
@FunctionalInterface
public interface RouteAdvice {
    /** Answers every robot of the batch, by {@link RouteBatch#answer} or {@link RouteBatch#hold}. */
    void advise(RouteBatch batch, TrafficView view);
}
