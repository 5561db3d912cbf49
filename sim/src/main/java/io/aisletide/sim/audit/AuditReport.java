package io.aisletide.sim.audit;

import org.jspecify.annotations.Nullable;

/**
 * What {@link AuditVerifier} found.
 *
 * @param lines that are right, from the first on
 * @param root Merkle root over those lines, 64 hexadecimal digits
 * @param fault the first line that is wrong; null if none is
 */
public record AuditReport(long lines, String root, @Nullable Fault fault) {
    /**
     * @param line from 1
     * @param message what is wrong with it
     */
    public record Fault(long line, String message) {}

    public boolean isRight() {
        return fault == null;
    }
}
