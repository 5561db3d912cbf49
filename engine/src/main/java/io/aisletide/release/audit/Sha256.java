package io.aisletide.release.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every JVM has. */
final class Sha256 {
    static final int BYTES = 32;

    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks SHA-256", e);
        }
    }

    byte[] of(byte[] first, byte[] second) {
        digest.update(first);
        return digest.digest(second);
    }

    byte[] of(int prefix, byte[] first, byte[] second) {
        digest.update((byte) prefix);
        digest.update(first);
        return digest.digest(second);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
