package io.aisletide.workflow.plugin;

import io.aisletide.workflow.RefusedVersionException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A jar, read once and whole: what is checked is what is loaded, whatever happens to the file meanwhile.
 *
 * @param sha256 of the file, in hex
 * @param entries contents by name, without folders
 */
record JarContents(String sha256, Map<String, byte[]> entries) {
    private static final long LARGEST_FILE = 8 << 20;
    private static final int LARGEST_CONTENT = 32 << 20;
    private static final int MOST_ENTRIES = 4_096;

    static JarContents read(Path file) throws RefusedVersionException {
        byte[] bytes;
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw refusal(file, "it has " + Files.size(file) + " bytes; at most " + LARGEST_FILE + " are read");
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw refusal(file, "it cannot be read: there is no such file");
        } catch (IOException e) {
            throw refusal(file, "it cannot be read: " + e.getMessage());
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            int left = LARGEST_CONTENT;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                byte[] content = zip.readNBytes(left + 1);
                left -= content.length;
                if (left < 0 || entries.size() == MOST_ENTRIES) {
                    throw refusal(file, "it unpacks to more than " + MOST_ENTRIES + " entries or " + LARGEST_CONTENT + " bytes");
                }
                if (entries.put(entry.getName(), content) != null) {
                    throw refusal(file, "it has two entries " + entry.getName());
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw refusal(file, "it is not a jar: " + e.getMessage());
        }
        if (entries.isEmpty()) {
            throw refusal(file, "it is not a jar, or an empty one");
        }
        return new JarContents(sha256(bytes), entries);
    }

    /** What messages and the audit log call it; without its folder, or a log would differ from machine to machine. */
    static String nameOf(Path file) {
        return file.getFileName() == null ? file.toString() : file.getFileName().toString();
    }

    private static RefusedVersionException refusal(Path file, String message) {
        return new RefusedVersionException(nameOf(file), "jar", message);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
