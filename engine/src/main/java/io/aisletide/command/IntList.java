package io.aisletide.command;

import io.aisletide.traffic.World;
import java.util.Arrays;

/** A growing array of ints, open to the algorithms of this package. */
final class IntList {
    private static final int FIRST_CAPACITY = 64;

    int[] items;
    int size;

    IntList() {
        this(FIRST_CAPACITY);
    }

    IntList(int capacity) {
        items = new int[capacity];
    }

    /** Adds some of the numbers from {@code from} to {@code to - 1}, or what belongs to them, to a list. */
    @FunctionalInterface
    interface Gatherer {
        void gather(int from, int to, IntList into);
    }

    /**
     * What a gatherer finds in 0 to {@code end - 1}, in the order of these, put together from pieces that are gathered side by side.
     *
     * @param itemsAPiece how many may be found in a piece
     */
    static IntList gathered(World world, int end, int piece, int itemsAPiece, Gatherer gatherer) {
        IntList[] parts = new IntList[(end + piece - 1) / piece];
        world.forEach(parts.length, (i, worker) -> {
            parts[i] = new IntList(itemsAPiece);
            gatherer.gather(i * piece, Math.min(end, (i + 1) * piece), parts[i]);
        });
        int size = 0;
        for (IntList part : parts) {
            size += part.size;
        }
        IntList all = new IntList(size);
        for (IntList part : parts) {
            System.arraycopy(part.items, 0, all.items, all.size, part.size);
            all.size += part.size;
        }
        return all;
    }

    void add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, Math.max(FIRST_CAPACITY, size * 2));
        }
        items[size++] = item;
    }

    int get(int index) {
        return items[index];
    }

    boolean isEmpty() {
        return size == 0;
    }
}
