package io.aisletide.workflow;

import io.aisletide.api.Code;

/**
 * One call that went wrong, as an example for reports: the first of its batch and chunk. Which calls are kept does not depend
 * on the number of threads.
 *
 * @param message what the version said, at most 200 characters
 */
public record FaultSample(Endpoint endpoint, int slot, long tick, int robot, Code code, String message) {}
