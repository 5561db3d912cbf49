package io.aisletide.sim.testkit;

import io.aisletide.engine.Receipt;
import org.assertj.core.api.Assertions;

/** AssertJ's {@code assertThat}, for floors and receipts too. */
public final class AisletideAssertions extends Assertions {
    private AisletideAssertions() {}

    public static FloorAssert assertThat(TestFloor floor) {
        return new FloorAssert(floor);
    }

    public static ReceiptAssert assertThat(Receipt receipt) {
        return new ReceiptAssert(receipt);
    }
}
