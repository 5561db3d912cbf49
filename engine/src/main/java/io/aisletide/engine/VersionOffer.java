package io.aisletide.engine;

import io.aisletide.workflow.RefusedVersionException;
import io.aisletide.workflow.VersionId;
import io.aisletide.workflow.VersionSource;

/** A version that may be released: known by name and digest from the start, opened by the loader's thread when it is needed. */
public interface VersionOffer {
    VersionId id();

    /** SHA-256 of what it is, in hex: the same digest is the same version, whatever it is called. */
    String digest();

    /**
     * Opens it; called again after everything that came of the last time was closed.
     *
     * @throws RefusedVersionException if it is not what it should be
     */
    Opened open() throws RefusedVersionException;

    /** Code that is in memory until it is closed. */
    interface Opened extends AutoCloseable {
        VersionSource source();

        @Override
        void close();
    }

    /** One whose code is there anyway: built in, a drill, or a test's. */
    static VersionOffer of(VersionSource source) {
        return new Resident(source);
    }
}
