/**
 * How versions of an endpoint come and go while the floor keeps moving: the state machine of a release, its analysis,
 * gates and breakers, who asks which version, and the record of all of it. Pure, and single-threaded: everything here
 * belongs to the engine's thread, is told the tick and what was counted in it, and answers with what has to be done.
 */
@NullMarked
package io.aisletide.release;

import org.jspecify.annotations.NullMarked;
