package io.aisletide.traffic;

import io.aisletide.grid.Motion;
import java.util.ArrayList;
import java.util.List;

/**
 * The operations that a robot may plan: sequences of a few actions, as a trie in preorder. Sequences that come
 * to the same as an earlier one (a turn put off, a turn and back) are left out.
 *
 * <p>Source: multi-action operations of EPIBT (Yukhnevich and Andreychuk, AAAI 2026, arXiv 2511.09193).
 */
final class Operations {

    static final int WAIT = 0;

    /** With ROTATE. */
    static final int FORWARD = 1;

    static final int RIGHT = 2;
    static final int LEFT = 3;

    /** With PEBBLE: 1 + direction. */
    static final int STEP = 1;

    static final int ACTION_BITS = 3;
    static final int ACTION_MASK = 7;

    final Motion motion;
    /** Actions a plan has. */
    final int window;
    /** Nodes; node 0 is the empty sequence. */
    final int count;

    final byte[] parent;
    final byte[] action;
    final byte[] depth;
    /** Next node in preorder that is no descendant. */
    final byte[] skip;
    /** Actions up to here, packed as in {@link io.aisletide.fleet.Robots#PLAN}. */
    final int[] packed;

    final int leaves;

    private record Node(int parent, int action, int depth, int packed) {}

    Operations(Motion motion, int window) {
        this.motion = motion;
        this.window = window;
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Node(-1, -1, 0, 0));
        grow(nodes, 0, new int[window]);
        count = nodes.size();
        if (count > Byte.MAX_VALUE) {
            throw new IllegalStateException("too many operations for byte indices: " + count);
        }
        parent = new byte[count];
        action = new byte[count];
        depth = new byte[count];
        skip = new byte[count];
        packed = new int[count];
        int ends = 0;
        for (int i = 0; i < count; i++) {
            Node node = nodes.get(i);
            parent[i] = (byte) node.parent;
            action[i] = (byte) node.action;
            depth[i] = (byte) node.depth;
            packed[i] = node.packed;
            int next = i + 1;
            while (next < count && nodes.get(next).depth > node.depth) {
                next++;
            }
            skip[i] = (byte) next;
            ends += node.depth == window ? 1 : 0;
        }
        leaves = ends;
    }

    private void grow(List<Node> nodes, int at, int[] sequence) {
        int depth = nodes.get(at).depth;
        if (depth == window) {
            return;
        }
        int actions = motion == Motion.ROTATE ? 4 : 5;
        for (int next = 0; next < actions; next++) {
            sequence[depth] = next;
            if (isWorthwhile(sequence, depth)) {
                int packed = nodes.get(at).packed | next << ACTION_BITS * depth;
                nodes.add(new Node(at, next, depth + 1, packed));
                grow(nodes, nodes.size() - 1, sequence);
            }
        }
    }

    private boolean isWorthwhile(int[] sequence, int last) {
        if (last == 0) {
            return true;
        }
        int before = sequence[last - 1];
        int now = sequence[last];
        if (motion == Motion.ROTATE) {
            boolean turn = now == RIGHT || now == LEFT;
            if (turn && before == WAIT) {
                return false;
            }
            if (now == RIGHT && before == LEFT || now == LEFT && before == RIGHT) {
                return false;
            }
            // A half turn is two rights.
            return !(now == LEFT && before == LEFT) && !(last >= 2 && now == before && turn && sequence[last - 2] == now);
        }
        return before == WAIT || now == WAIT || (before - STEP ^ 2) != now - STEP;
    }
}
