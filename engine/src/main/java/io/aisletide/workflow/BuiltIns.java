package io.aisletide.workflow;

import io.aisletide.api.FloorView;
import io.aisletide.api.Fuel;
import io.aisletide.api.RouteAnswer;
import io.aisletide.api.RouteRequest;
import io.aisletide.api.RouteVersion;
import io.aisletide.api.Version;
import io.aisletide.api.YieldAnswer;
import io.aisletide.api.YieldRequest;
import io.aisletide.api.YieldVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Versions that come with the engine. */
public final class BuiltIns {
    /** The first versions: what the engine does when nobody says otherwise. */
    public static final VersionId SHORTEST = new VersionId(Endpoint.PLAN_ROUTE, "1.0.0");

    public static final VersionId CONGESTION_AWARE = new VersionId(Endpoint.PLAN_ROUTE, "1.1.0");
    public static final VersionId ONE_WAY = new VersionId(Endpoint.PLAN_ROUTE, "1.2.0");
    public static final VersionId LONGEST_WAITING = new VersionId(Endpoint.YIELD, "1.0.0");
    public static final VersionId NEAREST_TO_GOAL = new VersionId(Endpoint.YIELD, "1.1.0");

    private static final List<BuiltIn> ALL = List.of(
            builtIn(SHORTEST, "the shortest time to the goal, lanes and delays by other robots included", Shortest::new),
            builtIn(CONGESTION_AWARE, "the same with delays counted twice: keeps clear of crowds, at the price of longer ways", CongestionAware::new),
            builtIn(ONE_WAY, "with the circulation of the floor's tiles", OneWay::new),
            builtIn(LONGEST_WAITING, "who has stood for longer may ask for more", LongestWaiting::new),
            builtIn(NEAREST_TO_GOAL, "the same, and who is within 8 cells of its goal may ask for four times as much", NearestToGoal::new));

    private BuiltIns() {}

    private record BuiltIn(VersionInfo info, Supplier<Version<?, ?>> maker) implements VersionSource {
        @Override
        public Version<?, ?> instantiate() {
            return maker.get();
        }
    }

    private static BuiltIn builtIn(VersionId id, String description, Supplier<Version<?, ?>> maker) {
        return new BuiltIn(info(id, VersionInfo.Origin.BUILT_IN, description), maker);
    }

    /** Of a version that comes with the engine, written for its contract. */
    static VersionInfo info(VersionId id, VersionInfo.Origin origin, String description) {
        ContractVersion contract = Contracts.of(id.endpoint()).version();
        // A drill of other rates is another version; what a built-in one is called changes nothing.
        String what = id + " " + origin + (origin == VersionInfo.Origin.DRILL ? " " + description : "");
        return new VersionInfo(id, contract, StateFormat.STATELESS, origin, digest(what), description);
    }

    private static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The built-in version of that id, or null. */
    public static @Nullable VersionSource find(VersionId id) {
        for (BuiltIn version : ALL) {
            if (version.info.id().equals(id)) {
                return version;
            }
        }
        return null;
    }

    public static List<VersionInfo> all() {
        return ALL.stream().map(BuiltIn::info).toList();
    }

    /** {@code plan-route@1.0.0}. */
    static final class Shortest implements RouteVersion {
        @Override
        public void decide(RouteRequest request, FloorView floor, Fuel fuel, RouteAnswer answer) {
            fuel.use(1);
            answer.costClass(RouteAnswer.SHORTEST);
        }
    }

    /** {@code plan-route@1.1.0}. */
    static final class CongestionAware implements RouteVersion {
        @Override
        public void decide(RouteRequest request, FloorView floor, Fuel fuel, RouteAnswer answer) {
            fuel.use(1);
            answer.costClass(RouteAnswer.CONGESTION);
        }
    }

    /** {@code plan-route@1.2.0}. */
    static final class OneWay implements RouteVersion {
        @Override
        public void decide(RouteRequest request, FloorView floor, Fuel fuel, RouteAnswer answer) {
            fuel.use(1);
            answer.costClass(RouteAnswer.ONE_WAY);
        }
    }

    /** {@code yield@1.0.0}. */
    static final class LongestWaiting implements YieldVersion {
        @Override
        public void decide(YieldRequest request, FloorView floor, Fuel fuel, YieldAnswer answer) {
            fuel.use(1);
            answer.points(Math.min(YieldAnswer.MAX_POINTS, request.stoodTicks() * request.patiencePoints()));
        }
    }

    /** {@code yield@1.1.0}. */
    static final class NearestToGoal implements YieldVersion {
        private static final int NEAR_CELLS = 8;
        private static final int FACTOR = 4;

        @Override
        public void decide(YieldRequest request, FloorView floor, Fuel fuel, YieldAnswer answer) {
            fuel.use(1);
            int cells = Math.abs(floor.x(request.cell()) - floor.x(request.goal()))
                    + Math.abs(floor.y(request.cell()) - floor.y(request.goal()));
            int points = request.stoodTicks() * request.patiencePoints() * (cells <= NEAR_CELLS ? FACTOR : 1);
            answer.points(Math.min(YieldAnswer.MAX_POINTS, points));
        }
    }
}
