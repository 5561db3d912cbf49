package io.aisletide.distance;

import java.util.Arrays;

/**
 * The strongly connected parts of a directed graph: nodes from each of which one can get to each other. Tarjan's algorithm (SIAM
 * J. Computing 1, 1972) with a path of its own instead of recursion, in time proportional to the edges.
 *
 * <p>Parts are numbered such that edges lead into parts with lower numbers only.
 */
final class StrongParts {
    private static final int NONE = -1;

    /** Number of each node's part. */
    final int[] part;
    /** Parts. */
    final int count;

    private final int[] start;
    private final int[] targets;
    /** When a node was first seen, from 1; and the earliest on the path that it leads back to. */
    private final int[] seenAt;

    private final int[] low;
    private final int[] waiting;
    private int waitingCount;
    private int clock;
    private int found;

    /**
     * @param start where each node's edges begin in {@code targets}, and one more where they all end
     * @param targets nodes to which the edges lead
     */
    StrongParts(int[] start, int[] targets) {
        this.start = start;
        this.targets = targets;
        int nodes = start.length - 1;
        part = new int[nodes];
        Arrays.fill(part, NONE);
        seenAt = new int[nodes];
        low = new int[nodes];
        waiting = new int[nodes];
        int[] path = new int[nodes];
        int[] next = start.clone();
        for (int node = 0; node < nodes; node++) {
            if (seenAt[node] == 0) {
                searchFrom(node, path, next);
            }
        }
        count = found;
    }

    /** @param next the edge of each node that is looked at next */
    private void searchFrom(int first, int[] path, int[] next) {
        int depth = 0;
        path[0] = first;
        see(first);
        while (depth >= 0) {
            int node = path[depth];
            if (next[node] == start[node + 1]) {
                leave(node);
                depth--;
                if (depth >= 0) {
                    low[path[depth]] = Math.min(low[path[depth]], low[node]);
                }
                continue;
            }
            int target = targets[next[node]++];
            if (seenAt[target] == 0) {
                see(target);
                path[++depth] = target;
            } else if (part[target] == NONE) {
                low[node] = Math.min(low[node], seenAt[target]);
            }
        }
    }

    private void see(int node) {
        seenAt[node] = ++clock;
        low[node] = clock;
        waiting[waitingCount++] = node;
    }

    /** All that leads back no further than to this node is one part with it. */
    private void leave(int node) {
        if (low[node] != seenAt[node]) {
            return;
        }
        int member;
        do {
            member = waiting[--waitingCount];
            part[member] = found;
        } while (member != node);
        found++;
    }
}
