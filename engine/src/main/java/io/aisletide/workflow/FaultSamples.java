package io.aisletide.workflow;

import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last calls that went wrong, a few of them. Engine's thread. */
final class FaultSamples {
    private static final int KEPT = 16;

    private final Deque<FaultSample> samples = new ArrayDeque<>();

    void keep(FaultSample fault) {
        if (samples.size() == KEPT) {
            samples.removeFirst();
        }
        samples.addLast(fault);
    }

    /** Those since the last time, the oldest first. */
    List<FaultSample> take() {
        List<FaultSample> taken = new ArrayList<>(samples);
        samples.clear();
        return taken;
    }

    void save(StateWriter to) {
        to.putInt(samples.size());
        samples.forEach(fault -> fault.save(to));
    }

    /** Onto a new one. */
    void restore(StateReader from) {
        int count = from.getCount(1);
        for (int i = 0; i < count; i++) {
            samples.addLast(FaultSample.restored(from));
        }
    }
}
