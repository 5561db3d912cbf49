package io.aisletide.state;

/**
 * A part whose later behaviour depends on what has happened. After {@link #restore} it has to behave exactly as the one
 * that was saved, to the last bit; what can be computed from the rest need not be written.
 */
public interface Stateful {
    /** Copies the state into sections of the image. Be quick: the floor stands still meanwhile. */
    void save(StateImage to);

    /**
     * Makes the state what it was. The part is as new: nothing has happened to it since it was made.
     *
     * @throws IllegalStateException if a section is missing or does not fit, with a message that names it
     */
    void restore(StateImage from);
}
