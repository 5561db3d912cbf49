package io.aisletide.sim.testkit;

import io.aisletide.command.Rejection;
import io.aisletide.engine.Receipt;
import org.assertj.core.api.AbstractAssert;

/** What may be claimed of a command's receipt. */
public final class ReceiptAssert extends AbstractAssert<ReceiptAssert, Receipt> {
    ReceiptAssert(Receipt receipt) {
        super(receipt, ReceiptAssert.class);
    }

    /** It is in force. */
    public ReceiptAssert isApplied() {
        return hasStatus(Receipt.Status.APPLIED);
    }

    /** It was a preview, and nothing changed. */
    public ReceiptAssert isPreviewed() {
        return hasStatus(Receipt.Status.PREVIEWED);
    }

    /** It was refused for that reason. */
    public ReceiptAssert isRejectedBecause(Rejection reason) {
        hasStatus(Receipt.Status.REJECTED);
        if (!String.valueOf(actual.message()).startsWith(reason.because(""))) {
            failWithMessage("command %d was not refused because of %s but: %s", actual.commandId(), reason, actual.message());
        }
        return this;
    }

    /** The first tick that obeys it. */
    public ReceiptAssert takesEffectAt(long tick) {
        isNotNull();
        if (actual.tick() != tick) {
            failWithMessage("command %d is obeyed from tick %d on, not %d", actual.commandId(), actual.tick(), tick);
        }
        return this;
    }

    public ReceiptAssert affectsAtLeast(int robots) {
        isNotNull();
        return least("affects", actual.affected(), robots);
    }

    public ReceiptAssert affectsAtMost(int robots) {
        isNotNull();
        if (actual.affected() > robots) {
            failWithMessage("command %d affects %d robots, more than %d", actual.commandId(), actual.affected(), robots);
        }
        return this;
    }

    public ReceiptAssert reroutesAtLeast(int robots) {
        isNotNull();
        return least("re-routes", actual.rerouted(), robots);
    }

    public ReceiptAssert strandsNobody() {
        isNotNull();
        if (actual.stranded() > 0) {
            failWithMessage("command %d strands %d robots", actual.commandId(), actual.stranded());
        }
        return this;
    }

    private ReceiptAssert least(String does, int count, int least) {
        if (count < least) {
            failWithMessage("command %d %s %d robots, fewer than %d", actual.commandId(), does, count, least);
        }
        return this;
    }

    private ReceiptAssert hasStatus(Receipt.Status status) {
        isNotNull();
        if (actual.status() != status) {
            failWithMessage("command %d is not %s but %s%s", actual.commandId(), status, actual.status(),
                    actual.message() == null ? "" : ": " + actual.message());
        }
        return this;
    }
}
