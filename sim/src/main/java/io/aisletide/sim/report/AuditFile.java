package io.aisletide.sim.report;

import io.aisletide.engine.EngineObserver;
import io.aisletide.release.audit.AuditRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the audit log of a run as it comes, a line a record. Engine's thread, but for {@link #close}. */
public final class AuditFile implements EngineObserver, AutoCloseable {
    /** Its name in an output folder. */
    public static final String NAME = "audit.jsonl";

    private final BufferedWriter out;

    /** @throws UncheckedIOException if the file cannot be written */
    public AuditFile(Path file) {
        try {
            out = Files.newBufferedWriter(file);
        } catch (IOException denied) {
            throw new UncheckedIOException("cannot write " + file, denied);
        }
    }

    @Override
    public void audited(AuditRecord record, String line) {
        write(line + '\n');
    }

    /** Lines of before, whole: a run goes on from a snapshot. */
    public void write(String lines) {
        try {
            out.write(lines);
        } catch (IOException full) {
            throw new UncheckedIOException("cannot write the audit log", full);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException full) {
            throw new UncheckedIOException("cannot write the audit log", full);
        }
    }
}
