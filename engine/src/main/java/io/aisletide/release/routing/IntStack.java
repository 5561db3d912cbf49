package io.aisletide.release.routing;

import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;

/** Numbers in the order in which they came. */
final class IntStack {
    private int[] items = new int[8];
    private int size;

    void push(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        items[size++] = item;
    }

    int pop() {
        return items[--size];
    }

    int get(int index) {
        return items[index];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Keeps the order of the others. */
    boolean remove(int item) {
        for (int i = size - 1; i >= 0; i--) {
            if (items[i] == item) {
                System.arraycopy(items, i + 1, items, i, --size - i);
                return true;
            }
        }
        return false;
    }

    void save(StateWriter to) {
        to.putInt(size).putInts(items, 0, size);
    }

    void restore(StateReader from) {
        size = from.getCount(Integer.BYTES);
        items = new int[Math.max(size, 8)];
        from.getInts(items, 0, size);
    }
}
