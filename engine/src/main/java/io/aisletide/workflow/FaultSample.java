package io.aisletide.workflow;

import io.aisletide.api.Code;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;

/**
 * One call that went wrong, as an example for reports: the first of its batch and chunk. Which calls are kept does not depend
 * on the number of threads.
 *
 * @param message what the version said, at most 200 characters
 */
public record FaultSample(Endpoint endpoint, int slot, long tick, int robot, Code code, String message) {
    /** In any section of a state. */
    public void save(StateWriter to) {
        to.putByte(endpoint.ordinal()).putInt(slot).putLong(tick).putInt(robot).putByte(code.ordinal()).putText(message);
    }

    public static FaultSample restored(StateReader from) {
        return new FaultSample(
                from.getOneOf(Endpoint.values()),
                from.getInt(),
                from.getLong(),
                from.getInt(),
                from.getOneOf(Code.values()),
                from.getText());
    }
}
