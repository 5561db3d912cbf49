/**
 * Is a version good enough? Counts per tick become measurements, measurements an outcome. Engine's thread.
 */
@NullMarked
package io.aisletide.release.analysis;

import org.jspecify.annotations.NullMarked;
