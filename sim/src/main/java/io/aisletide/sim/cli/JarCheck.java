package io.aisletide.sim.cli;

import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.workflow.RefusedVersionException;
import io.aisletide.workflow.Rehearsal;
import io.aisletide.workflow.VersionInfo;
import io.aisletide.workflow.VersionPreparer;
import io.aisletide.workflow.ZoneMap;
import io.aisletide.workflow.plugin.JarVersion;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** All that is done with a jar before a version gets traffic, on a generated floor: the same questions every time. */
final class JarCheck {
    /** Of the floor, in cells. */
    private static final int SIDE = 256;

    private static final int QUESTIONS = 1000;
    private static final long SEED = 42;

    private final Rehearsal rehearsal;

    JarCheck() {
        Floor floor = FloorGenerator.generate(FloorPlan.sized(SIDE, SIDE));
        rehearsal = Rehearsal.drawn(floor, ZoneMap.whole(floor), SEED, QUESTIONS);
    }

    /**
     * @param sha256 digest that the jar must have, in hex; null takes any
     * @param id version that it must be; null takes any
     */
    VersionInfo check(Path jar, @Nullable String sha256, @Nullable String id) throws RefusedVersionException {
        try (JarVersion version = JarVersion.load(jar, sha256, id)) {
            new VersionPreparer(1, rehearsal).prepare(version, null, false);
            return version.info();
        }
    }
}
