package io.aisletide.release.routing;

/** The 32-bit hash of A. Appleby's MurmurHash3 (x86 variant), which flag services use to put units into buckets. */
final class Murmur3 {
    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;

    private Murmur3() {}

    static int hash(byte[] bytes, int length, int seed) {
        int hash = seed;
        int blocks = length & ~3;
        for (int i = 0; i < blocks; i += 4) {
            int block = bytes[i] & 0xFF
                    | (bytes[i + 1] & 0xFF) << 8
                    | (bytes[i + 2] & 0xFF) << 16
                    | (bytes[i + 3] & 0xFF) << 24;
            hash = Integer.rotateLeft(hash ^ scramble(block), 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int i = length - 1; i >= blocks; i--) {
            tail = tail << 8 | bytes[i] & 0xFF;
        }
        hash ^= scramble(tail) ^ length;
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    private static int scramble(int block) {
        return Integer.rotateLeft(block * C1, 15) * C2;
    }
}
