package io.aisletide.engine;

import io.aisletide.workflow.VersionId;
import io.aisletide.workflow.VersionSource;

/** A version whose code is in memory for as long as the program runs. */
record Resident(VersionSource source) implements VersionOffer, VersionOffer.Opened {
    @Override
    public VersionId id() {
        return source.info().id();
    }

    @Override
    public String digest() {
        return source.info().sha256();
    }

    @Override
    public Opened open() {
        return this;
    }

    @Override
    public void close() {}
}
