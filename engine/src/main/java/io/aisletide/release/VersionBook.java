package io.aisletide.release;

import io.aisletide.release.routing.Mix;
import io.aisletide.release.routing.RoutingTable;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every version instance of a run: which version sits in which slot and what becomes of it; which versions are in
 * quarantine; how long an endpoint cools down after aborts. Slots are given out in order and never twice.
 */
final class VersionBook {
    static final long NO_LIMIT = Long.MAX_VALUE;
    private static final String SECTION = "versions";
    private static final int MOST_DOUBLINGS = 10;

    /** A version in a slot. */
    static final class Instance {
        final VersionIdentity version;
        final int endpoint;
        final int slot;
        Lifecycle lifecycle = Lifecycle.LOADING;
        /** Whether there is something to unload. */
        boolean loaded;
        /** Tick until which it is kept ready, or for quarantined ones kept loaded, without being needed. */
        long keepUntil = NO_LIMIT;
        /** When it was quarantined. */
        long quarantinedAt = NO_LIMIT;

        Instance(VersionIdentity version, int endpoint, int slot) {
            this.version = version;
            this.endpoint = endpoint;
            this.slot = slot;
        }

        void activate() {
            lifecycle = Lifecycle.ACTIVE;
            keepUntil = NO_LIMIT;
        }

        /** It gets no new missions; whether it has old ones is counted from the next tick on. */
        void drain(long tick) {
            lifecycle = Lifecycle.DRAINING;
            keepUntil = tick + 1;
        }

        boolean isUsable() {
            return lifecycle == Lifecycle.READY || lifecycle == Lifecycle.ACTIVE;
        }
    }

    private final List<List<Instance>> instances = new ArrayList<>();
    /** By endpoint: slots in the order in which they became stable. */
    private final List<List<Integer>> promoted = new ArrayList<>();

    private final TreeSet<String> quarantine = new TreeSet<>();
    private final int[] abortsInARow;
    private final long[] cooldownUntil;

    VersionBook(int endpoints) {
        for (int i = 0; i < endpoints; i++) {
            instances.add(new ArrayList<>());
            promoted.add(new ArrayList<>());
        }
        abortsInARow = new int[endpoints];
        cooldownUntil = new long[endpoints];
    }

    /** @return null if the endpoint has no slot left */
    @Nullable Instance add(VersionIdentity version, int endpoint) {
        List<Instance> slots = instances.get(endpoint);
        if (slots.size() == RoutingTable.MAX_SLOTS) {
            return null;
        }
        Instance instance = new Instance(version, endpoint, slots.size());
        slots.add(instance);
        return instance;
    }

    boolean hasSlotLeft(int endpoint) {
        return instances.get(endpoint).size() < RoutingTable.MAX_SLOTS;
    }

    Instance get(int endpoint, int slot) {
        return instances.get(endpoint).get(slot);
    }

    List<Instance> of(int endpoint) {
        return instances.get(endpoint);
    }

    /** An instance of the version that may be asked at once; the newest, null if there is none. */
    @Nullable Instance usable(VersionIdentity version, int endpoint) {
        List<Instance> slots = instances.get(endpoint);
        for (int slot = slots.size() - 1; slot >= 0; slot--) {
            if (slots.get(slot).isUsable() && slots.get(slot).version.equals(version)) {
                return slots.get(slot);
            }
        }
        return null;
    }

    void promoted(int endpoint, int slot) {
        List<Integer> history = promoted.get(endpoint);
        if (history.isEmpty() || history.get(history.size() - 1) != slot) {
            history.add(slot);
        }
    }

    /** Promotions since the version in the slot was last promoted: 0 for the stable one; -1 if it never was. */
    int revisionsBack(int endpoint, int slot) {
        List<Integer> history = promoted.get(endpoint);
        int at = history.lastIndexOf(slot);
        return at < 0 ? -1 : history.size() - 1 - at;
    }

    /** The version is never asked again. */
    void quarantine(Instance instance, long tick, long keepTicks) {
        instance.lifecycle = Lifecycle.QUARANTINED;
        instance.quarantinedAt = tick;
        instance.keepUntil = tick + keepTicks;
        quarantine.add(instance.version.fingerprint());
    }

    boolean isQuarantined(VersionIdentity version) {
        return quarantine.contains(version.fingerprint());
    }

    /** A person has given a reason to try the version again; in a new slot. */
    void lift(VersionIdentity version) {
        quarantine.remove(version.fingerprint());
    }

    /** An attempt at the endpoint was aborted; each in a row doubles the time until the next may begin. */
    void cool(int endpoint, long tick, long cooldownTicks) {
        cooldownUntil[endpoint] = tick + (cooldownTicks << Math.min(abortsInARow[endpoint], MOST_DOUBLINGS));
        abortsInARow[endpoint]++;
    }

    void succeeded(int endpoint) {
        abortsInARow[endpoint] = 0;
        cooldownUntil[endpoint] = 0;
    }

    long cooldownUntil(int endpoint) {
        return cooldownUntil[endpoint];
    }

    void save(StateImage image) {
        StateWriter to = image.section(SECTION);
        for (int endpoint = 0; endpoint < instances.size(); endpoint++) {
            to.putInt(instances.get(endpoint).size());
            for (Instance instance : instances.get(endpoint)) {
                to.putText(instance.version.id()).putByte(instance.lifecycle.ordinal()).putBoolean(instance.loaded);
                to.putLong(instance.keepUntil).putLong(instance.quarantinedAt);
            }
            to.putInt(promoted.get(endpoint).size());
            promoted.get(endpoint).forEach(to::putInt);
            to.putInt(abortsInARow[endpoint]).putLong(cooldownUntil[endpoint]);
        }
        to.putInt(quarantine.size());
        quarantine.forEach(to::putText);
    }

    void restore(StateImage image, ReleaseSetup setup) {
        StateReader from = image.read(SECTION);
        for (int endpoint = 0; endpoint < instances.size(); endpoint++) {
            instances.get(endpoint).clear();
            int slots = from.getCount(1);
            for (int slot = 0; slot < slots; slot++) {
                Instance instance = new Instance(setup.version(from.getText()), endpoint, slot);
                instance.lifecycle = from.getOneOf(Lifecycle.values());
                instance.loaded = from.getBoolean();
                instance.keepUntil = from.getLong();
                instance.quarantinedAt = from.getLong();
                instances.get(endpoint).add(instance);
            }
            promoted.get(endpoint).clear();
            int promotions = from.getCount(Integer.BYTES);
            for (int i = 0; i < promotions; i++) {
                promoted.get(endpoint).add(from.getInt());
            }
            abortsInARow[endpoint] = from.getInt();
            cooldownUntil[endpoint] = from.getLong();
        }
        int quarantined = from.getCount(1);
        for (int i = 0; i < quarantined; i++) {
            quarantine.add(from.getText());
        }
    }

    long hash(long hash) {
        long h = hash;
        for (int endpoint = 0; endpoint < instances.size(); endpoint++) {
            for (Instance instance : instances.get(endpoint)) {
                h = Mix.of(h, instance.version.fingerprint());
                h = Mix.mix(h ^ ((long) instance.lifecycle.ordinal() << 1 | (instance.loaded ? 1 : 0)));
                h = Mix.mix(Mix.mix(h ^ instance.keepUntil) ^ instance.quarantinedAt);
            }
            for (int slot : promoted.get(endpoint)) {
                h = Mix.mix(h ^ slot);
            }
            h = Mix.mix(Mix.mix(h ^ abortsInARow[endpoint]) ^ cooldownUntil[endpoint]);
        }
        for (String fingerprint : quarantine) {
            h = Mix.of(h, fingerprint);
        }
        return h;
    }
}
