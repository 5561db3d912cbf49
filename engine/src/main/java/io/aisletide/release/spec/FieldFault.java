package io.aisletide.release.spec;

/**
 * What is wrong with a field of a plan.
 *
 * @param path as in the file: {@code releases[0].strategy.canary.steps[3].setWeight}
 * @param message what is wrong and what would be right, without the path
 */
public record FieldFault(String path, String message) {
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
