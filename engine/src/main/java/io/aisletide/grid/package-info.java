/**
 * The floor: cells and their kinds, directions, tiles, areas, and the overlay of operator rules (closed, one-way,
 * slow, avoid, prefer). {@link io.aisletide.grid.Floor} is immutable and may be shared by threads; {@link
 * io.aisletide.grid.Overlay} belongs to the engine's thread.
 */
@NullMarked
package io.aisletide.grid;

import org.jspecify.annotations.NullMarked;
