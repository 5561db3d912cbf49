package io.aisletide.traffic;

import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;

/** Robot numbers in a growing array; emptied and used again, so that a tick allocates nothing once it has grown. */
final class RobotList {
    private static final int FIRST_CAPACITY = 16;

    private int[] items = new int[FIRST_CAPACITY];
    private int size;

    /** The numbers, and after the first {@link #size} anything. */
    int[] items() {
        return items;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return items[index];
    }

    void add(int robot) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        items[size++] = robot;
    }

    void addAll(RobotList others) {
        if (size + others.size > items.length) {
            items = Arrays.copyOf(items, Math.max(items.length * 2, size + others.size));
        }
        System.arraycopy(others.items, 0, items, size, others.size);
        size += others.size;
    }

    int removeLast() {
        return items[--size];
    }

    void clear() {
        size = 0;
    }

    /** Ascending, each number once. */
    void sortDistinct() {
        Arrays.sort(items, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || items[kept - 1] != items[i]) {
                items[kept++] = items[i];
            }
        }
        size = kept;
    }

    void save(StateWriter to) {
        to.putInt(size).putInts(items, 0, size);
    }

    void restore(StateReader from) {
        size = from.getCount(Integer.BYTES);
        items = new int[Math.max(FIRST_CAPACITY, size)];
        from.getInts(items, 0, size);
    }
}
