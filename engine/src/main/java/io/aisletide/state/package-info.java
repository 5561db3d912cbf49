/**
 * State as bytes: what a part of the engine has to keep so that it goes on, restored, exactly as it would have. Parts
 * implement {@link io.aisletide.state.Stateful} and write named sections of a {@link io.aisletide.state.StateImage}.
 *
 * <p>A part is saved and restored on the thread that owns it; a finished image may be handed to another.
 */
@NullMarked
package io.aisletide.state;

import org.jspecify.annotations.NullMarked;
