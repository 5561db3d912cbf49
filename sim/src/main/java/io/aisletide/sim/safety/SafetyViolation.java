package io.aisletide.sim.safety;

/**
 * One violation seen by a {@link SafetyMonitor}.
 *
 * @param tick ticks done when it was seen
 * @param robot first robot concerned, or {@link #NOBODY}
 * @param other second robot, or {@link #NOBODY}
 * @param cell where, as a cell of the floor, or {@link #NOWHERE}
 * @param place the cell as (column, row); empty without one
 */
public record SafetyViolation(SafetyKind kind, long tick, int robot, int other, int cell, String place) {
    public static final int NOBODY = -1;
    public static final int NOWHERE = -1;

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder("tick ").append(tick).append(": ").append(kind.description());
        if (robot != NOBODY) {
            line.append(": robot ").append(robot);
        }
        if (other != NOBODY) {
            line.append(" and robot ").append(other);
        }
        return place.isEmpty() ? line.toString() : line.append(" at ").append(place).toString();
    }
}
