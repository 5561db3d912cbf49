package io.aisletide.workflow;

import io.aisletide.api.YieldAnswer;
import io.aisletide.api.YieldRequest;
import org.jspecify.annotations.Nullable;

/** Asks {@code yield}. */
final class YieldCaller extends Caller<YieldRequest, YieldAnswer> {
    final YieldQuestion question;
    final YieldReply reply;

    YieldCaller(long fuel) {
        this(new YieldQuestion(), new YieldReply(), fuel);
    }

    private YieldCaller(YieldQuestion question, YieldReply reply, long fuel) {
        super(question, reply, fuel);
        this.question = question;
        this.reply = reply;
    }

    @Override
    void clear() {
        reply.points = YieldReply.NONE;
    }

    @Override
    @Nullable String fault() {
        if (reply.points >= 0 && reply.points <= YieldAnswer.MAX_POINTS) {
            return null;
        }
        return reply.points == YieldReply.NONE
                ? "gave no points"
                : "points are 0 to " + YieldAnswer.MAX_POINTS + ", not " + reply.points;
    }
}
