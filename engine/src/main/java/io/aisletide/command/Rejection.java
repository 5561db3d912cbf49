package io.aisletide.command;

/** Why a command is refused; the name opens the receipt's message, so that a program can tell the cases apart. */
public enum Rejection {
    UNKNOWN_ZONE,
    UNKNOWN_TAG,
    /** The area has no cell on the floor. */
    OUTSIDE_FLOOR,
    /** A number or name that the command does not allow. */
    BAD_PARAMETER,
    /** A tag or class where only cells are meant, or a tag on a rule over cells. */
    BAD_SCOPE,
    /** More robots than vacant cells. */
    NO_ROOM,
    /** A target, refuge or way out without a cell to stand on. */
    NO_PLACE,
    TOO_MANY_RULES,
    /** Undo of a command that is not, or no longer, in force. */
    NOT_IN_FORCE,
    /** Undo of a command that acted on robots, or preview of what has none. */
    NOT_POSSIBLE,
    /** The id belongs to a rule that is still in force. */
    ID_IN_USE,
    /** The command has no room in an event. */
    TOO_LONG,
    /** The ring stayed full for longer than a producer waits. The command was not seen: try it again. */
    RING_FULL,
    /** The journal takes no more events, so nothing takes effect any more. What was acknowledged is safe. */
    JOURNAL_FAILED,
    ENGINE_CLOSED,
    ENGINE_FAILED;

    /** The message of a receipt. */
    public String because(String text) {
        return name() + ": " + text;
    }
}
