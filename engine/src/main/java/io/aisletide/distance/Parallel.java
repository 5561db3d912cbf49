package io.aisletide.distance;

/** Runs the same thing for each index, on as many threads as there are; results must not depend on the order. */
@FunctionalInterface
public interface Parallel {
    void forEach(int count, Task task);

    /** One piece of a parallel job. */
    @FunctionalInterface
    interface Task {
        /**
         * @param index which piece
         * @param worker number of the thread that runs it, from 0
         */
        void run(int index, int worker);
    }
}
