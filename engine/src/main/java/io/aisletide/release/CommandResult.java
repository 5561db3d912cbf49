package io.aisletide.release;

/**
 * What became of a command.
 *
 * @param message why it was refused; empty if it was not
 */
public record CommandResult(ReleaseCommand command, Code code, String message) {
    /** Names of gRPC status codes. */
    public enum Code {
        OK,
        NOT_FOUND,
        INVALID_ARGUMENT,
        /** Not in this state; the same command would be refused again. */
        FAILED_PRECONDITION,
        /** Outranked by another command of the same tick. */
        ABORTED,
        UNAUTHENTICATED,
        PERMISSION_DENIED,
        RESOURCE_EXHAUSTED
    }

    public boolean accepted() {
        return code == Code.OK;
    }
}
