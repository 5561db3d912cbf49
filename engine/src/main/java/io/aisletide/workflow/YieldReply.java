package io.aisletide.workflow;

import io.aisletide.api.YieldAnswer;

/** An answer of {@code yield}, as it was given. */
final class YieldReply implements YieldAnswer {
    static final int NONE = Integer.MIN_VALUE;

    int points = NONE;

    @Override
    public void points(int answered) {
        points = answered;
    }
}
