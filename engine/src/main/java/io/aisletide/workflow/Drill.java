package io.aisletide.workflow;

import io.aisletide.api.Code;
import io.aisletide.api.FloorView;
import io.aisletide.api.Fuel;
import io.aisletide.api.Refusal;
import io.aisletide.api.RouteAnswer;
import io.aisletide.api.RouteRequest;
import io.aisletide.api.RouteVersion;
import io.aisletide.api.Version;
import io.aisletide.api.YieldAnswer;
import io.aisletide.api.YieldRequest;
import io.aisletide.api.YieldVersion;
import java.util.function.Supplier;

/**
 * A version that is bad on purpose, at given rates from a given tick on, to try out what catches it. Which calls go wrong is
 * drawn by robot and tick, so it is the same in every run. Otherwise it does what the first version of its endpoint does.
 *
 * <p>Rates are in parts per million of the calls; a call goes wrong in one way at most, in the order of the parameters.
 *
 * @param errors calls that throw
 * @param nonsense calls with an answer that no validator takes
 * @param slow calls that take twice the contract's p99 in modelled time
 * @param endless calls that do not end before their fuel does
 * @param refusals calls that are refused, as a bad version may do to hide its faults
 * @param harmful calls with an answer that is right in itself and does harm: a way point anywhere on the floor; as much as a
 *     robot may ask of others, whatever its need
 * @param fromTick the first tick of it
 */
public record Drill(int errors, int nonsense, int slow, int endless, int refusals, int harmful, long fromTick) {
    /** All calls. */
    public static final int ALL = 1_000_000;

    private static final int PURPOSE = 0xD811;
    /** Draws of a way point, before the answer is the right one after all. */
    private static final int DRAWS = 8;

    public Drill {
        long sum = 0;
        for (int rate : new int[] {errors, nonsense, slow, endless, refusals, harmful}) {
            if (rate < 0) {
                throw new IllegalArgumentException("a drill's rate is 0 or more, not " + rate);
            }
            sum += rate;
        }
        if (sum > ALL) {
            throw new IllegalArgumentException("a drill's rates are 100 % together at most, not " + sum / 10_000.0 + " %");
        }
        if (fromTick < 0) {
            throw new IllegalArgumentException("a drill begins at a tick, not at " + fromTick);
        }
    }

    /** One that only throws. */
    public static Drill errors(int errors, long fromTick) {
        return new Drill(errors, 0, 0, 0, 0, 0, fromTick);
    }

    /**
     * The drill as a version of that name; of {@code plan-route} or {@code yield}.
     *
     * @throws IllegalArgumentException if the endpoint is not one that is called
     */
    public VersionSource as(VersionId id) {
        Contract contract = Contracts.of(id.endpoint());
        int slowUnits = (int) (2 * contract.budget().slowUnits());
        VersionInfo info = BuiltIns.info(id, VersionInfo.Origin.DRILL, "a drill: " + describe());
        Supplier<Version<?, ?>> maker =
                switch (id.endpoint()) {
                    case PLAN_ROUTE -> () -> new Route(this, slowUnits);
                    case YIELD -> () -> new Yield(this, slowUnits);
                    default -> throw new IllegalArgumentException(
                            "a drill is of an endpoint that is asked, plan-route or yield, not of " + id);
                };
        return new Source(info, maker);
    }

    private String describe() {
        StringBuilder out = new StringBuilder();
        say(out, errors, "errors");
        say(out, nonsense, "nonsense");
        say(out, slow, "slow calls");
        say(out, endless, "endless calls");
        say(out, refusals, "refusals");
        say(out, harmful, "harmful answers");
        return (out.length() == 0 ? "nothing wrong" : out) + " from tick " + fromTick;
    }

    private static void say(StringBuilder out, int rate, String what) {
        if (rate > 0) {
            // Plain text of ten-thousandths of a percent, without the rounding of a double.
            String percent = java.math.BigDecimal.valueOf(rate, 4).stripTrailingZeros().toPlainString();
            out.append(out.length() == 0 ? "" : ", ").append(percent).append(" % ").append(what);
        }
    }

    private record Source(VersionInfo info, Supplier<Version<?, ?>> maker) implements VersionSource {
        @Override
        public Version<?, ?> instantiate() {
            return maker.get();
        }
    }

    private enum Outcome {
        FINE,
        NONSENSE,
        HARMFUL
    }

    /** Does what the drill says of this call, or says what answer to give. */
    private Outcome play(int robot, FloorView floor, Fuel fuel, int slowUnits) throws Refusal {
        if (floor.tick() < fromTick) {
            return Outcome.FINE;
        }
        long draw = Long.remainderUnsigned(floor.random(PURPOSE, robot, floor.tick()), ALL);
        if (draw < errors) {
            throw new IllegalStateException("a drill: this call fails");
        }
        draw -= errors;
        if (draw < nonsense) {
            return Outcome.NONSENSE;
        }
        draw -= nonsense;
        if (draw < slow) {
            fuel.use(slowUnits);
            return Outcome.FINE;
        }
        draw -= slow;
        if (draw < endless) {
            while (true) {
                fuel.use(1);
            }
        }
        draw -= endless;
        if (draw < refusals) {
            throw new Refusal(Code.RESOURCE_EXHAUSTED, "a drill: no answer");
        }
        return draw - refusals < harmful ? Outcome.HARMFUL : Outcome.FINE;
    }

    private static final class Route implements RouteVersion {
        private final RouteVersion sound = new BuiltIns.Shortest();
        private final Drill drill;
        private final int slowUnits;

        Route(Drill drill, int slowUnits) {
            this.drill = drill;
            this.slowUnits = slowUnits;
        }

        @Override
        public void decide(RouteRequest request, FloorView floor, Fuel fuel, RouteAnswer answer) throws Refusal {
            Outcome outcome = drill.play(request.robot(), floor, fuel, slowUnits);
            sound.decide(request, floor, fuel, answer);
            if (outcome == Outcome.NONSENSE) {
                answer.wayPoint(request.cell());
            } else if (outcome == Outcome.HARMFUL) {
                leadAstray(request, floor, answer);
            }
        }

        private static void leadAstray(RouteRequest request, FloorView floor, RouteAnswer answer) {
            for (int i = 0; i < DRAWS; i++) {
                long draw = floor.random(PURPOSE + 1 + i, request.robot(), floor.tick());
                int cell = floor.cell(
                        (int) Long.remainderUnsigned(draw, floor.width()), (int) Long.remainderUnsigned(draw >>> 32, floor.height()));
                if (cell != request.cell() && floor.isOpen(cell, request.loaded())) {
                    answer.wayPoint(cell);
                    return;
                }
            }
        }
    }

    private static final class Yield implements YieldVersion {
        private final YieldVersion sound = new BuiltIns.LongestWaiting();
        private final Drill drill;
        private final int slowUnits;

        Yield(Drill drill, int slowUnits) {
            this.drill = drill;
            this.slowUnits = slowUnits;
        }

        @Override
        public void decide(YieldRequest request, FloorView floor, Fuel fuel, YieldAnswer answer) throws Refusal {
            Outcome outcome = drill.play(request.robot(), floor, fuel, slowUnits);
            sound.decide(request, floor, fuel, answer);
            if (outcome != Outcome.FINE) {
                answer.points(outcome == Outcome.NONSENSE ? YieldAnswer.MAX_POINTS + 1 : YieldAnswer.MAX_POINTS);
            }
        }
    }
}
