package io.aisletide.sim.trial;

import io.aisletide.engine.Receipt;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a scenario left.
 *
 * @param hashes state hash after each tick
 * @param receipts of the script's commands, in the order of the script
 * @param audit lines, last hash and root of the audit of releases; empty if there was none
 * @param figures what versions and releases came to, as far as it is no wall clock
 * @param failure what was wrong with the run by itself; null if nothing was
 * @param goals goals reached
 * @param robotTicks robots on the floor, summed over ticks
 * @param befell what happened on the way, and how often
 */
record Trace(
        long[] hashes,
        List<Receipt> receipts,
        String audit,
        List<String> figures,
        @Nullable Failure failure,
        long goals,
        long robotTicks,
        Map<String, Integer> befell) {

    /** A receipt without its times, which are wall clock. */
    static String gist(Receipt receipt) {
        return receipt.status() + " at tick " + receipt.tick() + ", affected " + receipt.affected() + ", re-routed "
                + receipt.rerouted() + ", stranded " + receipt.stranded() + ", extra cells " + receipt.extraCells()
                + (receipt.message() == null ? "" : ", " + receipt.message());
    }
}
