package io.aisletide.sim.trial;

import io.aisletide.release.PauseReason;
import io.aisletide.release.Phase;
import io.aisletide.release.RolloutFigures;
import io.aisletide.release.RolloutStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The release "mine" of the watches' tests, as an engine would report it. */
final class MyRelease {
    private static final int PERCENT = 10;

    private MyRelease() {}

    /**
     * @param exposed robots that ask the new version
     * @param robots on the floor
     */
    static RolloutStatus at(Phase phase, @Nullable PauseReason pause, int step, int steps, int exposed, int robots) {
        return new RolloutStatus(
                "mine", List.of("plan-route@1.2.0"), phase, pause, 1, step, steps, PERCENT, exposed, robots, "", "",
                new RolloutFigures());
    }
}
