package io.aisletide.release;

/**
 * What an approval approves. It is good for this and nothing else: not for another attempt, version or step, nor for
 * other evidence than was there when the gate asked.
 *
 * @param digest of all versions of the release
 * @param evidence hash over the analysis when the gate asked
 */
public record GateBinding(String release, int attempt, String digest, int step, long evidence) {}
