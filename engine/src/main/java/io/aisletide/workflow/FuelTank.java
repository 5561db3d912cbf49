package io.aisletide.workflow;

import io.aisletide.api.Fuel;
import io.aisletide.api.OutOfFuel;

/** Fuel of one thread's calls, filled anew for each. */
final class FuelTank implements Fuel {
    private long full;
    private long left;
    private boolean overdrawn;

    void fill(long units) {
        full = units;
        left = units;
        overdrawn = false;
    }

    @Override
    public void use(int units) {
        if (units < 0) {
            throw new IllegalArgumentException("fuel is used, not made: " + units + " units");
        }
        left -= units;
        if (left < 0) {
            left = 0;
            overdrawn = true;
            throw OutOfFuel.instance();
        }
    }

    @Override
    public long left() {
        return left;
    }

    /** Takes all that is left, and more. */
    void drain() {
        left = 0;
        overdrawn = true;
    }

    long used() {
        return full - left;
    }

    /** Whether more was asked for than there was, whatever has become of the exception. */
    boolean isOverdrawn() {
        return overdrawn;
    }
}
