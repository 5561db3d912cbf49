/**
 * For teams that embed the engine: floors for their own JUnit 5 tests, with virtual time, assertions in AssertJ's style,
 * and failures that say how to see them again.
 *
 * <p>JUnit (5.13 or later) and AssertJ are the tests' own: this module compiles against both and brings neither. No other
 * room may depend on this one. A {@link io.aisletide.sim.testkit.TestFloor} belongs to the thread that runs the test.
 */
@NullMarked
package io.aisletide.sim.testkit;

import org.jspecify.annotations.NullMarked;
