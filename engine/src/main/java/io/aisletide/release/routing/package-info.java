/**
 * Who asks which version: the immutable table that dispatch reads, and the exact, sticky quota of robots behind a canary. The table may be read by any thread, the rest belongs to the engine's.
 */
@NullMarked
package io.aisletide.release.routing;

import org.jspecify.annotations.NullMarked;
