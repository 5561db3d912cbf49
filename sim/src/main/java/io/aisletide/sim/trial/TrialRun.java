package io.aisletide.sim.trial;

import io.aisletide.engine.DeliveryView;
import io.aisletide.engine.EngineFailedException;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetEngineBuilder;
import io.aisletide.engine.Receipt;
import io.aisletide.engine.RecoveryReport;
import io.aisletide.journal.JournalException;
import io.aisletide.release.RolloutStatus;
import io.aisletide.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario in one setup, up to its end or to the first thing that is wrong: one {@link Life} after the other,
 * each on the {@link Remains} of the one before.
 */
final class TrialRun {
    private final Scenario scenario;
    private final Setup setup;
    private final Consumer<FleetEngineBuilder> outfit;
    private final Timeline timeline = new Timeline();
    private final Random pieces;
    private final List<Ending> endings = new ArrayList<>();
    private final Map<String, Integer> befell = new TreeMap<>();
    private List<int[]> goalsGiven = List.of();
    /** The journal was cut before a snapshot that is newer: what lies between is in that snapshot only. */
    private boolean gap;
    /** What is left may be refused, if that is said. */
    private boolean refusable;
    /** The next engine is begun too early: there is no room on the disk yet. */
    private boolean stillFull;

    /** @param outfit may add to each engine before it is built */
    TrialRun(Scenario scenario, Setup setup, Consumer<FleetEngineBuilder> outfit) {
        this.scenario = scenario;
        this.setup = setup;
        this.outfit = outfit;
        pieces = new Random(setup.pieceSeed());
    }

    Trace run() {
        Iterator<Mishap> ahead = setup.mishaps().iterator();
        try (Remains remains = new Remains(setup.keeping())) {
            Trace trace = null;
            while (trace == null) {
                trace = stillFull ? tooEarly(remains) : next(ahead, remains);
            }
            return trace;
        }
    }

    /** One engine more. @return null if another goes on after it */
    private @Nullable Trace next(Iterator<Mishap> ahead, Remains remains) {
        Life life = new Life(scenario, setup, pieces, timeline, outfit);
        goalsGiven = life.goalsGiven();
        Failure failure;
        try (FleetEngine engine = begin(life, remains)) {
            if (engine == null) {
                befell("refused");
                remains.undoDamage();
                return null;
            }
            look(engine);
            if (!endings.isEmpty()) {
                life.compare(engine, endings.get(endings.size() - 1), remains.isDamaged());
            }
            Ending ending =
                    life.failure() == null ? life.live(engine, ahead.hasNext() ? ahead.next() : null, remains) : null;
            if (ending != null && life.failure() == null) {
                endings.add(ending);
                befall(ending.mishap(), remains);
                return null;
            }
            failure = life.failure() == null ? releases(life.delivery()) : life.failure();
        } catch (JournalException | EngineFailedException unrecovered) {
            failure = new Failure(
                    Failure.NOT_RECOVERED, String.valueOf(unrecovered.getMessage()), timeline.ticks(), List.of(setup));
        }
        return trace(life, failure);
    }

    /** Whoever is in a hurry restarts before there is room; that does not go, and does no harm. @return null if so */
    private @Nullable Trace tooEarly(Remains remains) {
        stillFull = false;
        Life life = new Life(scenario, setup, pieces, timeline, outfit);
        try {
            remains.begin(life.builder(), true).close();
        } catch (JournalException refused) {
            befell("no room to restart");
            return null;
        }
        return trace(life, new Failure(
                Failure.NOT_JOURNALLED, "an engine goes on, though the journal takes nothing", timeline.ticks() + 1,
                List.of(setup)));
    }

    /** @return null if what is left may be refused, and was */
    private @Nullable FleetEngine begin(Life life, Remains remains) {
        try {
            return remains.begin(life.builder(), false);
        } catch (JournalException | EngineFailedException refused) {
            if (refused instanceof JournalException && remains.isDamaged() && refusable) {
                return null;
            }
            throw refused;
        } catch (RuntimeException broken) {
            if (endings.isEmpty()) {
                throw broken;
            }
            throw new JournalException(String.valueOf(broken), broken);
        }
    }

    private void befall(Mishap mishap, Remains remains) {
        if (mishap.end() != Mishap.End.SYNC_FAILED) {
            remains.take();
        }
        remains.damage(mishap);
        stillFull = mishap.end() == Mishap.End.DISK_FULL;
        // A flipped bit may lie in a record that others follow; and what only one snapshot knows is lost with it.
        refusable = mishap.damage() == Mishap.Damage.FLIPPED || gap && mishap.snapshotDamaged();
        befell(Words.of(mishap.end()));
        if (mishap.damage() != Mishap.Damage.NONE) {
            befell(Words.of(mishap.damage()));
            gap |= setup.keeping().snapshotEvery() > 0;
        }
    }

    private void look(FleetEngine engine) {
        RecoveryReport report = engine.recovery();
        if (report != null && report.snapshotTick() != RecoveryReport.NO_SNAPSHOT) {
            befell("from a snapshot");
        }
        if (report != null && !report.passedOver().isEmpty()) {
            befell("snapshot passed over");
        }
    }

    private void befell(String what) {
        befell.merge(what, 1, Integer::sum);
    }

    private @Nullable Failure releases(@Nullable DeliveryView delivery) {
        if (delivery == null) {
            return null;
        }
        for (RolloutStatus release : delivery.releases()) {
            befell("release " + Words.of(release.phase()));
        }
        for (DeliveryView.VersionFigures version : delivery.versions()) {
            if (scenario.delivery().isFromJar(version.version())) {
                befell("jar answered");
            }
        }
        long ticks = timeline.ticks();
        if (delivery.callsInQuarantine() > 0) {
            return new Failure(Failure.QUARANTINE, delivery.callsInQuarantine() + " calls were answered by a version in quarantine",
                    ticks, List.of(setup));
        }
        return delivery.ticksOverCap() == 0
                ? null
                : new Failure(Failure.OVER_CAP, "in " + delivery.ticksOverCap() + " ticks more robots asked a canary than its "
                        + "release allows", ticks, List.of(setup));
    }

    private Trace trace(Life life, @Nullable Failure failure) {
        List<Receipt> receipts = life.receipts();
        Failure found = failure == null ? otherAnswer(receipts) : failure;
        DeliveryView delivery = life.delivery();
        return new Trace(
                timeline.hashes(),
                receipts,
                delivery == null ? "" : delivery.audit().toString(),
                delivery == null ? List.of() : ReleaseFigures.of(delivery),
                found,
                life.watch().goals(),
                life.watch().robotTicks(),
                Map.copyOf(befell));
    }

    /** Whoever asks again gets the answer that was given first. */
    private @Nullable Failure otherAnswer(List<Receipt> receipts) {
        for (Ending ending : endings) {
            for (Map.Entry<Integer, Ending.Answer> answer : new TreeMap<>(ending.answers()).entrySet()) {
                String now = Trace.gist(receipts.get(answer.getKey()));
                if (!now.equals(answer.getValue().gist())) {
                    return new Failure(
                            Failure.OTHER_ANSWER,
                            scenario.script().get(answer.getKey()).name() + " was answered: " + answer.getValue().gist()
                                    + "; and after " + ending.mishap() + ": " + now,
                            answer.getValue().tick() + 1,
                            List.of(setup));
                }
            }
        }
        return null;
    }

    /** Goals that the demand gave to the last engine, in their order, as pairs of robot and cell; when the run is over. */
    List<int[]> goalsGiven() {
        return goalsGiven;
    }
}
