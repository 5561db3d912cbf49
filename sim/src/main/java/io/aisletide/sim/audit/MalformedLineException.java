package io.aisletide.sim.audit;

/** A line that cannot be one of the log. The message continues "line 7 ...". */
final class MalformedLineException extends Exception {
    private final String problem;

    MalformedLineException(String problem) {
        super(problem);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
