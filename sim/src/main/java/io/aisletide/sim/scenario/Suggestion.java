package io.aisletide.sim.scenario;

import java.util.Collection;
import java.util.Locale;

/** "Did you mean": the known word nearest to a mistyped one. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * A half-sentence to put behind a complaint: {@code "; did you mean 'close'?"}, or the list of what there is when
     * nothing is near and the list is short, or nothing.
     */
    public static String of(String typed, Collection<String> known) {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String word : known) {
            int distance = distance(typed.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = word;
            }
        }
        // A third of the letters may be wrong, or the one begins with the other.
        boolean near = bestDistance <= Math.max(1, Math.max(typed.length(), best.length()) / 3)
                || typed.length() >= 3 && best.toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT));
        if (near && !best.isEmpty()) {
            return "; did you mean '" + best + "'?";
        }
        return known.isEmpty() || known.size() > 16 ? "" : "; there is " + String.join(", ", known);
    }

    /** Letters to insert, delete, replace or swap with the neighbour (Damerau-Levenshtein, restricted). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int best = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, d[i - 2][j - 2] + 1);
                }
                d[i][j] = best;
            }
        }
        return d[a.length()][b.length()];
    }
}
