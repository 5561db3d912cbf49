package io.aisletide.workflow;

/** A version has not passed a check; it does not get any traffic. */
public final class RefusedVersionException extends Exception {
    private static final long serialVersionUID = 1;

    private final String check;

    /**
     * @param version id of the version, or where it was to be read from
     * @param check name of the check, as in {@code digest}
     * @param message what is wrong, and what would be right
     */
    public RefusedVersionException(String version, String check, String message) {
        super(version + " is refused by the check '" + check + "': " + message);
        this.check = check;
    }

    public String check() {
        return check;
    }
}
