package io.aisletide.sim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.sim.scenario.ScenarioReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Smallest cases of faults that were found, and that must not come back. */
class KeptCasesTest {
    private static final Setup OTHER = Setup.parse(
            "mode=staged threads=2 pieces=1 inside journal=file snapshots=20 killed@10 disk-full@30+3,cut=50 killed@45,snapshot");

    static Stream<Path> cases() throws IOException, URISyntaxException {
        Path folder = Path.of(KeptCasesTest.class.getResource("cases").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldBeFineByNow(Path file) {
        Trial trial = new Trial(ScenarioReader.read(file), List.of(Setup.PLAIN, OTHER));

        assertThat(new Judge().judge(trial).failure()).isNull();
    }
}
