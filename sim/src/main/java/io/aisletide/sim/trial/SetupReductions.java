package io.aisletide.sim.trial;

import io.aisletide.engine.ThreadingMode;
import io.aisletide.journal.Durability;
import java.util.ArrayList;
import java.util.List;

/** Ways to run a scenario that are a little simpler than a given one; what saves most comes first. */
final class SetupReductions {
    private SetupReductions() {}

    static List<Setup> of(Setup setup) {
        List<Setup> simpler = new ArrayList<>();
        if (setup.mishaps().isEmpty() && setup.keeping().hasJournal()) {
            simpler.add(setup.with(Keeping.NOTHING));
        }
        for (int i = 0; i < setup.mishaps().size(); i++) {
            List<Mishap> fewer = new ArrayList<>(setup.mishaps());
            fewer.remove(i);
            simpler.add(setup.with(fewer));
        }
        for (int i = 0; i < setup.mishaps().size(); i++) {
            for (Mishap milder : milder(setup.mishaps().get(i), i == 0 ? 0 : setup.mishaps().get(i - 1).atTick())) {
                List<Mishap> changed = new ArrayList<>(setup.mishaps());
                changed.set(i, milder);
                simpler.add(setup.with(changed));
            }
        }
        keeping(setup.keeping()).forEach(keeping -> simpler.add(setup.with(keeping)));
        if (setup.keeping().snapshotEvery() > 1) {
            simpler.add(inHalfTheTime(setup));
        }
        if (setup.givenInside()) {
            simpler.add(setup.withGivenInside(false));
        }
        if (setup.pieceSeed() != Setup.WHOLE) {
            simpler.add(setup.withPieces(Setup.WHOLE));
        }
        if (setup.threads() > 1) {
            simpler.add(setup.withThreads(1));
            simpler.add(setup.withThreads(setup.threads() / 2));
        }
        if (setup.mode() != ThreadingMode.FUSED) {
            simpler.add(setup.with(ThreadingMode.FUSED));
        }
        simpler.removeIf(setup::equals);
        return simpler;
    }

    /** A mishap cannot come sooner if it wants a snapshot before it. */
    private static Setup inHalfTheTime(Setup setup) {
        List<Mishap> sooner =
                setup.mishaps().stream().map(mishap -> mishap.at(mishap.atTick() / 2)).toList();
        Keeping keeping = setup.keeping();
        return setup.with(keeping.withSnapshotEvery(keeping.snapshotEvery() / 2)).with(sooner);
    }

    /** @param earliest where the mishap before it is */
    private static List<Mishap> milder(Mishap mishap, int earliest) {
        List<Mishap> milder = new ArrayList<>();
        if (mishap.snapshotDamaged()) {
            milder.add(mishap.withSnapshotDamaged(false));
        }
        if (mishap.damage() != Mishap.Damage.NONE) {
            milder.add(mishap.with(Mishap.Damage.NONE));
        }
        if (mishap.damage() == Mishap.Damage.FLIPPED) {
            milder.add(mishap.with(Mishap.Damage.CUT));
        }
        if (mishap.end().isOfTheDisk()) {
            milder.add(mishap.with(Mishap.End.KILLED));
        }
        smaller(mishap.appends(), 0).forEach(appends -> milder.add(mishap.withAppends(appends)));
        smaller(mishap.place(), 0).forEach(place -> milder.add(mishap.withPlace(place)));
        smaller(mishap.atTick(), earliest).forEach(tick -> milder.add(mishap.at(tick)));
        return milder;
    }

    private static List<Keeping> keeping(Keeping keeping) {
        List<Keeping> simpler = new ArrayList<>();
        int every = keeping.snapshotEvery();
        if (every > 0) {
            simpler.add(keeping.withSnapshotEvery(0));
            // More seldom: fewer snapshots.
            simpler.add(keeping.withSnapshotEvery(2 * every));
        } else if (keeping.isInFiles() && keeping.durability() == Durability.PROCESS) {
            simpler.add(keeping.with(Keeping.Store.MEMORY));
        }
        if (keeping.store() == Keeping.Store.CHRONICLE) {
            simpler.add(keeping.with(Keeping.Store.FILE));
        }
        if (keeping.durability() == Durability.DISK) {
            simpler.add(keeping.with(Durability.PROCESS));
        }
        return simpler;
    }

    /** The least, and what is half as far from it, a quarter, ..., one. */
    private static List<Integer> smaller(int value, int least) {
        List<Integer> smaller = new ArrayList<>();
        for (int step = value - least; step > 0; step /= 2) {
            smaller.add(value - step);
        }
        return smaller;
    }
}
