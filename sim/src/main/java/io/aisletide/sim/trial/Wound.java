package io.aisletide.sim.trial;

import java.util.Arrays;

/** Damage to the last bytes of a file of records, behind which there may be nothing but zeros. */
final class Wound {
    private Wound() {}

    static byte[] of(byte[] bytes, Mishap mishap) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        if (mishap.damage() == Mishap.Damage.CUT) {
            return Arrays.copyOf(bytes, Math.max(0, end - 1 - mishap.place()));
        }
        byte[] changed = bytes.clone();
        int at = end - 1 - mishap.place() / Byte.SIZE;
        if (mishap.damage() == Mishap.Damage.FLIPPED && at >= 0) {
            changed[at] ^= (byte) (1 << mishap.place() % Byte.SIZE);
        }
        return changed;
    }
}
