package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.fixture.Seeds;
import io.aisletide.journal.Durability;
import io.aisletide.journal.SegmentedJournal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a real process at random moments, and another that goes on with its journal, again and again: no
 * acknowledged command is lost, and every state is that of the run that was never killed. {@code -Dkills=n} for more.
 */
class KilledProcessIT {
    private static final int KILLS = Integer.getInteger("kills", 50);
    private static final int KILLS_OF_ONE_RUN = 10;
    private static final int MOST_LINES = 120;

    @TempDir
    Path folder;

    /** The run that was never killed, as far as it was needed. */
    private static final class Reference implements AutoCloseable {
        private final JournalledRun run;
        private final FleetEngine engine;
        private long[] hashes = new long[64];

        Reference(long seed) {
            run = new JournalledRun(seed);
            engine = run.builder().build();
        }

        long hashAt(int tick) {
            if (tick >= hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * tick);
            }
            run.run(engine, Math.max(tick, engine.tick()), hashes);
            return hashes[tick];
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    @Test
    void shouldLoseNoAcknowledgedCommandAndReachNoOtherState() throws IOException, InterruptedException {
        long seed = Seeds.of(1)[0];
        Random random = new Random(seed);
        int kills = 0;
        long acknowledged = 0;
        long states = 0;
        long furthest = 0;
        for (long runSeed = seed; kills < KILLS; runSeed++) {
            Map<Long, String> receipts = new HashMap<>();
            try (Reference reference = new Reference(runSeed)) {
                long sureTick = 0;
                for (int i = 0; i < KILLS_OF_ONE_RUN && kills < KILLS; i++, kills++) {
                    String label = Seeds.label(seed) + ", run " + runSeed + ", kill " + i;
                    boolean first = true;
                    for (String line : linesOfKilled(runSeed, random)) {
                        String[] words = line.split(" ");
                        long number = Long.parseLong(words[1]);
                        switch (words[0]) {
                            case "R" -> {
                                assertThat(number).as("%s: goes on from what was sure", label).isGreaterThanOrEqualTo(sureTick);
                                first = false;
                            }
                            case "A" -> {
                                assertThat(receipts.getOrDefault(number, line)).as(label).isEqualTo(line);
                                receipts.put(number, line);
                                sureTick = Math.max(sureTick, number);
                                acknowledged++;
                            }
                            case "T" -> {
                                assertThat(Long.parseLong(words[2])).as("%s, tick %d", label, number).isEqualTo(reference.hashAt((int) number));
                                sureTick = Math.max(sureTick, number);
                                states++;
                            }
                            default -> throw new AssertionError(label + ": " + line);
                        }
                        assertThat(first).as("the first line says where it goes on").isFalse();
                    }
                    furthest = Math.max(furthest, sureTick);
                }
            }
        }
        assertThat(kills).isEqualTo(KILLS);
        assertThat(acknowledged).isGreaterThan(KILLS);
        assertThat(states).isGreaterThan(KILLS);
        System.out.printf("%d kills, %,d acknowledged commands, %,d states compared, 0 lost, 0 wrong; furthest tick %d%n",
                kills, acknowledged, states, furthest);
    }

    /** Starts a child, kills it after a random number of lines, and returns all that it has said. */
    private List<String> linesOfKilled(long runSeed, Random random) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("--") || option.startsWith("-Dfile") || option.startsWith("-Dchronicle")) {
                command.add(option);
            }
        }
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp", System.getProperty("java.class.path"),
                KilledChild.class.getName(), folder.resolve("run-" + runSeed).toString(), Long.toString(runSeed)));
        command.add(SegmentedJournal.Format.values()[random.nextInt(2)].name());
        command.add(Durability.values()[random.nextInt(2)].name());
        command.add(ThreadingMode.values()[random.nextInt(2)].name());
        command.add(Integer.toString(1 + random.nextInt(2)));
        int linesToRead = random.nextInt(MOST_LINES);
        List<String> lines = new ArrayList<>();
        Process child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            while (lines.size() < linesToRead) {
                String line = out.readLine();
                if (line == null) {
                    throw new AssertionError("the child ended by itself: " + String.join(" ", command));
                }
                lines.add(line);
            }
            // Not the process's own method, which would close the pipe.
            assertThat(child.toHandle().destroyForcibly()).isTrue();
            // What was in the pipe was said before the kill; the last line may be torn.
            StringBuilder rest = new StringBuilder();
            for (int c = out.read(); c >= 0; c = out.read()) {
                rest.append((char) c);
            }
            int whole = rest.lastIndexOf("\n");
            if (whole >= 0) {
                rest.substring(0, whole).lines().forEach(lines::add);
            }
        } finally {
            child.destroyForcibly();
            child.waitFor();
        }
        return lines;
    }
}
