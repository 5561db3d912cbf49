package io.aisletide.release.audit;

import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The Merkle tree hash of RFC 6962, section 2.1, over a growing list: leaf {@code SHA-256(0x00 | d)}, node {@code
 * SHA-256(0x01 | left | right)}. Keeps the roots of the perfect subtrees only, so that adding is O(1) on average and
 * memory O(log n).
 */
final class MerkleTree {
    private static final byte[] NOTHING = {};

    private final Sha256 sha;
    /** The smallest subtree first. */
    private final ArrayDeque<byte[]> subtrees = new ArrayDeque<>();

    private long leaves;

    MerkleTree(Sha256 sha) {
        this.sha = sha;
    }

    void add(byte[] data) {
        byte[] hash = sha.of(0, data, NOTHING);
        for (long bits = leaves; (bits & 1) == 1; bits >>= 1) {
            hash = sha.of(1, subtrees.pop(), hash);
        }
        subtrees.push(hash);
        leaves++;
    }

    byte[] root() {
        if (leaves == 0) {
            return sha.of(NOTHING, NOTHING);
        }
        Iterator<byte[]> smallestFirst = subtrees.iterator();
        byte[] root = smallestFirst.next();
        while (smallestFirst.hasNext()) {
            root = sha.of(1, smallestFirst.next(), root);
        }
        return root;
    }

    long leaves() {
        return leaves;
    }

    void save(StateWriter to) {
        to.putLong(leaves);
        for (byte[] subtree : subtrees) {
            to.putBytes(subtree, 0, subtree.length);
        }
    }

    void restore(StateReader from) {
        leaves = from.getLong();
        subtrees.clear();
        for (int i = 0; i < Long.bitCount(leaves); i++) {
            byte[] subtree = new byte[Sha256.BYTES];
            from.getBytes(subtree, 0, subtree.length);
            subtrees.addLast(subtree);
        }
    }
}
