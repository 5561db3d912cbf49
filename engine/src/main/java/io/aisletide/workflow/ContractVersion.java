package io.aisletide.workflow;

/**
 * Which contract: {@code major.minor}. As with the packages of OSGi, a new minor may ask more of who implements the contract
 * and nothing of who calls it; a new major may break both.
 */
public record ContractVersion(int major, int minor) {
    /** @throws IllegalArgumentException if the text is not two numbers with a dot between them */
    public static ContractVersion parse(String text) {
        if (!text.matches("\\d{1,4}\\.\\d{1,4}")) {
            throw new IllegalArgumentException("a contract's version is like 1.4, not '" + text + "'");
        }
        int dot = text.indexOf('.');
        return new ContractVersion(Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    /** Whether what was written to implement the other contract implements this one. */
    public boolean isImplementedBy(ContractVersion other) {
        return major == other.major && minor == other.minor;
    }

    /** Whether who was written to call the other contract may call this one. */
    public boolean isCallableBy(ContractVersion other) {
        return major == other.major && minor >= other.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
