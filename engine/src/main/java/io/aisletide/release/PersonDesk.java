package io.aisletide.release;

import io.aisletide.release.routing.Mix;
import io.aisletide.release.spec.PersonSpec;
import io.aisletide.release.spec.PersonSpec.Answer;
import io.aisletide.release.spec.PersonSpec.WorkingHours;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * The people who answer gates in a batch run. Each reacts after a lognormal time, counted in working hours; the draw is
 * keyed by seed, person and question, so that it does not depend on what else happens. Their answers are commands like
 * any other, and as such part of the recorded input.
 */
public final class PersonDesk implements Stateful {
    private static final String SECTION = "people";
    /** How they say who they are. */
    private static final String MODELLED = "modelled";

    private final long seed;
    private final List<Due> due = new ArrayList<>();

    /** @param binding what the answer is to */
    private record Due(long tick, ReleaseCommand.Answer answer, GateBinding binding) {
        static Due of(long tick, Actor actor, String gate, boolean approve, GateBinding binding) {
            return new Due(
                    tick, new ReleaseCommand.Answer(binding.release(), actor, "", gate, approve, binding), binding);
        }
    }

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
            Actor actor = new Actor(id, asked.gate().role(), MODELLED);
            due.add(Due.of(tick, actor, asked.gate().name(), person.answer() == Answer.APPROVE, binding));
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

    @Override
    public void save(StateImage to) {
        StateWriter section = to.section(SECTION);
        section.putInt(due.size());
        for (Due each : due) {
            ReleaseCommand.Answer answer = each.answer;
            section.putLong(each.tick).putText(answer.actor().id()).putText(answer.actor().role());
            section.putText(answer.gate()).putBoolean(answer.approve());
            each.binding.save(section);
        }
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        int count = section.getCount(1);
        for (int i = 0; i < count; i++) {
            long tick = section.getLong();
            Actor actor = new Actor(section.getText(), section.getText(), MODELLED);
            String gate = section.getText();
            boolean approve = section.getBoolean();
            due.add(Due.of(tick, actor, gate, approve, GateBinding.restored(section)));
        }
    }

    /** Takes the answers that are still to come now into a hash, at any time and on any thread. */
    public LongUnaryOperator hash() {
        List<Due> toCome = List.copyOf(due);
        return hash -> {
            long h = hash;
            for (Due answer : toCome) {
                h = Mix.of(Mix.mix(h ^ answer.tick), answer.answer.actor().id());
                h = Mix.of(Mix.mix(h ^ answer.binding.evidence()), answer.answer.release());
            }
            return h;
        };
    }
}
