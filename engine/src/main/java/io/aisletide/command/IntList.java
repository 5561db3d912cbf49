package io.aisletide.command;

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
