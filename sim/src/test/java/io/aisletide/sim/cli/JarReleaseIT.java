package io.aisletide.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version of somebody's own, compiled and packed for real, rolled out by a scenario. */
class JarReleaseIT {
    private static final Path PROJECT = Path.of("..", "engine", "src", "test", "resources", "plugins", "quiet-tiles");

    @TempDir
    private Path folder;

    @Test
    void shouldRollOutAJarWhenItIsTheOneThatWasMeant() throws IOException, NoSuchAlgorithmException {
        Path jar = packed();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));

        Cli run = Cli.run("run", scenario(HexFormat.of().formatHex(digest), "promoted == 1"), "--out", "none");

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("release mine (plan-route@2.0.0): promoted and healthy");
    }

    @Test
    void shouldGoOnWithTheOldVersionWhenTheJarIsAnother() throws IOException {
        packed();

        Cli run = Cli.run("run", scenario("ab".repeat(32), "refusedReleases == 1"), "--out", "none");

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("release mine (plan-route@2.0.0): refused before any robot asked it")
                .contains("refused by the check 'digest'");
    }

    @Test
    void shouldLoadTheJarAgainWhenTheProcessWasKilledAndRefuseAnother() throws IOException, NoSuchAlgorithmException {
        Path jar = packed();
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        String scenario = scenario(digest, "promoted == 1");
        Cli plain = Cli.run("run", scenario, "--out", "none");
        Path journal = folder.resolve("journal");
        Cli.run("run", scenario, "--out", "none", "--journal", journal.toString(), "--journal-format", "file",
                "--snapshot-every", "60t");
        byte[] meant = Files.readAllBytes(jar);
        Files.write(jar, new byte[] {'P', 'K'});
        Cli without = Cli.run("recover", journal.toString(), "--out", "none");
        assertThat(without.code()).as(without.out()).isEqualTo(ExitCode.FAILED);
        assertThat(without.err()).contains("plan-route@2.0.0 was loaded; here it cannot be").contains("the check 'jar'");
        Files.write(jar, meant);

        Cli recovered = Cli.run("recover", journal.toString(), "--out", "none");

        assertThat(recovered.code()).as(recovered.out() + recovered.err()).isEqualTo(ExitCode.OK);
        assertThat(recovered.out()).contains("from the snapshot of tick ").contains(stateHash(plain));
    }

    private static String stateHash(Cli run) {
        return run.out().lines().filter(line -> line.contains("state hash")).findFirst().orElseThrow();
    }

    private String scenario(String sha256, String expectation) throws IOException {
        return Files.writeString(
                        folder.resolve("scenario.yaml"),
                        """
                        apiVersion: aisletide/v1
                        kind: Scenario
                        clock: {duration: 250t}
                        floor: {generate: {width: 96, height: 64}}
                        fleet: {robots: 300}
                        demand: {pattern: random-goals, radius: 16}
                        versions: [{id: plan-route@2.0.0, artifact: version.jar, sha256: "%s"}]
                        releases:
                          - name: mine
                            to: plan-route@2.0.0
                            at: 30t
                            strategy: {canary: {steps: [{setWeight: 10}, {pause: {duration: 50t}}]}}
                        expect: [%s, lostRobots == 0]
                        """
                                .formatted(sha256, expectation))
                .toString();
    }

    private Path packed() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString()));
        try (Stream<Path> sources = Files.walk(PROJECT.resolve("src"))) {
            sources.filter(file -> file.toString().endsWith(".java")).forEach(file -> arguments.add(file.toString()));
        }
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
        assertThat(code).isZero();
        Path jar = folder.resolve("version.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            add(zip, classes, classes);
            add(zip, PROJECT, PROJECT.resolve("META-INF"));
        }
        return jar;
    }

    private static void add(ZipOutputStream zip, Path root, Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(root.relativize(file).toString().replace('\\', '/')));
                zip.write(Files.readAllBytes(file));
                zip.closeEntry();
            }
        }
    }
}
