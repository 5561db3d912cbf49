/**
 * The engine as a library: {@link io.aisletide.engine.FleetEngine}, its builder, and the event loop inside.
 *
 * <pre>
 *   any thread ── submit ──┐                      ┌─ receipts, futures
 *   driver ── advance ─────┴─► ring ─► acceptor ─► engine ─► egress ─► publishes the next tick
 * </pre>
 *
 * <p>One thread, the engine's, writes the state of the floor. With {@link io.aisletide.engine.ThreadingMode#STAGED} the
 * acceptor and egress have threads of their own, with {@link io.aisletide.engine.ThreadingMode#FUSED} all three are one.
 * What a run computes is the same in both.
 */
@NullMarked
package io.aisletide.engine;

import org.jspecify.annotations.NullMarked;
