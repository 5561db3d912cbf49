package io.aisletide.journal;

import io.aisletide.command.sbe.JournalBegunDecoder;
import io.aisletide.command.sbe.JournalBegunEncoder;
import io.aisletide.command.sbe.JournalEndedDecoder;
import io.aisletide.command.sbe.JournalEndedEncoder;
import io.aisletide.command.sbe.MessageHeaderDecoder;
import io.aisletide.command.sbe.MessageHeaderEncoder;
import io.aisletide.command.sbe.StateNotedDecoder;
import io.aisletide.command.sbe.StateNotedEncoder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The records that a journal holds beside the events, as bytes: see {@code sbe/aisletide-events.xml}. Holds the scratch of
 * one thread; encoding and decoding a state note allocates nothing.
 */
public final class JournalNotes {
    /** Version of the layout of journals that this code writes, and the newest that it reads. */
    public static final int FORMAT = 1;

    public static final int BEGUN = JournalBegunDecoder.TEMPLATE_ID;
    public static final int STATE = StateNotedDecoder.TEMPLATE_ID;
    public static final int ENDED = JournalEndedDecoder.TEMPLATE_ID;

    private static final int BUFFER_BYTES = 256;
    private static final int MAX_VERSION_BYTES = 128;

    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final JournalBegunEncoder begunEncoder = new JournalBegunEncoder();
    private final JournalBegunDecoder begunDecoder = new JournalBegunDecoder();
    private final StateNotedEncoder stateEncoder = new StateNotedEncoder();
    private final StateNotedDecoder stateDecoder = new StateNotedDecoder();
    private final JournalEndedEncoder endedEncoder = new JournalEndedEncoder();
    private final JournalEndedDecoder endedDecoder = new JournalEndedDecoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BUFFER_BYTES]);

    /**
     * Which run a journal belongs to.
     *
     * @param format version of the journal's layout
     * @param schema version of the events' schema
     * @param fingerprint hash over floor, motion, zones, tags, start fleet, versions and releases
     * @param startHash state hash before the first tick; 0 in a part that goes on from a snapshot
     * @param tick the tick that runs next
     * @param hashEvery ticks from one state hash to the next
     * @param demand hash over what gives goals; 0 if it does not say, as in all journals of schema 1
     * @param engine version of the engine that wrote it
     */
    public record Begun(
            int format,
            int schema,
            long seed,
            long fingerprint,
            long startHash,
            long tick,
            int hashEvery,
            long demand,
            String engine) {
        /** Of a journal that is begun now. */
        public static Begun now(
                long seed, long fingerprint, long startHash, long tick, int hashEvery, long demand, String engine) {
            return new Begun(
                    FORMAT, JournalBegunEncoder.SCHEMA_VERSION, seed, fingerprint, startHash, tick, hashEvery, demand, engine);
        }

        /** Whether its events can be read by this code. */
        public boolean isReadable() {
            return format <= FORMAT && schema <= JournalBegunEncoder.SCHEMA_VERSION;
        }
    }

    /**
     * What the floor was like after a tick, before commands that came then took effect.
     *
     * @param tick ticks done
     * @param tally hash over the sums since the start
     * @param hashed whether the state hash was taken
     */
    public record State(long tick, long tally, boolean hashed, long stateHash) {}

    /** Where the note lies that was encoded last, from 0 on. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** @return bytes in the {@link #buffer} */
    public int encode(Begun begun) {
        byte[] engine = begun.engine.getBytes(StandardCharsets.UTF_8);
        begunEncoder
                .wrapAndApplyHeader(buffer, 0, headerEncoder)
                .format(begun.format)
                .schema(begun.schema)
                .seed(begun.seed)
                .fingerprint(begun.fingerprint)
                .startHash(begun.startHash)
                .tick(begun.tick)
                .hashEvery(begun.hashEvery)
                .demand(begun.demand)
                .putEngine(engine, 0, Math.min(engine.length, MAX_VERSION_BYTES));
        return begunEncoder.limit();
    }

    /** @return bytes in the {@link #buffer} */
    public int encodeState(long tick, long tally, boolean hashed, long stateHash) {
        stateEncoder
                .wrapAndApplyHeader(buffer, 0, headerEncoder)
                .tick(tick)
                .tally(tally)
                .hashed((short) (hashed ? 1 : 0))
                .stateHash(stateHash);
        return stateEncoder.limit();
    }

    /** @return bytes in the {@link #buffer} */
    public int encodeEnded(long tick, long tally, long stateHash) {
        endedEncoder.wrapAndApplyHeader(buffer, 0, headerEncoder).tick(tick).tally(tally).stateHash(stateHash);
        return endedEncoder.limit();
    }

    public Begun decodeBegun(DirectBuffer record) {
        begunDecoder.wrapAndApplyHeader(record, 0, headerDecoder);
        long demand = begunDecoder.demand();
        return new Begun(
                begunDecoder.format(),
                begunDecoder.schema(),
                begunDecoder.seed(),
                begunDecoder.fingerprint(),
                begunDecoder.startHash(),
                begunDecoder.tick(),
                begunDecoder.hashEvery(),
                demand == JournalBegunDecoder.demandNullValue() ? 0 : demand,
                begunDecoder.engine());
    }

    public State decodeState(DirectBuffer record) {
        stateDecoder.wrapAndApplyHeader(record, 0, headerDecoder);
        return new State(
                stateDecoder.tick(), stateDecoder.tally(), stateDecoder.hashed() != 0, stateDecoder.stateHash());
    }

    public State decodeEnded(DirectBuffer record) {
        endedDecoder.wrapAndApplyHeader(record, 0, headerDecoder);
        return new State(endedDecoder.tick(), endedDecoder.tally(), true, endedDecoder.stateHash());
    }
}
