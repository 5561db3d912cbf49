/**
 * What the same legs would take if nobody were in the way: the yardstick of the reported efficiency. Legs are gathered
 * on the engine's thread; the searches run afterwards, on any one thread.
 */
@NullMarked
package io.aisletide.sim.ideal;

import org.jspecify.annotations.NullMarked;
