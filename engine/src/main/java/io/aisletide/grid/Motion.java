package io.aisletide.grid;

/** How a robot gets from cell to cell; one action a tick. */
public enum Motion {
    /** Four neighbours, one cell a tick, no heading. */
    PEBBLE,
    /** Forward, quarter turn left, quarter turn right, wait: the model of the League of Robot Runners. */
    ROTATE
}
