package io.aisletide.api;

/** Thrown where a call has no fuel left. Always the same object, without a stack trace. */
public final class OutOfFuel extends Error {
    @SuppressWarnings("StaticAssignmentOfThrowable") // It can neither be changed nor hold anything.
    private static final OutOfFuel INSTANCE = new OutOfFuel();
    private static final long serialVersionUID = 1;

    private OutOfFuel() {
        super("the call has used up its fuel", null, false, false);
    }

    /** For a fuel tank that is empty. */
    public static OutOfFuel instance() {
        return INSTANCE;
    }
}
