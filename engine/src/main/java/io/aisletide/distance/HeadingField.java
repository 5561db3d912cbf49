package io.aisletide.distance;

/**
 * How a cell's costs for the four headings lie in one int: the lowest of them in the low 16 bits, and what each heading
 * adds to it in 4 bits each above. A quarter turn costs {@link WayCost#UNIT}, so no heading adds more than two turns.
 */
public final class HeadingField {
    /** Lowest cost that stands for "no way". */
    public static final int UNREACHABLE = 0xFFFF;

    private HeadingField() {}

    /** Cost in units of getting away from here with that heading. */
    public static int cost(int entry, int heading) {
        return (entry & 0xFFFF) + (entry >>> 16 + (heading << 2) & 15);
    }

    /** Cost with the best heading. */
    public static int lowest(int entry) {
        return entry & 0xFFFF;
    }

    static int pack(int east, int south, int west, int north) {
        int low = Math.min(Math.min(east, south), Math.min(west, north));
        if (low >= UNREACHABLE) {
            return UNREACHABLE;
        }
        return low | east - low << 16 | south - low << 20 | west - low << 24 | north - low << 28;
    }
}
