package io.aisletide.workflow;

import io.aisletide.api.Code;
import io.aisletide.api.FloorView;
import io.aisletide.api.Meter;
import io.aisletide.api.OutOfFuel;
import io.aisletide.api.Refusal;
import io.aisletide.api.Version;
import org.jspecify.annotations.Nullable;

/**
 * Asks versions of one endpoint, for one thread: holds the question, the place for the answer and the fuel, and turns whatever
 * a version does into a {@link Code}. Nothing of a version's own is kept: of what it throws, the code and a text remain.
 *
 * @param <Q> what is asked
 * @param <A> where the answer goes
 */
abstract class Caller<Q, A> {
    /** Longest text of a fault that is kept, in characters. */
    private static final int LONGEST_MESSAGE = 200;

    final FuelTank tank = new FuelTank();
    private final Q question;
    private final A answer;
    private final long fuel;
    /** What the last call has thrown, as a text. */
    private @Nullable String message;
    /** Whether the text of a fault is wanted. */
    private boolean explains;

    Caller(Q question, A answer, long fuel) {
        this.question = question;
        this.answer = answer;
        this.fuel = fuel;
    }

    /** Whether calls from here on take note of the text of a fault, see {@link #message}: it takes time. */
    void explain(boolean wanted) {
        explains = wanted;
        message = null;
    }

    @Nullable String message() {
        return message;
    }

    /** Empties the place for the answer. */
    abstract void clear();

    /** What is wrong with the answer, or null. */
    abstract @Nullable String fault();

    /** Asks. The question must have been set. */
    final Code ask(Version<Q, A> version, FloorView floor) {
        tank.fill(fuel);
        clear();
        Code code;
        try {
            version.decide(question, floor, tank, answer);
            code = Code.OK;
        } catch (Refusal refusal) {
            code = refusal.code();
            note(refusal);
        } catch (StackOverflowError deep) {
            // Whether stack or fuel ends first depends on the machine, and may not: it counts as fuel.
            tank.drain();
            code = Code.DEADLINE_EXCEEDED;
        } catch (VirtualMachineError broken) {
            throw broken;
        } catch (Throwable thrown) {
            code = codeOf(thrown);
            note(thrown);
        }
        if (tank.isOverdrawn()) {
            if (explains) {
                message = "used up its fuel of " + fuel + " units";
            }
            return Code.DEADLINE_EXCEEDED;
        }
        if (code == Code.OK) {
            String fault = fault();
            if (fault != null) {
                message = explains ? fault : null;
                return Code.INVALID_ANSWER;
            }
        }
        return code;
    }

    private static Code codeOf(Throwable thrown) {
        if (thrown instanceof UnsupportedOperationException) {
            return Code.UNIMPLEMENTED;
        }
        return thrown instanceof Error ? Code.INTERNAL : Code.UNKNOWN;
    }

    /** The message of what was thrown is the version's own code again, so it may fail, and burns fuel. */
    private void note(Throwable thrown) {
        if (!explains || thrown instanceof OutOfFuel) {
            return;
        }
        String name = thrown instanceof Refusal ? "" : thrown.getClass().getSimpleName() + ": ";
        String text;
        try {
            text = String.valueOf(thrown.getMessage());
        } catch (VirtualMachineError broken) {
            if (!(broken instanceof StackOverflowError)) {
                throw broken;
            }
            text = "(and its message overflows the stack)";
        } catch (Throwable again) {
            text = "(and its message cannot be read)";
        }
        String whole = name + text;
        message = whole.length() > LONGEST_MESSAGE ? whole.substring(0, LONGEST_MESSAGE) : whole;
    }

    /** Work that versions' jars do on this thread counts here until {@link #leave}. */
    final void enter() {
        Meter.burnFrom(tank);
    }

    final void leave() {
        Meter.burnFrom(null);
    }
}
