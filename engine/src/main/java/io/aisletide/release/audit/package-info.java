/**
 * The record of all that was decided about versions: canonical JSON, a chain of hashes, a Merkle tree. Engine's thread.
 */
@NullMarked
package io.aisletide.release.audit;

import org.jspecify.annotations.NullMarked;
