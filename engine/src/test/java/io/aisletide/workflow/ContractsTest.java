package io.aisletide.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.api.Code;
import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Contracts, names, zones and tokens: what fits, and what is said of what does not. */
class ContractsTest {
    private static Properties planRoute() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Contracts.class.getResourceAsStream("contracts/plan-route.properties")) {
            properties.load(in);
        }
        return properties;
    }

    private static Contract read(Properties properties) {
        return new Contracts.Reader("plan-route.properties", properties).contract(Endpoint.PLAN_ROUTE);
    }

    private static void assertFault(String key, String value, String message) throws IOException {
        Properties properties = planRoute();
        properties.setProperty(key, value);
        assertThatThrownBy(() -> read(properties)).hasMessageContaining(message);
    }

    @Test
    void shouldHaveAContractForEachEndpoint() {
        for (Endpoint endpoint : Endpoint.values()) {
            Contract contract = Contracts.of(endpoint);
            assertThat(contract.endpoint()).isEqualTo(endpoint);
            assertThat(contract.purity()).isEqualTo(Contract.Purity.PURE);
            assertThat(contract.errors()).containsAll(contract.owner().ownsFailures()).contains(Code.INVALID_ANSWER);
            assertThat(contract.owner().ownsFailures()).allMatch(Code::isFault);
            assertThat(contract.auth().scopes()).isNotEmpty();
            assertThat(contract.budget().slowUnits()).isPositive();
            assertThat(Endpoint.of(endpoint.label())).isEqualTo(endpoint);
        }
        assertThat(Contracts.of(Endpoint.PLAN_ROUTE).inFlight()).isEqualTo(Contract.InFlight.PINNED);
        assertThat(Contracts.of(Endpoint.YIELD).inFlight()).isEqualTo(Contract.InFlight.AUTO_UPGRADE);
    }

    @Test
    void shouldSayWhatIsWrongInAContract() throws IOException {
        assertThat(read(planRoute())).isEqualTo(Contracts.of(Endpoint.PLAN_ROUTE));
        assertFault("name", "yield", "name is the endpoint's, plan-route");
        assertFault("fuel", "many", "fuel is a number, not 'many'");
        assertFault("fuel", "7", "fuel is the hard limit in units: 20000");
        assertFault("latency.p50", "5", "latency.p50 is a time like 500us, 5ms or 1s");
        assertFault("latency.p50", "60ms", "grows from p50 over p99 to hard");
        assertFault("errors", "OOPS", "errors has 'OOPS', which is no code");
        assertFault("inFlight", "sometimes", "inFlight is 'sometimes', which is not a InFlight");
        assertFault("version", "1", "like 1.4, not '1'");
        assertFault("colour", "blue", "colour is not a key of a contract");
        Properties without = planRoute();
        without.remove("fallback");
        assertThatThrownBy(() -> read(without)).hasMessageContaining("fallback is missing");
    }

    @Test
    void shouldTellWhoMayImplementAndWhoMayCall() {
        ContractVersion current = new ContractVersion(1, 4);
        assertThat(current.isImplementedBy(new ContractVersion(1, 4))).isTrue();
        assertThat(current.isImplementedBy(new ContractVersion(1, 3))).isFalse();
        assertThat(current.isImplementedBy(new ContractVersion(1, 5))).isFalse();
        assertThat(current.isCallableBy(new ContractVersion(1, 3))).isTrue();
        assertThat(current.isCallableBy(new ContractVersion(1, 5))).isFalse();
        assertThat(current.isCallableBy(new ContractVersion(2, 4))).isFalse();
    }

    @Test
    void shouldFollowOnlyWhatItReads() {
        StateFormat old = new StateFormat(2, new TreeSet<>(List.of(1, 2)));
        StateFormat both = new StateFormat(3, new TreeSet<>(List.of(2, 3)));
        assertThat(both.canFollow(old)).isTrue();
        assertThat(old.canFollow(both)).isFalse();
        assertThat(old.canFollow(StateFormat.STATELESS)).isTrue();
        assertThat(StateFormat.STATELESS.canFollow(old)).isFalse();
    }

    @Test
    void shouldReadIdsOfVersions() {
        assertThat(VersionId.parse("plan-route@1.4.2-rc.1")).hasToString("plan-route@1.4.2-rc.1");
        for (String wrong : List.of("plan-route", "nowhere@1.0.0", "yield@1.0", "yield@01.0.0", "yield@1.0.0-")) {
            assertThatThrownBy(() -> VersionId.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldRefuseDrillsThatCannotBe() {
        assertThatThrownBy(() -> new Drill(-1, 0, 0, 0, 0, 0, 0)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> new Drill(600_000, 600_000, 0, 0, 0, 0, 0)).hasMessageContaining("120.0 %");
        assertThatThrownBy(() -> new Drill(0, 0, 0, 0, 0, 0, -5)).hasMessageContaining("-5");
        VersionId charge = VersionId.parse("charge@1.0.0");
        assertThatThrownBy(() -> Drill.errors(1, 0).as(charge)).hasMessageContaining("plan-route or yield");
        VersionInfo info = Drill.errors(50_000, 200).as(BuiltIns.SHORTEST).info();
        assertThat(info.description()).isEqualTo("a drill: 5 % errors from tick 200");
        assertThat(info.origin()).isEqualTo(VersionInfo.Origin.DRILL);
    }

    @Test
    void shouldCutFloorsIntoZones() {
        Floor floor = FloorGenerator.generate(FloorPlan.sized(200, 100));
        assertThat(ZoneMap.whole(floor).count()).isEqualTo(1);
        ZoneMap blocks = ZoneMap.blocks(floor, 3, 9);
        assertThat(blocks.names()).hasSize(12).startsWith("block-0-0", "block-1-0", "block-2-0", "block-0-1");
        assertThat(blocks.zoneOfCell(floor.cell(0, 0))).isZero();
        assertThat(blocks.zoneOfCell(floor.cell(199, 99))).isEqualTo(11);
        Map<String, Area> areas = new LinkedHashMap<>();
        areas.put("west", new Area.Rectangle(0, 0, 100, 100));
        areas.put("north", new Area.Rectangle(0, 0, 200, 50));
        ZoneMap named = ZoneMap.of(floor, areas);
        assertThat(named.names()).containsExactly("west", "north", "elsewhere");
        assertThat(named.zoneOfCell(floor.cell(10, 10))).isZero();
        assertThat(named.zoneOfCell(floor.cell(150, 10))).isEqualTo(1);
        assertThat(named.zoneOfCell(floor.cell(150, 90))).isEqualTo(2);
        assertThatThrownBy(() -> ZoneMap.blocks(FloorGenerator.generate(FloorPlan.sized(512, 512)), 9, 9))
                .hasMessageContaining("1 to 64 zones, not 81");
    }

    @Test
    void shouldLetInWhoHoldsAGoodToken() {
        Capabilities capabilities = new Capabilities("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
        String token = capabilities.issue(Endpoint.PLAN_ROUTE, List.of("console", "fleet.route"), 100);
        assertThat(capabilities.check(token, Endpoint.PLAN_ROUTE, 100)).isEqualTo(Code.OK);
        assertThat(capabilities.check(token, Endpoint.PLAN_ROUTE, 101)).as("its time is over").isEqualTo(Code.UNAUTHENTICATED);
        assertThat(capabilities.check(null, Endpoint.PLAN_ROUTE, 0)).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(capabilities.check(token, Endpoint.YIELD, 0)).isEqualTo(Code.PERMISSION_DENIED);
        String without = capabilities.issue(Endpoint.PLAN_ROUTE, List.of("fleet.yield"), 100);
        assertThat(capabilities.check(without, Endpoint.PLAN_ROUTE, 0)).isEqualTo(Code.PERMISSION_DENIED);
        String none = capabilities.issue(Endpoint.PLAN_ROUTE, List.of(), 100);
        assertThat(capabilities.check(none, Endpoint.PLAN_ROUTE, 0)).isEqualTo(Code.PERMISSION_DENIED);
        Capabilities others = new Capabilities("fedcba9876543210".getBytes(StandardCharsets.UTF_8));
        assertThat(others.check(token, Endpoint.PLAN_ROUTE, 0)).isEqualTo(Code.UNAUTHENTICATED);
        assertThatThrownBy(() -> new Capabilities(new byte[15])).hasMessageContaining("16 bytes");
        assertThatThrownBy(() -> capabilities.issue(Endpoint.YIELD, List.of("a,b"), 1)).hasMessageContaining("a,b");
    }

    @Test
    void shouldTakeNoTokenThatSomebodyHasChanged() {
        Capabilities capabilities = new Capabilities("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
        String token = capabilities.issue(Endpoint.PLAN_ROUTE, List.of("fleet.route"), 100);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            boolean same = same(token, changed);
            assertThat(capabilities.check(changed, Endpoint.PLAN_ROUTE, 0))
                    .as("character %d", i)
                    .isEqualTo(same ? Code.OK : Code.UNAUTHENTICATED);
            assertThat(capabilities.check(token.substring(0, i), Endpoint.PLAN_ROUTE, 0)).isEqualTo(Code.UNAUTHENTICATED);
        }
        String later = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("plan-route|fleet.route|999999".getBytes(StandardCharsets.UTF_8))
                + token.substring(token.indexOf('.'));
        assertThat(capabilities.check(later, Endpoint.PLAN_ROUTE, 0)).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(capabilities.check("x".repeat(100_000), Endpoint.PLAN_ROUTE, 0)).isEqualTo(Code.UNAUTHENTICATED);
    }

    /** The last character of a base64 text has bits that mean nothing. */
    private static boolean same(String token, String changed) {
        try {
            for (int part = 0; part < 2; part++) {
                byte[] a = Base64.getUrlDecoder().decode(token.split("\\.")[part]);
                if (!java.util.Arrays.equals(a, Base64.getUrlDecoder().decode(changed.split("\\.")[part]))) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }
}
