package io.aisletide.grid;

/**
 * Traversal class of a robot. An EMPTY robot drives under stored pods, a LOADED one keeps to the aisles: that is what
 * makes a warehouse Kiva-style.
 */
public enum LoadClass {
    EMPTY,
    LOADED;

    public static final int COUNT = 2;
}
