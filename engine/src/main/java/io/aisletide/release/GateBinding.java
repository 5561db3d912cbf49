package io.aisletide.release;

import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;

/**
 * What an approval approves. It is good for this and nothing else: not for another attempt, version or step, nor for
 * other evidence than was there when the gate asked.
 *
 * @param digest of all versions of the release
 * @param evidence hash over the analysis when the gate asked
 */
public record GateBinding(String release, int attempt, String digest, int step, long evidence) {
    void save(StateWriter to) {
        to.putText(release).putInt(attempt).putText(digest).putInt(step).putLong(evidence);
    }

    static GateBinding restored(StateReader from) {
        return new GateBinding(from.getText(), from.getInt(), from.getText(), from.getInt(), from.getLong());
    }
}
