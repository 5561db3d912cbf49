package io.aisletide.journal;

import io.aisletide.state.StateImage;
import io.aisletide.state.StateWriter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * One snapshot as a file: a head, the sections of its image one after the other, and a CRC-32C over all of it.
 *
 * <p>Sections of records are stored in blocks, in each block the first bytes of all records together, then the second, and
 * so on: neighbouring robots have the same flags and nearly the same ticks, so that the fastest deflation leaves a few bytes
 * of each 64, at several times the speed.
 */
final class SnapshotFile {
    private static final byte[] MAGIC = "AISLSNP1".getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK_BYTES = 1 << 18;
    private static final int CRC_BYTES = 8;

    private final byte[] planes = new byte[BLOCK_BYTES];
    private final byte[] packed = new byte[BLOCK_BYTES + BLOCK_BYTES / 8];

    /** Writes under another name, syncs and renames: so a file with the right name is whole, unless the disk fails. */
    void write(Snapshot snapshot, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try (FileChannel channel = FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            CRC32C crc = new CRC32C();
            OutputStream checked =
                    new CheckedOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BLOCK_BYTES), crc);
            DataOutputStream out = new DataOutputStream(checked);
            out.write(MAGIC);
            out.writeLong(snapshot.tick());
            out.writeLong(snapshot.nextRecord());
            out.writeLong(snapshot.stateHash());
            out.writeLong(snapshot.fingerprint());
            out.writeInt(snapshot.image().sections().size());
            for (StateWriter section : snapshot.image().sections()) {
                write(section, deflater, out);
            }
            out.writeLong(crc.getValue());
            out.flush();
            channel.force(true);
        } finally {
            deflater.end();
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private void write(StateWriter section, Deflater deflater, DataOutputStream out) throws IOException {
        out.writeUTF(section.name());
        out.writeShort(section.recordBytes());
        out.writeInt(section.size());
        int record = section.recordBytes();
        int block = BLOCK_BYTES / record * record;
        for (int from = 0; from < section.size(); from += block) {
            int count = Math.min(block, section.size() - from);
            split(section.array(), from, count, record);
            deflater.reset();
            deflater.setInput(planes, 0, count);
            deflater.finish();
            int length = deflater.deflate(packed);
            if (!deflater.finished()) {
                throw new IOException("a block of " + count + " bytes did not deflate into " + packed.length);
            }
            out.writeInt(length);
            out.write(packed, 0, length);
        }
    }

    /** Like bytes of records together; what is no whole record at the end, last and as it is. */
    private void split(byte[] bytes, int from, int count, int record) {
        int records = count / record;
        for (int plane = 0; plane < record; plane++) {
            int to = plane * records;
            for (int i = 0, at = from + plane; i < records; i++, at += record) {
                planes[to + i] = bytes[at];
            }
        }
        System.arraycopy(bytes, from + records * record, planes, records * record, count - records * record);
    }

    private void join(byte[] bytes, int to, int count, int record) {
        int records = count / record;
        for (int plane = 0; plane < record; plane++) {
            int from = plane * records;
            for (int i = 0, at = to + plane; i < records; i++, at += record) {
                bytes[at] = planes[from + i];
            }
        }
        System.arraycopy(planes, records * record, bytes, to + records * record, count - records * record);
    }

    /** @throws JournalException if it is no snapshot, or not whole */
    Snapshot read(Path file) {
        try {
            return parse(file, Files.readAllBytes(file));
        } catch (IOException | DataFormatException | IllegalStateException e) {
            throw JournalException.of("the snapshot " + file + " cannot be read", e);
        }
    }

    private Snapshot parse(Path file, byte[] bytes) throws IOException, DataFormatException {
        int end = bytes.length - CRC_BYTES;
        if (end < MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            throw new JournalException(file + " is no snapshot of a form that this version reads");
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, end);
        DataInputStream tail = new DataInputStream(new ByteArrayInputStream(bytes, end, CRC_BYTES));
        if (tail.readLong() != crc.getValue()) {
            throw new JournalException("the snapshot " + file + " is damaged: its checksum is not right");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, MAGIC.length, end - MAGIC.length));
        long tick = in.readLong();
        long nextRecord = in.readLong();
        long stateHash = in.readLong();
        long fingerprint = in.readLong();
        StateImage image = new StateImage();
        Inflater inflater = new Inflater(true);
        try {
            int sections = in.readInt();
            for (int i = 0; i < sections; i++) {
                read(image, inflater, in);
            }
        } finally {
            inflater.end();
        }
        return new Snapshot(tick, nextRecord, stateHash, fingerprint, image);
    }

    private void read(StateImage image, Inflater inflater, DataInputStream in) throws IOException, DataFormatException {
        StateWriter section = image.section(in.readUTF(), in.readUnsignedShort());
        int size = in.readInt();
        byte[] bytes = new byte[size];
        int record = section.recordBytes();
        int block = BLOCK_BYTES / record * record;
        for (int from = 0; from < size; from += block) {
            int count = Math.min(block, size - from);
            int length = in.readInt();
            in.readFully(packed, 0, length);
            inflater.reset();
            inflater.setInput(packed, 0, length);
            if (inflater.inflate(planes, 0, count) != count) {
                throw new IOException("a block of section " + section.name() + " is too short");
            }
            join(bytes, from, count, record);
        }
        section.putBytes(bytes, 0, size);
    }
}
