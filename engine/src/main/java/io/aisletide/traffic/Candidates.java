package io.aisletide.traffic;

/** Operations that one robot could take, best first on request. Bounded by the number of operations. */
final class Candidates {
    /** No candidate left. */
    static final int NONE = -1;

    private static final int TAKEN = Integer.MIN_VALUE;

    private final int[] scores;
    private final int[] plans;
    private final int[] hindrances;
    private int count;

    Candidates(int capacity) {
        scores = new int[capacity];
        plans = new int[capacity];
        hindrances = new int[capacity];
    }

    void clear() {
        count = 0;
    }

    void add(int score, int plan, int hindrance) {
        scores[count] = score;
        plans[count] = plan;
        hindrances[count++] = hindrance;
    }

    /** Index of the best that has not been {@link #take}n, the first of equals; or {@link #NONE}. */
    int best() {
        int best = NONE;
        int bestScore = TAKEN;
        for (int i = 0; i < count; i++) {
            if (scores[i] > bestScore) {
                bestScore = scores[i];
                best = i;
            }
        }
        return best;
    }

    /** Takes a candidate out of the choice and returns its score. */
    int take(int index) {
        int score = scores[index];
        scores[index] = TAKEN;
        return score;
    }

    int plan(int index) {
        return plans[index];
    }

    /** The robot in the way, or {@link OperationSearch#FREE}. */
    int hindrance(int index) {
        return hindrances[index];
    }
}
