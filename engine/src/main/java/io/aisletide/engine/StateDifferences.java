package io.aisletide.engine;

import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateWriter;
import io.aisletide.traffic.TrafficWorld;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tells in words what is not the same in two states of one floor. */
final class StateDifferences {
    private static final String[] FIELDS = {
        "cell", "goal", "heading", "flags", "plan", "end of plan", "leg", "next leg", "goal since tick", "priority",
        "ticks stalled", "points", "last request", "replans", "tags", "real goal"
    };

    private StateDifferences() {}

    static List<String> between(StateImage recorded, StateImage replayed, Floor floor) {
        List<String> robots = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (StateWriter section : recorded.sections()) {
            for (StateWriter other : replayed.sections()) {
                if (section.name().equals(other.name()) && !isSame(section, other) && !isAboutTime(section)) {
                    if (section.name().equals(TrafficWorld.ROBOTS_SECTION)) {
                        compareRobots(section, other, floor, robots);
                    } else {
                        others.add("section '" + section.name() + "' differs: " + section.size() + " bytes recorded, "
                                + other.size() + " replayed");
                    }
                }
            }
        }
        robots.addAll(others);
        return robots;
    }

    /** Receipts say how long commands took, which is never the same. */
    private static boolean isAboutTime(StateWriter section) {
        return section.name().equals(ReceiptBook.SECTION);
    }

    private static boolean isSame(StateWriter one, StateWriter other) {
        return Arrays.equals(one.array(), 0, one.size(), other.array(), 0, other.size());
    }

    private static void compareRobots(StateWriter one, StateWriter other, Floor floor, List<String> into) {
        ByteBuffer a = ByteBuffer.wrap(one.array()).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer b = ByteBuffer.wrap(other.array()).order(ByteOrder.LITTLE_ENDIAN);
        int bytes = Robots.STRIDE * Integer.BYTES;
        int robots = Math.min(one.size(), other.size()) / bytes;
        for (int robot = 0; robot < robots; robot++) {
            StringBuilder text = new StringBuilder();
            for (int field = 0; field < Robots.STRIDE; field++) {
                int at = robot * bytes + field * Integer.BYTES;
                if (a.getInt(at) != b.getInt(at)) {
                    text.append(text.isEmpty() ? "" : "; ")
                            .append(FIELDS[field])
                            .append(' ')
                            .append(value(field, a.getInt(at), floor))
                            .append(" recorded, ")
                            .append(value(field, b.getInt(at), floor))
                            .append(" replayed");
                }
            }
            if (!text.isEmpty()) {
                into.add("robot " + robot + ": " + text);
            }
        }
        if (one.size() != other.size()) {
            into.add(one.size() / bytes + " robots recorded, " + other.size() / bytes + " replayed");
        }
    }

    private static String value(int field, int value, Floor floor) {
        boolean cell = field == Robots.CELL || field == Robots.GOAL || field == Robots.END || field == Robots.REAL_GOAL;
        return cell && value >= 0 && value < floor.cellCapacity() ? floor.describe(value) : Integer.toString(value);
    }
}
