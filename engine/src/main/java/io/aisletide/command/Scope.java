package io.aisletide.command;

import io.aisletide.grid.Area;
import io.aisletide.grid.LoadClass;
import org.jspecify.annotations.Nullable;

/**
 * What a command speaks of: a part of the floor, narrowed to robots of one load class or with one tag.
 *
 * @param area where; null with a null zone means the whole floor
 * @param zone name of a zone of the floor, instead of an area
 * @param load only this class; null for both
 * @param tag only robots that carry this tag; null for all
 */
public record Scope(@Nullable Area area, @Nullable String zone, @Nullable LoadClass load, @Nullable String tag) {
    public static final Scope EVERYTHING = new Scope(null, null, null, null);

    public Scope {
        if (area != null && zone != null) {
            throw new IllegalArgumentException("a scope names an area or a zone, not both");
        }
    }

    public static Scope of(Area area) {
        return new Scope(area, null, null, null);
    }

    public static Scope rectangle(int x, int y, int width, int height) {
        return of(new Area.Rectangle(x, y, width, height));
    }

    public static Scope zone(String name) {
        return new Scope(null, name, null, null);
    }

    public Scope withLoad(LoadClass only) {
        return new Scope(area, zone, only, tag);
    }

    public Scope withTag(String only) {
        return new Scope(area, zone, load, only);
    }
}
