/**
 * Histograms of wall-clock durations. Written by the one thread that takes the measurement, read by any; no decision of
 * the engine reads them.
 */
@NullMarked
package io.aisletide.metrics;

import org.jspecify.annotations.NullMarked;
