package io.aisletide.workflow;

import io.aisletide.api.Code;
import io.aisletide.api.RouteVersion;
import io.aisletide.api.Version;
import io.aisletide.api.YieldVersion;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.TrafficView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Questions, and a floor that does not change, on which a version can be tried out. Immutable; any thread.
 */
public final class Rehearsal {
    private static final int PURPOSE = 0x4E5A;
    /** Draws before a wall is taken for a place, which then is simply a hard question. */
    private static final int TRIES = 64;

    private static final int LONGEST_STAND_TICKS = 100;
    private static final int PATIENCE_POINTS = 3;
    private static final int ROBOTS_IN_TILE = 64;

    private final StillFloor floor;
    private final int[] rows;
    private final int patiencePoints;

    private Rehearsal(StillFloor floor, int[] rows, int patiencePoints) {
        this.floor = floor;
        this.rows = rows;
        this.patiencePoints = patiencePoints;
    }

    /** Drawn questions: robots and goals anywhere on the floor. */
    public static Rehearsal drawn(Floor floor, ZoneMap zones, long seed, int count) {
        int[] rows = new int[count * RequestLog.FIELDS];
        for (int i = 0; i < count; i++) {
            long draw = Draws.of(seed, PURPOSE, i, 0);
            int at = i * RequestLog.FIELDS;
            int loaded = (int) (draw & 1);
            rows[at + RequestLog.ROBOT] = (int) (draw >>> 40);
            rows[at + RequestLog.CELL] = place(floor, seed, 2L * i, loaded);
            rows[at + RequestLog.GOAL] = place(floor, seed, 2L * i + 1, loaded);
            rows[at + RequestLog.HEADING] = (int) (draw >>> 1 & 3);
            rows[at + RequestLog.AGE] = (int) (draw >>> 3 & 127);
            rows[at + RequestLog.LOADED] = loaded;
            rows[at + RequestLog.NEW_GOAL] = (int) (draw >>> 10 & 1);
            rows[at + RequestLog.STOOD] = 1 + (int) (draw >>> 11 & 0xFFFF) % LONGEST_STAND_TICKS;
        }
        return new Rehearsal(StillFloor.plain(floor, zones, seed, ROBOTS_IN_TILE), rows, PATIENCE_POINTS);
    }

    private static int place(Floor floor, long seed, long which, int loaded) {
        LoadClass load = loaded == 1 ? LoadClass.LOADED : LoadClass.EMPTY;
        int cell = 0;
        for (int i = 1; i <= TRIES; i++) {
            long draw = Draws.of(seed, PURPOSE, which, i);
            int x = (int) (draw >>> 33) % floor.width();
            int y = (int) (draw & 0x7FFF_FFFF) % floor.height();
            cell = floor.cell(x, y);
            if (floor.passable(cell, load)) {
                return cell;
            }
        }
        return cell;
    }

    /** Questions that have been asked lately, and the floor as it is. On the engine's thread. */
    static Rehearsal recorded(RequestLog log, TrafficView view, ZoneMap zones, long seed) {
        return new Rehearsal(StillFloor.of(view, zones, seed), log.copy(), view.patiencePoints());
    }

    public int size() {
        return rows.length / RequestLog.FIELDS;
    }

    /** Both lists of questions, on the floor of this one. */
    public Rehearsal and(Rehearsal other) {
        int[] both = Arrays.copyOf(rows, rows.length + other.rows.length);
        System.arraycopy(other.rows, 0, both, rows.length, other.rows.length);
        return new Rehearsal(floor, both, patiencePoints);
    }

    Session session(Version<?, ?> version, Contract contract) {
        return new Session(version, contract);
    }

    /** Asks a version of one endpoint all questions again and again; for one thread. */
    final class Session {
        private final Version<?, ?> version;
        private final @Nullable RouteCaller routes;
        private final @Nullable YieldCaller yields;

        Session(Version<?, ?> version, Contract contract) {
            this.version = version;
            long fuel = contract.budget().fuel();
            routes = version instanceof RouteVersion ? new RouteCaller(Rehearsal.this.floor, fuel) : null;
            yields = version instanceof YieldVersion ? new YieldCaller(fuel) : null;
            caller().explain(true);
        }

        private Caller<?, ?> caller() {
            if (routes != null) {
                return routes;
            }
            if (yields != null) {
                return yields;
            }
            throw new IllegalArgumentException(version.getClass().getName() + " is a version of no endpoint that is asked");
        }

        /** Asks the i-th question. */
        Code ask(int i) {
            caller().enter();
            try {
                if (routes != null) {
                    fill(routes.question, i);
                    routes.question.newGoal = rows[i * RequestLog.FIELDS + RequestLog.NEW_GOAL] == 1;
                    return routes.ask((RouteVersion) version, floor);
                }
                if (yields != null) {
                    fill(yields.question, i);
                    yields.question.stoodTicks = Math.max(1, rows[i * RequestLog.FIELDS + RequestLog.STOOD]);
                    yields.question.patiencePoints = patiencePoints;
                    return yields.ask((YieldVersion) version, floor);
                }
                throw new IllegalStateException("no endpoint");
            } finally {
                caller().leave();
            }
        }

        private void fill(RobotQuestion question, int i) {
            int at = i * RequestLog.FIELDS;
            question.set(
                    rows[at + RequestLog.ROBOT],
                    rows[at + RequestLog.CELL],
                    rows[at + RequestLog.HEADING],
                    rows[at + RequestLog.GOAL],
                    rows[at + RequestLog.AGE],
                    rows[at + RequestLog.LOADED] == 1);
        }

        /** The last answer as a number; equal answers have equal numbers. */
        long answer() {
            if (routes != null) {
                return (long) routes.reply.costClass << 32 | routes.reply.wayPoint & 0xFFFF_FFFFL;
            }
            return yields == null ? 0 : yields.reply.points;
        }

        long unitsUsed() {
            return caller().tank.used();
        }

        @Nullable String message() {
            return caller().message();
        }
    }
}
