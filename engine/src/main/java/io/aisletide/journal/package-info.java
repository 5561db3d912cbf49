/**
 * What survives: every event that takes effect, in its order ({@link io.aisletide.journal.Journal}), and from time to time
 * the whole state ({@link io.aisletide.journal.SnapshotStore}), so that a run can be recovered, replayed and forked.
 *
 * <p>A journal is appended to by one thread, the acceptor's; it may be read by others meanwhile. Snapshots are written by a
 * thread of their own.
 */
@NullMarked
package io.aisletide.journal;

import org.jspecify.annotations.NullMarked;
