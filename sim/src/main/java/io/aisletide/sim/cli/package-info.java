/**
 * The command line: arguments in, results on standard output, everything else on standard error, and an exit code. One
 * thread, plus one that prints progress and one that the JVM starts on Ctrl-C.
 */
@NullMarked
package io.aisletide.sim.cli;

import org.jspecify.annotations.NullMarked;
