package io.aisletide.workflow;

import io.aisletide.api.Code;
import java.util.List;

/**
 * What an endpoint promises to those who ask it, and asks of those who answer. Read from {@code contracts/NAME.properties}.
 *
 * @param input name of the request's shape, and what is in it
 * @param output the same of the answer
 * @param errors codes that a version may end a call with
 * @param idempotencyKey what makes two requests one
 * @param state format of the state that versions of this contract write, and formats that they read
 */
public record Contract(
        Endpoint endpoint,
        ContractVersion version,
        Shape input,
        Shape output,
        Budget budget,
        List<Code> errors,
        Auth auth,
        Purity purity,
        String idempotencyKey,
        InFlight inFlight,
        StateFormat state,
        Fallback fallback,
        Owner owner) {
    public Contract {
        errors = List.copyOf(errors);
    }

    /**
     * @param name as {@code RouteRequest@1}
     * @param fields in the order of the shape
     */
    public record Shape(String name, List<String> fields) {
        public Shape {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Time that a call may take, as modelled: work units times what one is taken to cost. The wall clock does not count.
     *
     * @param nanosPerUnit modelled time of a unit
     * @param p50Nanos half of the calls are to be quicker
     * @param p99Nanos a call that takes longer counts as slow
     * @param hardNanos a call that takes longer has failed
     * @param fuel units that a call may use: the same limit as hardNanos
     */
    public record Budget(long nanosPerUnit, long p50Nanos, long p99Nanos, long hardNanos, long fuel) {
        public Budget {
            if (nanosPerUnit < 1 || p50Nanos < 1 || p50Nanos > p99Nanos || p99Nanos > hardNanos) {
                throw new IllegalArgumentException("a latency budget grows from p50 over p99 to hard, not "
                        + p50Nanos + ", " + p99Nanos + ", " + hardNanos + " ns");
            }
            if (fuel != hardNanos / nanosPerUnit) {
                throw new IllegalArgumentException("fuel is the hard limit in units: " + hardNanos / nanosPerUnit
                        + " with " + nanosPerUnit + " ns a unit, not " + fuel);
            }
        }

        /** Units above which a call counts as slow. */
        public long slowUnits() {
            return p99Nanos / nanosPerUnit;
        }
    }

    /** @param scopes a token must carry one of them to call the endpoint from outside */
    public record Auth(List<String> scopes) {
        public Auth {
            scopes = List.copyOf(scopes);
        }
    }

    /** What a call may do besides answering. */
    public enum Purity {
        /** Nothing. */
        PURE,
        /** It asks the engine to do something. */
        ENGINE_EFFECTS
    }

    /** What a change of version means for what has begun. */
    public enum InFlight {
        /** A mission ends on the version that began it. */
        PINNED,
        /** The next decision is the new version's. */
        AUTO_UPGRADE,
        /** The new version takes over what the old one began. */
        HAND_OVER
    }

    /** What the engine does where no version gives a valid answer. */
    public enum Fallback {
        /** The robot stays where it is and yields, and asks again soon. */
        HOLD_POSITION,
        /** Who has waited longer may ask for more. */
        LONGEST_WAITING,
        /** The task stays in the queue. */
        KEEP_QUEUED,
        /** The pod stays where it is. */
        KEEP_PLACE,
        /** The robot does not charge now, unless it must. */
        NO_CHARGE
    }

    /** @param ownsFailures codes for which the team is called */
    public record Owner(String team, String onCall, List<Code> ownsFailures) {
        public Owner {
            ownsFailures = List.copyOf(ownsFailures);
        }
    }
}
