/**
 * Circuit breakers: who asks the stable version, or stands still, because a version fails in a zone. Engine's thread.
 */
@NullMarked
package io.aisletide.release.breaker;

import org.jspecify.annotations.NullMarked;
