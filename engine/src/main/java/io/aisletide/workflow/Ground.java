package io.aisletide.workflow;

/** What the validator has to know of the floor. */
interface Ground {
    /** Whether a robot may stand in that cell; false for what is no cell of the floor. */
    boolean isOpen(int cell, boolean loaded);

    /** Whether there is surely no way from one cell to the other. */
    boolean isCutOff(int from, int to, boolean loaded);
}
