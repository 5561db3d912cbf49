package io.aisletide.release;

import io.aisletide.release.routing.Mix;
import io.aisletide.release.spec.PersonSpec;
import io.aisletide.release.spec.PersonSpec.Answer;
import io.aisletide.release.spec.PersonSpec.WorkingHours;
import java.util.ArrayList;
import java.util.List;

/**
 * The people who answer gates in a batch run. Each reacts after a lognormal time, counted in working hours; the draw is
 * keyed by seed, person and question, so that it does not depend on what else happens. Their answers are commands like
 * any other, and as such part of the recorded input.
 */
public final class PersonDesk {
    private final long seed;
    private final List<Due> due = new ArrayList<>();

    private record Due(long tick, ReleaseCommand.Answer answer, long evidence) {}

    public PersonDesk(long seed) {
        this.seed = seed;
    }

    /** Tells the people of a gate, if it has modelled ones. */
    public void asked(Effect.GateAsked asked) {
        PersonSpec person = asked.gate().person();
        if (person == null || person.answer() == Answer.NONE) {
            return;
        }
        for (int number = 1; number <= asked.gate().approvals(); number++) {
            String id = number == 1 ? person.id() : person.id() + "-" + number;
            GateBinding binding = asked.binding();
            long key = Mix.of(Mix.of(Mix.mix(seed), id), binding.release() + "/" + asked.gate().name());
            long tick = answerTick(person, asked.tick(), Mix.mix(key ^ binding.attempt()) ^ asked.tick());
            due.add(new Due(
                    tick,
                    new ReleaseCommand.Answer(
                            binding.release(),
                            new Actor(id, asked.gate().role(), "modelled"),
                            "",
                            asked.gate().name(),
                            person.answer() == Answer.APPROVE,
                            binding),
                    binding.evidence()));
        }
    }

    /** The answers that are ready by the tick, in the order of the questions; each once. */
    public List<ReleaseCommand> due(long tick) {
        List<ReleaseCommand> ready = new ArrayList<>();
        due.removeIf(answer -> {
            boolean now = answer.tick <= tick;
            if (now) {
                ready.add(answer.answer);
            }
            return now;
        });
        return ready;
    }

    static long answerTick(PersonSpec person, long asked, long key) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(Mix.unit(Mix.mix(key))));
        double normal = radius * StrictMath.cos(2 * StrictMath.PI * Mix.unit(Mix.mix(key ^ 1)));
        double reaction = person.medianReactionTicks() * StrictMath.exp(person.sigma() * normal);
        long ticks = Math.max(1, (long) Math.min(reaction + 0.5, Integer.MAX_VALUE));
        WorkingHours hours = person.hours();
        return hours == null ? asked + ticks : inWorkingHours(asked, ticks, hours);
    }

    /** The tick at which so many ticks of working time have passed. */
    private static long inWorkingHours(long from, long ticks, WorkingHours hours) {
        int day = hours.ticksPerDay();
        long now = from;
        long left = ticks;
        while (true) {
            int time = (int) (now % day);
            boolean night = hours.fromTick() > hours.toTick();
            boolean working = night
                    ? time >= hours.fromTick() || time < hours.toTick()
                    : time >= hours.fromTick() && time < hours.toTick();
            int change = Math.floorMod((working ? hours.toTick() : hours.fromTick()) - time, day);
            int until = change == 0 ? day : change;
            if (working && left <= until) {
                return now + left;
            }
            left -= working ? until : 0;
            now += until;
        }
    }

    /** Over the answers that are still to come. */
    public long hash(long hash) {
        long h = hash;
        for (Due answer : due) {
            h = Mix.of(Mix.mix(h ^ answer.tick), answer.answer.actor().id());
            h = Mix.of(Mix.mix(h ^ answer.evidence), answer.answer.release());
        }
        return h;
    }
}
