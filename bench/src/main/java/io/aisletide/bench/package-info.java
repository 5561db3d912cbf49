/**
 * What Aisletide costs, measured: JMH suites ({@code *Benchmark}), the ladder of command rates ({@link
 * io.aisletide.bench.CommandLatency}), how much longer ways are than they need be ({@link io.aisletide.bench.Stretch}),
 * and the one command that prints the README's table ({@link io.aisletide.bench.Table}). Started by {@code bench/run};
 * see bench/README.md for how to read the figures.
 *
 * <p>Floors are driven by the thread that measures; classes that use more threads say so.
 */
@NullMarked
package io.aisletide.bench;

import org.jspecify.annotations.NullMarked;
