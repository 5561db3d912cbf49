/**
 * What a release is to do: the plan of {@code releases:}, {@code analysisTemplates:} and {@code circuitBreakers:} as
 * immutable records, and what can be said against it before a run starts. All durations are ticks ({@link
 * io.aisletide.release.spec.TickRate} converts), all weights and exposures whole percent. Names follow Argo Rollouts,
 * Flagger and resilience4j where they have one. Any thread.
 */
@NullMarked
package io.aisletide.release.spec;

import org.jspecify.annotations.NullMarked;
