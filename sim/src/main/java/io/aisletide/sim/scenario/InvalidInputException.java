package io.aisletide.sim.scenario;

import java.util.List;

/**
 * Something that the user gave is wrong. Carries a readable line for every fault found; the command line prints them
 * and ends with exit code 3. Never a bug of ours, so never shown with a stack trace.
 */
public final class InvalidInputException extends RuntimeException {
    private final List<String> faults;

    public InvalidInputException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults), null, false, false);
        this.faults = List.copyOf(faults);
    }

    public InvalidInputException(String fault) {
        this(List.of(fault));
    }

    /** One line each: where (file:line:column and field path, as far as known), what is wrong, what would be right. */
    public List<String> faults() {
        return faults;
    }
}
