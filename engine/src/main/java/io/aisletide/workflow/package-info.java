/**
 * Decisions as endpoints: their contracts, the versions that answer, and how the engine asks. The dispatchers belong to the
 * engine's thread, which shares the calls of a batch with the tick's workers; versions are prepared by any other thread and
 * handed over ready.
 */
@NullMarked
package io.aisletide.workflow;

import org.jspecify.annotations.NullMarked;
