package io.aisletide.sim.trial;

import java.util.Map;

/**
 * What an engine had come to when it ended in the middle of a run; what comes after is held to it.
 *
 * @param mishap by which it ended
 * @param tick the tick that would have run next
 * @param stateHash then
 * @param answers to commands that were given until then: those that somebody has seen, by place in the script
 */
record Ending(Mishap mishap, long tick, long stateHash, Map<Integer, Answer> answers) {
    Ending {
        answers = Map.copyOf(answers);
    }

    /**
     * @param tick the first tick that obeys the command
     * @param gist see {@link Trace#gist}
     */
    record Answer(long tick, String gist) {}
}
