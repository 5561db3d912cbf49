package io.aisletide.sim.trial;

import com.example.plugins.CrowdedTiles;
import com.example.plugins.Tiring;
import io.aisletide.api.RouteVersion;
import io.aisletide.sim.scenario.VersionSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Jars with versions, for trials: loaded by way of every check, metered, and unloaded as somebody's own. They are packed from
 * classes of this program, and lie in the folder for temporary files under a name that says what is in them, so that a scenario
 * that names one can be run again.
 */
public final class SampleJars {
    private static final String FOLDER = System.getProperty("java.io.tmpdir");
    private static final int NAME_DIGITS = 16;
    /** The first that a jar can hold; without a time zone. */
    private static final LocalDateTime FIRST_DAY = LocalDateTime.of(1980, 1, 1, 0, 0);

    private SampleJars() {}

    /**
     * The versions, good and bad; their jars are where they say.
     *
     * @throws UncheckedIOException if there is no room for them
     */
    public static List<VersionSpec> versions() {
        return List.of(version("4.0.0", CrowdedTiles.class), version("5.0.0", Tiring.class));
    }

    private static VersionSpec version(String number, Class<? extends RouteVersion> code) {
        try {
            byte[] jar = packed(number, code);
            String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
            Path file = Path.of(FOLDER, "aisletide-sample-" + digest.substring(0, NAME_DIGITS) + ".jar").toAbsolutePath().normalize();
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), jar)) {
                Path fresh = Files.createTempFile(file.getParent(), "aisletide-sample", ".new");
                Files.write(fresh, jar);
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
            return new VersionSpec("plan-route@" + number, "plan-route", new VersionSpec.Jar(file, digest));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a jar for trials to " + FOLDER, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The same bytes each time, so that the digest is the same. */
    private static byte[] packed(String number, Class<? extends RouteVersion> code) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            add(zip, "META-INF/aisletide/version.properties", text("""
                    endpoint = plan-route
                    version = %s
                    contract = 1.0
                    state.reads =
                    state.writes = 0
                    """.formatted(number)));
            add(zip, "META-INF/services/" + RouteVersion.class.getName(), text(code.getName() + "\n"));
            String path = code.getName().replace('.', '/') + ".class";
            try (InputStream in = code.getClassLoader().getResourceAsStream(path)) {
                if (in == null) {
                    throw new IOException(path + " is not on the class path");
                }
                add(zip, path, in.readAllBytes());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void add(ZipOutputStream zip, String path, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(path);
        entry.setTimeLocal(FIRST_DAY);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
