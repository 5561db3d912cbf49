package io.aisletide.sim.report;

import io.aisletide.engine.EngineObserver;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Keeps the audit log of a journalled run in its snapshots, so that a run that goes on from one of them leaves the whole log.
 * Engine's thread.
 */
public final class AuditLines implements EngineObserver, Stateful {
    private static final String SECTION = "audit-lines";

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Consumer<String> whenRestored;

    /** @param whenRestored gets the lines from before the snapshot, each with its line's end, in one text */
    public AuditLines(Consumer<String> whenRestored) {
        this.whenRestored = whenRestored;
    }

    @Override
    public void audited(AuditRecord record, String line) {
        lines.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        lines.write('\n');
    }

    @Override
    public void save(StateImage to) {
        StateWriter section = to.section(SECTION);
        byte[] bytes = lines.toByteArray();
        section.putBytes(bytes, 0, bytes.length);
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        byte[] bytes = new byte[section.remaining()];
        section.getBytes(bytes, 0, bytes.length);
        lines.writeBytes(bytes);
        whenRestored.accept(new String(bytes, StandardCharsets.UTF_8));
    }
}
