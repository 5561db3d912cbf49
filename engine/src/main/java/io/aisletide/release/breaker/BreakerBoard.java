package io.aisletide.release.breaker;

import io.aisletide.release.analysis.Evidence;
import io.aisletide.release.routing.Mix;
import io.aisletide.release.routing.RoutingTable;
import io.aisletide.release.spec.BreakerSpec;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All circuit breakers: one for each endpoint that has them, version slot and zone. The counts of each tick go through
 * {@link #step}; dispatch asks {@link #route} who answers in place of whom.
 *
 * <p>A version that is not let through falls back to the stable one, and that to standing still, never to an error on
 * the floor. Because nothing but standing still is behind it, a stable version is open in at most {@code
 * maxEjectionPercent} of the zones, and at least one: over that its breakers stay closed, and those of a version that
 * has just become stable are closed again, for a floor whose every zone fails is helped better by trying.
 */
public final class BreakerBoard implements Stateful {
    /** No version is to be asked: the robot stays where it is. */
    public static final int HOLD_POSITION = -1;

    /** Told of each change, in the order of endpoints and slots. */
    @FunctionalInterface
    public interface Listener {
        void changed(int endpoint, int slot, int zone, BreakerState from, BreakerState to);
    }

    private static final String SECTION = "breakers";

    private final @Nullable BreakerSpec[] specs;
    private final int zones;
    private final Breaker[] @Nullable [] @Nullable [] breakers;

    /** @param endpoints names, by number */
    public BreakerBoard(List<BreakerSpec> specs, List<String> endpoints, int zones) {
        this.specs = new BreakerSpec[endpoints.size()];
        this.zones = zones;
        breakers = new Breaker[endpoints.size()][][];
        for (BreakerSpec spec : specs) {
            int endpoint = endpoints.indexOf(spec.endpoint());
            this.specs[endpoint] = spec;
            breakers[endpoint] = new Breaker[RoutingTable.MAX_SLOTS][];
        }
    }

    /** Whether any breaker of the endpoint may be anything but closed; if not, {@link #route} need not be asked. */
    public boolean isArmed(int endpoint) {
        return specs[endpoint] != null;
    }

    /**
     * Who answers a call. Half-open breakers give out a permit, so ask once for each call, in the order of the batch.
     *
     * @param slot version that the routing table names
     * @param stable slot of the stable version
     * @return a slot, or {@link #HOLD_POSITION}
     */
    public int route(int endpoint, int slot, int stable, int zone) {
        if (slot < 0 || permits(endpoint, slot, zone)) {
            return slot < 0 ? HOLD_POSITION : slot;
        }
        return slot != stable && stable >= 0 && permits(endpoint, stable, zone) ? stable : HOLD_POSITION;
    }

    private boolean permits(int endpoint, int slot, int zone) {
        Breaker breaker = peek(endpoint, slot, zone);
        return breaker == null || breaker.permits();
    }

    public BreakerState state(int endpoint, int slot, int zone) {
        Breaker breaker = peek(endpoint, slot, zone);
        return breaker == null ? BreakerState.CLOSED : breaker.state();
    }

    /** Zones in which the version's breaker is not closed. */
    public int openZones(int endpoint, int slot) {
        int open = 0;
        for (int zone = 0; zone < zones; zone++) {
            open += state(endpoint, slot, zone) == BreakerState.CLOSED ? 0 : 1;
        }
        return open;
    }

    /** Takes the counts of a tick. */
    public void step(long now, Evidence evidence, RoutingTable table, Listener listener) {
        for (int endpoint = 0; endpoint < specs.length; endpoint++) {
            for (int slot = 0; specs[endpoint] != null && slot < RoutingTable.MAX_SLOTS; slot++) {
                step(now, endpoint, slot, evidence, table.stable(endpoint) == slot, listener);
            }
        }
    }

    private void step(long now, int endpoint, int slot, Evidence evidence, boolean stable, Listener listener) {
        if (evidence.calls(endpoint, slot) == 0 && ofSlot(endpoint, slot) == null) {
            return;
        }
        int open = stable ? openZones(endpoint, slot) : 0;
        for (int zone = zones - 1; zone >= 0; zone--) {
            Breaker breaker = of(endpoint, slot, zone);
            BreakerState before = breaker.state();
            if (before != BreakerState.CLOSED && open > ejectable(endpoint)) {
                breaker.close(now);
            }
            breaker.step(
                    now,
                    evidence.calls(endpoint, slot, zone),
                    evidence.faults(endpoint, slot, zone),
                    evidence.slow(endpoint, slot, zone),
                    !stable || open < ejectable(endpoint));
            BreakerState after = breaker.state();
            if (before != after) {
                open += !stable ? 0 : before == BreakerState.CLOSED ? 1 : after == BreakerState.CLOSED ? -1 : 0;
                listener.changed(endpoint, slot, zone, before, after);
            }
        }
    }

    /** The version is not asked any more. */
    public void forget(int endpoint, int slot) {
        Breaker @Nullable [] @Nullable [] slots = breakers[endpoint];
        if (slots != null) {
            slots[slot] = null;
        }
    }

    private int ejectable(int endpoint) {
        BreakerSpec spec = specs[endpoint];
        return spec == null ? 0 : Math.max(1, zones * spec.maxEjectionPercent() / 100);
    }

    private Breaker @Nullable [] ofSlot(int endpoint, int slot) {
        Breaker @Nullable [] @Nullable [] slots = breakers[endpoint];
        return slots == null ? null : slots[slot];
    }

    private @Nullable Breaker peek(int endpoint, int slot, int zone) {
        Breaker @Nullable [] ofSlot = ofSlot(endpoint, slot);
        return ofSlot == null ? null : ofSlot[zone];
    }

    private Breaker of(int endpoint, int slot, int zone) {
        Breaker @Nullable [] @Nullable [] slots = breakers[endpoint];
        BreakerSpec spec = specs[endpoint];
        if (slots == null || spec == null) {
            throw new IllegalStateException("endpoint " + endpoint + " has no circuit breaker");
        }
        Breaker[] ofSlot = slots[slot];
        if (ofSlot == null) {
            ofSlot = new Breaker[zones];
            for (int i = 0; i < zones; i++) {
                ofSlot[i] = new Breaker(spec);
            }
            slots[slot] = ofSlot;
        }
        return ofSlot[zone];
    }

    public long hash(long hash) {
        long h = Mix.mix(hash);
        for (int endpoint = 0; endpoint < specs.length; endpoint++) {
            for (int slot = 0; specs[endpoint] != null && slot < RoutingTable.MAX_SLOTS; slot++) {
                for (int zone = 0; ofSlot(endpoint, slot) != null && zone < zones; zone++) {
                    h = of(endpoint, slot, zone).hash(Mix.mix(h ^ slot));
                }
            }
        }
        return h;
    }

    @Override
    public void save(StateImage to) {
        StateWriter section = to.section(SECTION);
        for (int endpoint = 0; endpoint < specs.length; endpoint++) {
            for (int slot = 0; specs[endpoint] != null && slot < RoutingTable.MAX_SLOTS; slot++) {
                Breaker[] ofSlot = ofSlot(endpoint, slot);
                section.putBoolean(ofSlot != null);
                for (int zone = 0; ofSlot != null && zone < zones; zone++) {
                    ofSlot[zone].save(section);
                }
            }
        }
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        for (int endpoint = 0; endpoint < specs.length; endpoint++) {
            for (int slot = 0; specs[endpoint] != null && slot < RoutingTable.MAX_SLOTS; slot++) {
                boolean known = section.getBoolean();
                for (int zone = 0; known && zone < zones; zone++) {
                    of(endpoint, slot, zone).restore(section);
                }
            }
        }
    }
}
