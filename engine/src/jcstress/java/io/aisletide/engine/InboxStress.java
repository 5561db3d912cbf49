package io.aisletide.engine;

import com.lmax.disruptor.RingBuffer;
import io.aisletide.metrics.EngineRecorders;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** What is published is whole, has a place of its own, and comes before the end or not at all. */
public final class InboxStress {
    private static final byte[] BYTES = {1, 2, 3};

    private InboxStress() {}

    /** A ring of four slots, an inbox in front of it, and no consumers. */
    private abstract static class Ring {
        final Lifecycle lifecycle = new Lifecycle();
        final RingBuffer<RingEvent> ring =
                RingBuffer.createMultiProducer(RingEvent::new, 4, new ParkingWaitStrategy());
        final Inbox inbox = new Inbox(ring, 0, lifecycle, new EngineRecorders());

        int submit(long id) {
            return inbox.command(new PendingCommand(id, 0), BYTES, 0) == Inbox.Result.PUBLISHED ? 1 : 0;
        }
    }

    @JCStressTest
    @Outcome(id = {"1, 1, 12", "1, 1, 21"}, expect = Expect.ACCEPTABLE, desc = "each has a slot, in either order")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a command is lost, doubled or mixed with the other")
    @State
    public static class TwoProducers extends Ring {
        @Actor
        public void one(III_Result r) {
            r.r1 = submit(1);
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = submit(2);
        }

        @Arbiter
        public void afterwards(III_Result r) {
            r.r3 = 10 * idAt(0) + idAt(1);
        }

        private int idAt(long sequence) {
            PendingCommand pending = ring.get(sequence).pending;
            return pending == null || !ring.isAvailable(sequence) ? 0 : (int) pending.id;
        }
    }

    @JCStressTest
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "not published yet")
    @Outcome(id = "1, 6", expect = Expect.ACCEPTABLE, desc = "published, with all that belongs to it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "published in part")
    @State
    public static class PublishedWhole extends Ring {
        @Actor
        public void producer() {
            submit(1);
        }

        @Actor
        public void consumer(II_Result r) {
            if (ring.isAvailable(0)) {
                RingEvent event = ring.get(0);
                r.r1 = event.content == RingEvent.Content.COMMAND && event.pending != null && event.pending.id == 1 ? 1 : 2;
                r.r2 = event.payload.getByte(0) + event.payload.getByte(1) + event.payloadBytes;
            }
        }
    }

    /** Guarantees 1 and 2 of {@link Inbox}: after the end and once nobody is inside, the ring gets no more events. */
    @JCStressTest
    @Outcome(id = {"0, 0, 0", "1, 1, 0"}, expect = Expect.ACCEPTABLE, desc = "refused, or seen by who waits for the end")
    @Outcome(expect = Expect.FORBIDDEN, desc = "an event came after everybody was out")
    @State
    public static class NothingAfterTheEnd extends Ring {
        private long seen;

        @Actor
        public void producer(III_Result r) {
            r.r1 = submit(1);
        }

        @Actor
        public void closer(III_Result r) {
            lifecycle.close();
            inbox.awaitEmpty();
            seen = ring.getCursor();
            r.r2 = (int) seen + 1;
        }

        @Arbiter
        public void afterwards(III_Result r) {
            r.r3 = (int) (ring.getCursor() - seen);
        }
    }
}
