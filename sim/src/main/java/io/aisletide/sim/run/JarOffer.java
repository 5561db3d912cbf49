package io.aisletide.sim.run;

import io.aisletide.engine.VersionOffer;
import io.aisletide.workflow.RefusedVersionException;
import io.aisletide.workflow.VersionId;
import io.aisletide.workflow.VersionSource;
import io.aisletide.workflow.plugin.JarVersion;
import java.nio.file.Path;

/**
 * A version in a jar of the scenario's.
 *
 * @param digest SHA-256 that the file must have, in hex
 */
record JarOffer(VersionId id, Path file, String digest) implements VersionOffer {
    @Override
    public Opened open() throws RefusedVersionException {
        return new Code(JarVersion.load(file, digest, id.toString()));
    }

    private record Code(JarVersion jar) implements Opened {
        @Override
        public VersionSource source() {
            return jar;
        }

        @Override
        public void close() {
            jar.close();
        }
    }
}
