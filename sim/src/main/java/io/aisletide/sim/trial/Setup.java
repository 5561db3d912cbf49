package io.aisletide.sim.trial;

import io.aisletide.engine.ThreadingMode;
import io.aisletide.journal.Durability;
import java.util.ArrayList;
import java.util.List;

/**
 * How a scenario is run. What comes of it must not depend on any of this.
 *
 * @param threads that share the work of a tick
 * @param pieceSeed of the random pieces in which time advances; {@link #WHOLE} advances from command to command
 * @param givenInside whether commands are given from inside the engine's own calls instead of by the thread that drives it
 * @param keeping journal and snapshots
 * @param mishaps each ends an engine, and another goes on from what it left; in the order of their ticks, and only with a
 *     journal
 */
public record Setup(
        ThreadingMode mode, int threads, long pieceSeed, boolean givenInside, Keeping keeping, List<Mishap> mishaps) {
    /** No pieces. */
    static final long WHOLE = 0;

    /** What others are compared with. */
    public static final Setup PLAIN = new Setup(ThreadingMode.FUSED, 1, WHOLE, false, Keeping.NOTHING, List.of());

    public Setup {
        mishaps = List.copyOf(mishaps);
        if (!mishaps.isEmpty() && !keeping.hasJournal()) {
            throw new IllegalArgumentException("without a journal nothing survives " + mishaps.get(0));
        }
    }

    Setup with(ThreadingMode other) {
        return new Setup(other, threads, pieceSeed, givenInside, keeping, mishaps);
    }

    Setup withThreads(int count) {
        return new Setup(mode, count, pieceSeed, givenInside, keeping, mishaps);
    }

    Setup withPieces(long seed) {
        return new Setup(mode, threads, seed, givenInside, keeping, mishaps);
    }

    Setup withGivenInside(boolean inside) {
        return new Setup(mode, threads, pieceSeed, inside, keeping, mishaps);
    }

    Setup with(Keeping other) {
        return new Setup(mode, threads, pieceSeed, givenInside, other, mishaps);
    }

    Setup with(List<Mishap> others) {
        return new Setup(mode, threads, pieceSeed, givenInside, keeping, others);
    }

    /** The same without journal and mishaps. */
    Setup unharmed() {
        return new Setup(mode, threads, pieceSeed, givenInside, Keeping.NOTHING, List.of());
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        words.add("mode=" + Words.of(mode));
        words.add("threads=" + threads);
        if (pieceSeed != WHOLE) {
            words.add("pieces=" + pieceSeed);
        }
        if (givenInside) {
            words.add("inside");
        }
        if (keeping.hasJournal()) {
            words.add("journal=" + Words.of(keeping.store()));
            words.add("durability=" + Words.of(keeping.durability()));
        }
        if (keeping.snapshotEvery() > 0) {
            words.add("snapshots=" + keeping.snapshotEvery());
        }
        mishaps.forEach(mishap -> words.add(mishap.toString()));
        return String.join(" ", words);
    }

    /**
     * Reads {@code mode=staged threads=2 pieces=7 inside journal=file durability=disk snapshots=50 killed@120,cut=9}; what is
     * left out is as in {@link #PLAIN}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Setup parse(String text) {
        Setup setup = PLAIN;
        List<Mishap> mishaps = new ArrayList<>();
        for (String word : text.trim().split("\\s+")) {
            int equals = word.contains("@") ? -1 : word.indexOf('=');
            String key = equals < 0 ? "" : word.substring(0, equals);
            String value = word.substring(equals + 1);
            Keeping keeping = setup.keeping;
            setup = switch (key) {
                case "mode" -> setup.with(Words.constant(ThreadingMode.class, value));
                case "threads" -> setup.withThreads(number(word, value));
                case "pieces" -> setup.withPieces(number(word, value));
                case "journal" -> setup.with(keeping.with(Words.constant(Keeping.Store.class, value)));
                case "durability" -> setup.with(keeping.with(Words.constant(Durability.class, value)));
                case "snapshots" -> setup.with(keeping.withSnapshotEvery(number(word, value)));
                default -> {
                    if (word.equals("inside")) {
                        yield setup.withGivenInside(true);
                    }
                    mishaps.add(Mishap.parse(word));
                    yield setup;
                }
            };
        }
        return setup.with(mishaps);
    }

    private static int number(String word, String value) {
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("'" + word + "' wants a number from 1 on");
        }
        return Integer.parseInt(value);
    }
}
