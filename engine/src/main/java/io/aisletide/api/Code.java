package io.aisletide.api;

/**
 * How a call ended, by the names of gRPC. A fault is the version's own and counts against it; a refusal says that there is no
 * answer, and is counted apart.
 */
public enum Code {
    OK(Kind.ANSWER),
    UNKNOWN(Kind.FAULT),
    INTERNAL(Kind.FAULT),
    DEADLINE_EXCEEDED(Kind.FAULT),
    UNAVAILABLE(Kind.FAULT),
    DATA_LOSS(Kind.FAULT),
    UNIMPLEMENTED(Kind.FAULT),
    /** Not one of gRPC's: the engine's validator has refused the answer. */
    INVALID_ANSWER(Kind.FAULT),
    INVALID_ARGUMENT(Kind.REFUSAL),
    NOT_FOUND(Kind.REFUSAL),
    FAILED_PRECONDITION(Kind.REFUSAL),
    RESOURCE_EXHAUSTED(Kind.REFUSAL),
    ABORTED(Kind.REFUSAL),
    UNAUTHENTICATED(Kind.REFUSAL),
    PERMISSION_DENIED(Kind.REFUSAL);

    private enum Kind {
        ANSWER,
        FAULT,
        REFUSAL
    }

    private final Kind kind;

    Code(Kind kind) {
        this.kind = kind;
    }

    public boolean isFault() {
        return kind == Kind.FAULT;
    }

    public boolean isRefusal() {
        return kind == Kind.REFUSAL;
    }
}
