package io.aisletide.workflow;

import io.aisletide.api.Version;

/** Where instances of a version come from. */
public interface VersionSource {
    VersionInfo info();

    /** A new instance, which shares nothing that changes with others. What the version throws comes out as it is. */
    Version<?, ?> instantiate() throws ReflectiveOperationException;
}
