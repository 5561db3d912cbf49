/**
 * Checks an audit log with code that shares nothing with the engine's writer. One thread.
 */
@NullMarked
package io.aisletide.sim.audit;

import org.jspecify.annotations.NullMarked;
