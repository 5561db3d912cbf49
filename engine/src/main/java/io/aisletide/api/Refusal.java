package io.aisletide.api;

/** A version has no answer. Has no stack trace, so that it is cheap. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /**
     * @param code why; {@link Code#OK} is taken for {@link Code#UNKNOWN}
     * @param message what is missing, and what would be right
     */
    public Refusal(Code code, String message) {
        super(message, null, false, false);
        this.code = code == Code.OK ? Code.UNKNOWN : code;
    }

    public Code code() {
        return code;
    }
}
