package io.aisletide.release.routing;

import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import java.util.Arrays;

/**
 * The robots that may be given to a version: those on the floor, each with the zone in which it was first seen. A robot
 * drives through many zones; for its share in a quota it belongs to the first, so that it does not change its version by
 * driving. Engine's thread.
 */
public final class Roster implements Stateful {
    private static final String SECTION = "roster";
    private static final short ABSENT = -1;

    private short[] zoneOf = new short[0];
    private final int[] perZone;
    private int limit;
    private int count;

    /** @param zones number of zones, 1 to 32767 */
    public Roster(int zones) {
        if (zones < 1 || zones > Short.MAX_VALUE) {
            throw new IllegalArgumentException("a floor has 1 to " + Short.MAX_VALUE + " zones, not " + zones);
        }
        perZone = new int[zones];
    }

    /** The robot has come. @return false if it was there already, and nothing changed */
    public boolean add(int robot, int zone) {
        if (robot >= zoneOf.length) {
            int before = zoneOf.length;
            zoneOf = Arrays.copyOf(zoneOf, Math.max(robot + 1, before + (before >> 1) + 16));
            Arrays.fill(zoneOf, before, zoneOf.length, ABSENT);
        }
        if (zoneOf[robot] != ABSENT) {
            return false;
        }
        zoneOf[robot] = (short) zone;
        perZone[zone]++;
        count++;
        limit = Math.max(limit, robot + 1);
        return true;
    }

    /** The robot has gone. @return false if it was not there */
    public boolean remove(int robot) {
        if (!contains(robot)) {
            return false;
        }
        perZone[zoneOf[robot]]--;
        zoneOf[robot] = ABSENT;
        count--;
        return true;
    }

    public boolean contains(int robot) {
        return robot < limit && zoneOf[robot] != ABSENT;
    }

    /** Of a robot that is there. */
    int zoneOf(int robot) {
        return zoneOf[robot];
    }

    int zones() {
        return perZone.length;
    }

    int countIn(int zone) {
        return perZone[zone];
    }

    public int count() {
        return count;
    }

    /** One more than the highest number that a robot has had. */
    public int limit() {
        return limit;
    }

    @Override
    public void save(StateImage to) {
        StateWriter section = to.section(SECTION, Short.BYTES);
        // Robots at the end that have gone count for the limit.
        byte[] zones = new byte[limit * Short.BYTES];
        for (int robot = 0; robot < limit; robot++) {
            zones[2 * robot] = (byte) zoneOf[robot];
            zones[2 * robot + 1] = (byte) (zoneOf[robot] >> 8);
        }
        section.putBytes(zones, 0, zones.length);
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        byte[] zones = new byte[section.remaining()];
        section.getBytes(zones, 0, zones.length);
        Arrays.fill(perZone, 0);
        count = 0;
        limit = 0;
        zoneOf = new short[0];
        for (int robot = 0; robot < zones.length / 2; robot++) {
            int zone = (short) (zones[2 * robot] & 0xFF | zones[2 * robot + 1] << 8);
            add(robot, zone == ABSENT ? 0 : zone);
            if (zone == ABSENT) {
                remove(robot);
            }
        }
    }
}
