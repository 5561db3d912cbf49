/**
 * Operator commands: what can be asked ({@link io.aisletide.command.Command}), where ({@link
 * io.aisletide.command.Scope}), the same as bytes ({@link io.aisletide.command.CommandCodec}), and what it does to the
 * floor ({@link io.aisletide.command.CommandExecutor}). Commands and the codec's methods may be used by any thread; the
 * executor belongs to the engine's thread.
 */
@NullMarked
package io.aisletide.command;

import org.jspecify.annotations.NullMarked;
