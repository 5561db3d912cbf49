package io.aisletide.sim.safety;

/** What a floor must never do. */
public enum SafetyKind {
    VERTEX("two robots in one cell"),
    SWAP("two robots swapped places"),
    WALL("robot in a wall"),
    STORAGE("loaded robot under a stored pod"),
    CLOSED("robot entered a closed cell"),
    JUMP("robot moved further than one cell in a tick"),
    TURN("robot turned more than a quarter in a tick"),
    MOVE_AND_TURN("robot moved and turned in one tick"),
    SIDEWAYS("robot moved another way than it faced"),
    LOST("number of robots is not placed + added - removed");

    private final String description;

    SafetyKind(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }
}
