package io.aisletide.sim.scenario;

import org.jspecify.annotations.Nullable;

/**
 * Where a scenario was written, so that faults found later (a zone beyond the floor, more robots than cells) can still
 * be shown in the file.
 *
 * @param label file as the user named it
 * @param root its content; null for a scenario that was not read from a scenario file
 */
public record Source(String label, @Nullable YamlValue root) {

    /** Reports a fault of a field; falls back to the field around it if it was not written. */
    public void report(Problems problems, String path, String message) {
        Position position = root == null ? Position.START : root.nearest(path).position();
        problems.add(position, path, message);
    }

    /** One complaint, ready to throw. */
    public InvalidInputException invalid(String path, String message) {
        if (root == null) {
            return new InvalidInputException(label + ": " + message);
        }
        Problems problems = new Problems(label);
        report(problems, path, message);
        return new InvalidInputException(problems.lines());
    }
}
