package io.aisletide.api;

/**
 * One way to make a decision. Instances are made with the public constructor without parameters, one for each thread that
 * calls it, and are warmed up before they count.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public interface Version<Q, A> {
    /**
     * Decides.
     *
     * @param request what is asked; valid during the call
     * @param floor the floor as it is now; valid during the call
     * @param fuel work units that the call may use; in versions from a jar each loop and each method call uses some by itself
     * @param answer where the answer goes; a call that leaves it as it is has given an invalid answer
     * @throws Refusal if there is no answer, for a reason that is not the version's fault
     */
    void decide(Q request, FloorView floor, Fuel fuel, A answer) throws Refusal;
}
