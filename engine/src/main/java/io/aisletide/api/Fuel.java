package io.aisletide.api;

/**
 * Work units that are left to a call. What a call has used is its modelled time, by which it may count as slow, and an empty
 * tank ends it: the same in every run, as a clock would not be.
 */
public interface Fuel {
    /**
     * Uses some.
     *
     * @throws OutOfFuel if there is not as much left; the call then counts as not made in time, whatever is caught
     */
    void use(int units);

    /** Units left. */
    long left();
}
