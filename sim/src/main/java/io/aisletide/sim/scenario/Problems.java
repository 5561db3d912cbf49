package io.aisletide.sim.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects what is wrong with one file, so that a user sees every fault at once and not one a run. Of several faults
 * with the same value only the first is kept: the others are nearly always its consequences.
 */
public final class Problems {
    /** Beyond this many a file is not what it claims to be, and a longer list helps nobody. */
    static final int MAX_REPORTED = 50;

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    private record Problem(Position position, String path, String message) {}

    /** @param file how the user named the file */
    public Problems(String file) {
        this.file = file;
    }

    public String file() {
        return file;
    }

    public void add(YamlValue value, String message) {
        add(value.position(), value.path(), message);
    }

    /** @param path the field, such as {@code commands[2].close.zone}; empty for the file itself */
    public void add(Position position, String path, String message) {
        for (Problem problem : found) {
            if (problem.position.equals(position) && problem.path.equals(path)) {
                return;
            }
        }
        found.add(new Problem(position, path, message));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** One line a fault, in the order of the file. */
    public List<String> lines() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(Problem::position));
        List<String> lines = new ArrayList<>();
        for (Problem problem : sorted) {
            if (lines.size() == MAX_REPORTED) {
                lines.add(file + ": and " + (sorted.size() - MAX_REPORTED) + " more");
                break;
            }
            String field = problem.path.isEmpty() ? "" : problem.path + ": ";
            lines.add(file + ":" + problem.position + ": " + field + problem.message);
        }
        return lines;
    }

    /** @throws InvalidInputException if anything was reported */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidInputException(lines());
        }
    }
}
