package io.aisletide.release.audit;

import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/**
 * Chains records: each line is a JSON object in the form of RFC 8785, with its number {@code n}, {@code prevHash}, and
 * {@code hash = SHA-256(prevHash | canonical form of the object without both)}; the first prevHash is 32 zero bytes.
 * After every {@value #CHECKPOINT_EVERY} records, one of kind Checkpoint holds the Merkle root (RFC 6962) over all lines
 * before it. So a line cannot be changed, left out, added or moved without its successors telling, and the root in a
 * run's summary pins the whole file.
 */
public final class AuditLog implements Stateful {
    static final int CHECKPOINT_EVERY = 1024;
    private static final String SECTION = "audit";

    private final AuditSink sink;
    private final Sha256 sha = new Sha256();
    private final MerkleTree tree = new MerkleTree(sha);
    private byte[] previous = new byte[Sha256.BYTES];
    private long sinceCheckpoint;

    public AuditLog(AuditSink sink) {
        this.sink = sink;
    }

    public void append(AuditRecord record) {
        chain(record);
        if (++sinceCheckpoint == CHECKPOINT_EVERY) {
            sinceCheckpoint = 0;
            chain(new AuditRecord(AuditKind.CHECKPOINT, record.tick())
                    .with("entries", tree.leaves())
                    .with("root", root()));
        }
    }

    private void chain(AuditRecord record) {
        TreeMap<String, Object> line = new TreeMap<>(record.fields());
        line.put("n", tree.leaves());
        line.put("kind", record.kind().text());
        line.put("simTime", record.tick());
        byte[] hash = sha.of(previous, CanonicalJson.of(line).getBytes(StandardCharsets.UTF_8));
        line.put("prevHash", Sha256.hex(previous));
        line.put("hash", Sha256.hex(hash));
        String text = CanonicalJson.of(line);
        tree.add(text.getBytes(StandardCharsets.UTF_8));
        previous = hash;
        sink.append(record, text);
    }

    /** Number of lines. */
    public long size() {
        return tree.leaves();
    }

    /** Hash of the last line, 64 hexadecimal digits. */
    public String head() {
        return Sha256.hex(previous);
    }

    /** Merkle root over all lines, 64 hexadecimal digits. */
    public String root() {
        return Sha256.hex(tree.root());
    }

    /** Where it stands; the lines themselves are with whoever was told of them. */
    @Override
    public void save(StateImage to) {
        StateWriter section = to.section(SECTION);
        section.putLong(sinceCheckpoint).putBytes(previous, 0, previous.length);
        tree.save(section);
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        sinceCheckpoint = section.getLong();
        previous = new byte[Sha256.BYTES];
        section.getBytes(previous, 0, previous.length);
        tree.restore(section);
    }
}
