package io.aisletide.sim.trial;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an engine of a run comes to its end, and in which state another finds what it has left.
 *
 * @param atTick it comes as soon as so many ticks are done
 * @param end how
 * @param appends to the journal that still go well after that tick, before the disk fails
 * @param damage done to the journal's end afterwards
 * @param place how much is cut, in bytes, or which bit is flipped, counted from the end; from 0 on
 * @param snapshotDamaged whether a byte of the newest snapshot is changed too
 */
record Mishap(int atTick, End end, int appends, Damage damage, int place, boolean snapshotDamaged) {
    private static final Pattern TEXT =
            Pattern.compile("([a-z-]+)@(\\d{1,9})(?:\\+(\\d{1,9}))?(?:,(cut|flip)=(\\d{1,9}))?(,snapshot)?");

    enum End {
        /** Thrown away. */
        KILLED,
        /** An append fails: nothing of the record is written. */
        DISK_FULL,
        /** An append fails in the middle of the record. */
        PAGE_LOST,
        /** What is appended cannot be synced, and then the power fails. Only where it is synced at all. */
        SYNC_FAILED;

        boolean isOfTheDisk() {
            return this != KILLED;
        }
    }

    enum Damage {
        NONE,
        CUT,
        FLIPPED
    }

    static Mishap killed(int atTick) {
        return new Mishap(atTick, End.KILLED, 0, Damage.NONE, 0, false);
    }

    Mishap at(int tick) {
        return new Mishap(tick, end, appends, damage, place, snapshotDamaged);
    }

    Mishap with(End other) {
        return new Mishap(atTick, other, other.isOfTheDisk() ? appends : 0, damage, place, snapshotDamaged);
    }

    Mishap with(Damage other) {
        return new Mishap(atTick, end, appends, other, other == Damage.NONE ? 0 : place, snapshotDamaged);
    }

    Mishap withAppends(int count) {
        return new Mishap(atTick, end, count, damage, place, snapshotDamaged);
    }

    Mishap withPlace(int other) {
        return new Mishap(atTick, end, appends, damage, other, snapshotDamaged);
    }

    Mishap withSnapshotDamaged(boolean damaged) {
        return new Mishap(atTick, end, appends, damage, place, damaged);
    }

    /** As {@link #parse} reads it: {@code killed@120,cut=37}, {@code disk-full@130+2,snapshot}. */
    @Override
    public String toString() {
        return Words.of(end) + "@" + atTick
                + (appends == 0 ? "" : "+" + appends)
                + switch (damage) {
                    case NONE -> "";
                    case CUT -> ",cut=" + place;
                    case FLIPPED -> ",flip=" + place;
                }
                + (snapshotDamaged ? ",snapshot" : "");
    }

    /** @throws IllegalArgumentException if it is none */
    static Mishap parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no mishap; write such as killed@120, killed@120,cut=37, "
                    + "disk-full@130+2, page-lost@9,flip=5 or sync-failed@40,snapshot");
        }
        End end = Words.constant(End.class, matcher.group(1));
        String damage = matcher.group(4);
        return new Mishap(
                Integer.parseInt(matcher.group(2)),
                end,
                matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)),
                damage == null ? Damage.NONE : damage.equals("cut") ? Damage.CUT : Damage.FLIPPED,
                damage == null ? 0 : Integer.parseInt(matcher.group(5)),
                matcher.group(6) != null);
    }
}
