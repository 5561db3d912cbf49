package io.aisletide.sim.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an audit log and says the first line that is wrong. A line is right if it is canonical JSON, counts up, does not
 * go back in time, names the hash of the line before, and has the hash of its own content: {@code SHA-256(prevHash |
 * the object without hash and prevHash)}. A checkpoint's root has to be the Merkle root (RFC 6962) of all lines before.
 *
 * <p>What a chain cannot show is that its end was cut off; for that the root from the run's summary is needed.
 */
public final class AuditVerifier {
    private static final int CHECKPOINT_EVERY = 1024;
    private static final HexFormat HEX = HexFormat.of();

    private final MessageDigest sha;
    /** At place i the root of a full subtree of 2^i lines, or null: a binary counter. */
    private final List<byte @Nullable []> subtrees = new ArrayList<>();

    private byte[] previous = new byte[32];
    private long lines;
    private long sinceCheckpoint;
    private long lastTick = Long.MIN_VALUE;

    private AuditVerifier() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks SHA-256", e);
        }
    }

    /**
     * @param expectedRoot Merkle root that the log has to have, or null if it is not known
     * @throws IOException if the log cannot be read
     */
    public static AuditReport verify(Reader log, @Nullable String expectedRoot) throws IOException {
        AuditVerifier verifier = new AuditVerifier();
        BufferedReader reader = new BufferedReader(log);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            try {
                verifier.check(line);
            } catch (MalformedLineException wrong) {
                return verifier.report(new AuditReport.Fault(verifier.lines + 1, wrong.problem()));
            }
        }
        String root = HEX.formatHex(verifier.root());
        if (expectedRoot != null && !expectedRoot.equals(root)) {
            return verifier.report(new AuditReport.Fault(
                    verifier.lines + 1,
                    "is not there: the lines before it have the Merkle root " + root + ", and not " + expectedRoot
                            + "; the end was cut off, or this is the log of another run"));
        }
        return verifier.report(null);
    }

    private AuditReport report(AuditReport.@Nullable Fault fault) {
        return new AuditReport(lines, HEX.formatHex(root()), fault);
    }

    private void check(String text) throws MalformedLineException {
        CanonicalLine line = CanonicalLine.parse(text);
        if (line.integer("n") != lines) {
            throw new MalformedLineException("has the number " + line.raw("n") + ", and " + lines
                    + " comes next: lines were taken out, put in or moved");
        }
        if (!CanonicalLine.quoted(HEX.formatHex(previous)).equals(line.raw("prevHash"))) {
            throw new MalformedLineException("does not name the hash of the line before it");
        }
        sha.update(previous);
        byte[] hash = sha.digest(line.text("hash", "prevHash").getBytes(StandardCharsets.UTF_8));
        if (!CanonicalLine.quoted(HEX.formatHex(hash)).equals(line.raw("hash"))) {
            throw new MalformedLineException("was changed: its content does not give its hash");
        }
        if (line.integer("simTime") < lastTick) {
            throw new MalformedLineException("goes back in time, from tick " + lastTick);
        }
        checkpoint(line);
        lastTick = line.integer("simTime");
        previous = hash;
        add(text.getBytes(StandardCharsets.UTF_8));
        lines++;
    }

    private void checkpoint(CanonicalLine line) throws MalformedLineException {
        boolean due = sinceCheckpoint == CHECKPOINT_EVERY;
        if (due != "\"Checkpoint\"".equals(line.raw("kind"))) {
            throw new MalformedLineException(due ? "is no checkpoint, and one is due" : "is a checkpoint before its time");
        }
        if (due && !CanonicalLine.quoted(HEX.formatHex(root())).equals(line.raw("root"))) {
            throw new MalformedLineException("has another root than the lines before it");
        }
        sinceCheckpoint = due ? 0 : sinceCheckpoint + 1;
    }

    private void add(byte[] leaf) {
        sha.update((byte) 0);
        byte[] carry = sha.digest(leaf);
        int place = 0;
        while (place < subtrees.size()) {
            byte[] left = subtrees.get(place);
            if (left == null) {
                subtrees.set(place, carry);
                return;
            }
            carry = node(left, carry);
            subtrees.set(place++, null);
        }
        subtrees.add(carry);
    }

    private byte[] root() {
        byte[] root = null;
        for (byte[] subtree : subtrees) {
            if (subtree != null) {
                root = root == null ? subtree : node(subtree, root);
            }
        }
        return root == null ? sha.digest(new byte[0]) : root;
    }

    private byte[] node(byte[] left, byte[] right) {
        sha.update((byte) 1);
        sha.update(left);
        return sha.digest(right);
    }
}
