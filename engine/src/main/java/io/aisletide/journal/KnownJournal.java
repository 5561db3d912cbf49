package io.aisletide.journal;

import org.jspecify.annotations.Nullable;

/** What journals of every kind know of themselves. */
abstract class KnownJournal implements Journal {
    private final String place;
    private final Durability durability;
    private volatile long size;
    private volatile @Nullable String cut;

    KnownJournal(String place, Durability durability) {
        this.place = place;
        this.durability = durability;
    }

    /** There are so many records now. */
    final void counted(long records) {
        size = records;
    }

    /** Something was damaged at the end. */
    final void leftOut(String what) {
        cut = what;
    }

    /** What an append says of which the disk has not taken all. */
    static String partOf(int taken, int length) {
        return "the disk took " + taken + " of " + length + " bytes";
    }

    @Override
    public final long size() {
        return size;
    }

    @Override
    public final Durability durability() {
        return durability;
    }

    @Override
    public final @Nullable String cut() {
        return cut;
    }

    @Override
    public final String place() {
        return place;
    }
}
