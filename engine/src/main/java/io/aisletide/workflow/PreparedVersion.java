package io.aisletide.workflow;

import io.aisletide.api.Version;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A version that is ready to be asked: checked, instantiated once for each thread, warmed up. Made by any thread, handed to the
 * engine's, which is the only one to use it from then on.
 */
public final class PreparedVersion {
    private final VersionInfo info;
    private final @Nullable Version<?, ?>[] instances;

    public PreparedVersion(VersionInfo info, Version<?, ?>[] instances) {
        this.info = info;
        this.instances = instances.clone();
    }

    public VersionInfo info() {
        return info;
    }

    public int threads() {
        return instances.length;
    }

    Version<?, ?> instance(int thread) {
        Version<?, ?> instance = instances[thread];
        if (instance == null) {
            throw new IllegalStateException(info.id() + " has been let go");
        }
        return instance;
    }

    /** Drops the instances, so that nothing keeps their code loaded. */
    public void letGo() {
        Arrays.fill(instances, null);
    }
}
