package io.aisletide.engine;

import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * The receipts of the last commands, for snapshots: so that a retry of a command from before a restart is answered and not
 * executed again. The acceptor has them too, but is ahead of the floor. Engine's thread.
 */
final class ReceiptBook implements Stateful {
    static final String SECTION = "receipts";

    private final ArrayDeque<Receipt> receipts = new ArrayDeque<>();
    private long lowestId;

    void add(Receipt receipt) {
        receipts.add(receipt);
        lowestId = Math.min(lowestId, receipt.commandId());
        if (receipts.size() > SeenCommands.MAX_IDS) {
            receipts.remove();
        }
    }

    /** The lowest id that a command has had, or 0: ids that the engine gives go on below it. */
    long lowestId() {
        return lowestId;
    }

    /** Makes the acceptor know them. */
    void teach(SeenCommands seen) {
        for (Receipt receipt : receipts) {
            seen.remember(receipt.commandId(), CompletableFuture.completedFuture(receipt));
        }
    }

    @Override
    public void save(StateImage to) {
        StateWriter section = to.section(SECTION);
        section.putLong(lowestId).putInt(receipts.size());
        for (Receipt receipt : receipts) {
            section.putLong(receipt.commandId())
                    .putByte(receipt.status().ordinal())
                    .putLong(receipt.tick())
                    .putInt(receipt.affected())
                    .putInt(receipt.rerouted())
                    .putInt(receipt.stranded())
                    .putLong(receipt.extraCells())
                    .putLong(receipt.acceptedNanos())
                    .putLong(receipt.effectiveNanos())
                    .putLong(receipt.reroutedNanos());
            String message = receipt.message();
            section.putByte(message == null ? 0 : 1);
            if (message != null) {
                section.putText(message);
            }
        }
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        lowestId = section.getLong();
        int count = section.getCount(1);
        for (int i = 0; i < count; i++) {
            long id = section.getLong();
            Receipt.Status status = Receipt.Status.values()[section.getByte()];
            long tick = section.getLong();
            int affected = section.getInt();
            int rerouted = section.getInt();
            int stranded = section.getInt();
            long extraCells = section.getLong();
            long acceptedNanos = section.getLong();
            long effectiveNanos = section.getLong();
            long reroutedNanos = section.getLong();
            String message = section.getByte() == 0 ? null : section.getText();
            receipts.add(new Receipt(
                    id, status, tick, affected, rerouted, stranded, extraCells, message, acceptedNanos, effectiveNanos,
                    reroutedNanos));
        }
    }
}
