package io.aisletide.engine;

import java.util.concurrent.CompletableFuture;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of the last commands by id, so that a retry is answered and not executed again. Remembers {@value
 * #MAX_IDS} ids, the oldest are forgotten first: a retry must come before that many other commands. Belongs to the
 * acceptor's thread.
 */
final class SeenCommands {
    static final int MAX_IDS = 65_536;

    private final int maxIds;
    private final Long2ObjectHashMap<CompletableFuture<Receipt>> receipts = new Long2ObjectHashMap<>();
    private final LongArrayQueue order = new LongArrayQueue(Long.MIN_VALUE);

    SeenCommands() {
        this(MAX_IDS);
    }

    SeenCommands(int maxIds) {
        this.maxIds = maxIds;
    }

    /** The receipt (to come) of the first command with that id, or null after remembering this one as the first. */
    @Nullable CompletableFuture<Receipt> firstOrRemember(long id, CompletableFuture<Receipt> receipt) {
        CompletableFuture<Receipt> first = find(id);
        if (first == null) {
            remember(id, receipt);
        }
        return first;
    }

    /** The receipt (to come) of the first command with that id, or null if there was none. */
    @Nullable CompletableFuture<Receipt> find(long id) {
        return receipts.get(id);
    }

    /** Takes note of an id that is not known. */
    void remember(long id, CompletableFuture<Receipt> receipt) {
        receipts.put(id, receipt);
        order.addLong(id);
        if (order.size() > maxIds) {
            receipts.remove(order.pollLong());
        }
    }
}
