package io.aisletide.release.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.fixture.Seeds;
import io.aisletide.release.spec.RolloutSpec.Exposure;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CohortTest {
    private static final int ZONES = 5;

    @Test
    void shouldHashAsMurmur3Does() {
        assertThat(hash("", 0)).isZero();
        assertThat(hash("", 1)).isEqualTo(0x514E28B7);
        assertThat(hash("test", 0)).isEqualTo(0xBA6BD213);
        assertThat(hash("Hello, world!", 0)).isEqualTo(0xC0363E43);
        assertThat(hash("The quick brown fox jumps over the lazy dog", 0)).isEqualTo(0x2E4FF723);
    }

    private static int hash(String text, int seed) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Murmur3.hash(bytes, bytes.length, seed);
    }

    @Test
    void shouldGiveTheExactQuota() {
        Roster roster = roster(200);
        for (int percent = 0; percent <= 100; percent++) {
            Cohort cohort = cohort(roster, new Exposure(100, true, true, 1));
            cohort.rebalance(percent);
            assertThat(cohort.size()).isEqualTo(percent * 2);
        }
    }

    /** python-sdk PR #321: 1 % that matched nobody. */
    @Test
    void shouldGiveAtLeastTheMinimumButNotOverTheCap() {
        Cohort small = cohort(roster(40), new Exposure(10, true, true, 1));
        small.rebalance(1);
        assertThat(small.size()).isEqualTo(1);
        Cohort tiny = cohort(roster(9), new Exposure(10, true, true, 1));
        tiny.rebalance(5);
        assertThat(tiny.size()).isZero();
    }

    /** Unleash #313: without a salt of its own every flag began with the same users. */
    @Test
    void shouldBeginWithOtherRobotsForAnotherRelease() {
        Roster roster = roster(1_000);
        Cohort one = new Cohort("s", "one", Exposure.DEFAULT, roster);
        Cohort two = new Cohort("s", "two", Exposure.DEFAULT, roster);
        one.rebalance(10);
        two.rebalance(10);
        int both = 0;
        for (int robot = 0; robot < 1_000; robot++) {
            both += one.contains(robot) && two.contains(robot) ? 1 : 0;
        }
        assertThat(both).isBetween(1, 25);
    }

    @Test
    void shouldTakeItsShareFromEachZone() {
        Roster roster = new Roster(ZONES);
        int[] sizes = {500, 300, 101, 7, 92};
        int robot = 0;
        for (int zone = 0; zone < ZONES; zone++) {
            for (int i = 0; i < sizes[zone]; i++) {
                roster.add(robot++, zone);
            }
        }
        Cohort cohort = cohort(roster, Exposure.DEFAULT);
        cohort.rebalance(10);
        assertThat(cohort.size()).isEqualTo(100);
        robot = 0;
        for (int zone = 0; zone < ZONES; zone++) {
            int members = 0;
            for (int i = 0; i < sizes[zone]; i++) {
                members += cohort.contains(robot++) ? 1 : 0;
            }
            assertThat(members).as("zone %d", zone).isBetween(sizes[zone] / 10, sizes[zone] / 10 + 1);
        }
    }

    /**
     * istio #19630, argo PR #1301, flagger #1280, #1752: nobody changes without an event. Random fleets and weights: exact
     * quotas, never over the cap, growth nested, shrinking last in first out, and no change without a reason.
     */
    @Test
    void shouldKeepItsPromisesWhileTheFleetAndTheWeightChange() {
        for (long seed : Seeds.of(60)) {
            Random random = new Random(seed);
            Exposure exposure = new Exposure(1 + random.nextInt(100), random.nextBoolean(), true, random.nextInt(3));
            Roster roster = roster(random.nextInt(400));
            Cohort cohort = cohort(roster, exposure);
            int weight = 0;
            for (int i = 0; i < 120; i++) {
                BitSet before = members(cohort, roster.limit());
                BitSet gone = new BitSet();
                int kind = random.nextInt(4);
                for (int n = random.nextInt(30); n > 0 && kind < 2; n--) {
                    int robot = random.nextInt(500);
                    if (kind == 0 && roster.add(robot, robot % ZONES)) {
                        cohort.added(robot);
                    } else if (kind == 1 && roster.remove(robot)) {
                        cohort.removed(robot);
                        gone.set(robot);
                    }
                }
                weight = kind == 2 ? random.nextInt(exposure.maxPercent() + 1) : weight;
                boolean changed = cohort.rebalance(weight);
                BitSet after = members(cohort, roster.limit());
                String label = Seeds.label(seed) + ", step " + i;
                assertThat(after.cardinality()).as(label).isEqualTo(cohort.size()).isEqualTo(cohort.quota());
                assertThat(cohort.size()).as(label).isLessThanOrEqualTo(cohort.cap());
                before.andNot(gone);
                assertThat(changed).as(label).isEqualTo(!before.equals(after));
                boolean grew = after.cardinality() >= before.cardinality();
                assertThat(grew ? contains(after, before) : contains(before, after)).as(label).isTrue();
            }
        }
    }

    @Test
    void shouldComeToTheSameCohortWhateverTheOrderOfArrival() {
        Roster oneByOne = new Roster(ZONES);
        Cohort grown = cohort(oneByOne, Exposure.DEFAULT);
        grown.prepare();
        for (int robot = 299; robot >= 0; robot--) {
            oneByOne.add(robot, robot % ZONES);
            grown.added(robot);
        }
        grown.rebalance(20);
        Cohort made = cohort(roster(300), Exposure.DEFAULT);
        made.rebalance(20);
        assertThat(members(grown, 300)).isEqualTo(members(made, 300));
    }

    @Test
    void shouldRouteMembersToTheCanaryAndLatecomersToTheStableVersion() {
        Roster roster = roster(100);
        Cohort cohort = cohort(roster, Exposure.DEFAULT);
        cohort.rebalance(10);
        RoutingTable first = new RoutingTable(new int[] {0, RoutingTable.NO_SLOT});
        RoutingTable table = first.change().toCohort(0, 200, cohort, roster).apply();
        for (int robot = 0; robot < 120; robot++) {
            assertThat(table.slotOf(0, robot)).isEqualTo(cohort.contains(robot) ? 200 : 0);
        }
        assertThat(table.slotOf(1, 5)).isEqualTo(RoutingTable.NO_SLOT);
        assertThat(table.epoch()).isEqualTo(1);
        assertThat(table.hash()).isNotEqualTo(first.hash());
        assertThat(table.change().toCohort(0, 200, cohort, roster).apply()).isSameAs(table);
        assertThat(table.change().toAll(0, 200).apply().slotsOf(0)).isNull();
    }

    private static boolean contains(BitSet larger, BitSet smaller) {
        BitSet rest = (BitSet) smaller.clone();
        rest.andNot(larger);
        return rest.isEmpty();
    }

    private static BitSet members(Cohort cohort, int limit) {
        BitSet members = new BitSet();
        for (int robot = 0; robot < limit; robot++) {
            members.set(robot, cohort.contains(robot));
        }
        return members;
    }

    private static Roster roster(int robots) {
        Roster roster = new Roster(ZONES);
        for (int robot = 0; robot < robots; robot++) {
            roster.add(robot, robot % ZONES);
        }
        return roster;
    }

    private static Cohort cohort(Roster roster, Exposure exposure) {
        return new Cohort("s", "release", exposure, roster);
    }
}
