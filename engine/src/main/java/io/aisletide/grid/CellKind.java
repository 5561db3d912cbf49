package io.aisletide.grid;

/** What the floor plan says of a cell; never changes while the engine runs. */
public enum CellKind {
    /** Nobody passes. */
    WALL,
    /** Aisle, hall or ring way. */
    FREE,
    /** Place of a stored pod: EMPTY robots pass below, LOADED robots do not. */
    STORAGE,
    /** In front of a person or machine that picks or delivers. */
    STATION,
    /** Parking place with a charger. */
    CHARGER;

    private static final CellKind[] ALL = values();

    public boolean passableFor(LoadClass load) {
        return this != WALL && (this != STORAGE || load == LoadClass.EMPTY);
    }

    public static CellKind of(int ordinal) {
        return ALL[ordinal];
    }
}
