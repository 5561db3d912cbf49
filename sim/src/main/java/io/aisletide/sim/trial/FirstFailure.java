package io.aisletide.sim.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first thing that was wrong with a run in one setup; what follows may follow from it. Engine's thread. */
final class FirstFailure {
    private final Setup setup;
    private @Nullable Failure first;

    FirstFailure(Setup setup) {
        this.setup = setup;
    }

    /** @param tick ticks done when it was seen */
    void note(String kind, String text, long tick) {
        if (first == null) {
            first = new Failure(kind, text, tick, List.of(setup));
        }
    }

    /** Null if nothing was wrong. */
    @Nullable Failure get() {
        return first;
    }
}
