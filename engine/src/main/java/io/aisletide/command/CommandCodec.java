package io.aisletide.command;

import io.aisletide.command.sbe.AdvanceTickDecoder;
import io.aisletide.command.sbe.AdvanceTickEncoder;
import io.aisletide.command.sbe.CommandKind;
import io.aisletide.command.sbe.LoadFilter;
import io.aisletide.command.sbe.MessageHeaderDecoder;
import io.aisletide.command.sbe.MessageHeaderEncoder;
import io.aisletide.command.sbe.OperatorCommandDecoder;
import io.aisletide.command.sbe.OperatorCommandEncoder;
import io.aisletide.command.sbe.ReleaseCommandDecoder;
import io.aisletide.command.sbe.VersionCheckedDecoder;
import io.aisletide.grid.Direction;
import io.aisletide.grid.LoadClass;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Commands and ticks as bytes, in the versioned layout of {@code sbe/aisletide-events.xml}. What the engine executes is
 * what it decodes from these bytes, so that a journal of them replays to the same state.
 *
 * <p>Holds the flyweights of one thread; make one for each. Encoding and decoding a tick allocates nothing; a command
 * allocates the objects that it consists of.
 */
public final class CommandCodec {
    /** Longest event, in bytes. A command of two polygons with names and tags of usual length needs about 1,300. */
    public static final int MAX_EVENT_BYTES = 2048;

    /** Longest name of a zone or tag, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 128;

    /** What {@link #templateOf} answers for the kinds of event that exist now. */
    public static final int TICK = AdvanceTickDecoder.TEMPLATE_ID;

    public static final int COMMAND = OperatorCommandDecoder.TEMPLATE_ID;

    /** Also a {@link Command}: one about versions. */
    public static final int RELEASE = ReleaseCommandDecoder.TEMPLATE_ID;

    /** Likewise. */
    public static final int VERSION = VersionCheckedDecoder.TEMPLATE_ID;

    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final AdvanceTickEncoder tickEncoder = new AdvanceTickEncoder();
    private final AdvanceTickDecoder tickDecoder = new AdvanceTickDecoder();
    private final OperatorCommandEncoder encoder = new OperatorCommandEncoder();
    private final OperatorCommandDecoder decoder = new OperatorCommandDecoder();
    private final ReleaseCodec releases = new ReleaseCodec();

    /** @return bytes written from the buffer's start */
    public int encodeTick(MutableDirectBuffer buffer, long tick) {
        tickEncoder.wrapAndApplyHeader(buffer, 0, headerEncoder).tick(tick);
        return MessageHeaderEncoder.ENCODED_LENGTH + tickEncoder.encodedLength();
    }

    /**
     * @return the event's bytes
     * @throws IllegalArgumentException if a name or the whole event is too long
     */
    public byte[] encode(long commandId, Command command) {
        UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocate(MAX_EVENT_BYTES));
        if (command instanceof Command.OnVersions onVersions) {
            byte[] bytes = new byte[releases.encode(buffer, headerEncoder, commandId, onVersions)];
            buffer.getBytes(0, bytes);
            return bytes;
        }
        Command inner = command;
        boolean preview = false;
        if (command instanceof Command.Preview wrapped) {
            preview = true;
            inner = wrapped.command();
            if (inner instanceof Command.Preview) {
                throw new IllegalArgumentException("a preview of a preview says nothing: preview the command itself");
            }
            if (inner instanceof Command.OnVersions) {
                throw new IllegalArgumentException("what is about versions has no preview");
            }
        }
        encoder.wrapAndApplyHeader(buffer, 0, headerEncoder);
        CommandFields fields = CommandFields.of(inner);
        encoder.commandId(commandId)
                .kind(fields.kind())
                .preview((short) (preview ? 1 : 0))
                .expiresAfterTicks(fields.expiresAfterTicks())
                .parameter(fields.parameter())
                .robotLoad(ScopeCodec.filterOf(fields.robotLoad()))
                .undoneId(fields.undoneId());
        Scope scope = inner.scope();
        Scope target = fields.target();
        ScopeCodec.encodeBlock(encoder.scope(), scope);
        ScopeCodec.encodeBlock(encoder.target(), target);
        ScopeCodec.encodeScopeVertices(encoder, scope);
        ScopeCodec.encodeTargetVertices(encoder, target);
        byte[] scopeZone = utf8(scope.zone());
        byte[] scopeTag = utf8(scope.tag());
        byte[] targetZone = utf8(target.zone());
        byte[] targetTag = utf8(target.tag());
        byte[] robotTag = utf8(fields.robotTag());
        encoder.putScopeZone(scopeZone, 0, scopeZone.length);
        encoder.putScopeTag(scopeTag, 0, scopeTag.length);
        encoder.putTargetZone(targetZone, 0, targetZone.length);
        encoder.putTargetTag(targetTag, 0, targetTag.length);
        encoder.putRobotTag(robotTag, 0, robotTag.length);
        byte[] bytes = new byte[encoder.limit()];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    /** Which event the bytes hold: {@link #TICK}, {@link #COMMAND}, or a number this version does not know. */
    public int templateOf(DirectBuffer buffer) {
        headerDecoder.wrap(buffer, 0);
        if (headerDecoder.schemaId() != OperatorCommandDecoder.SCHEMA_ID) {
            throw new IllegalArgumentException("not an event of Aisletide: schema " + headerDecoder.schemaId());
        }
        return headerDecoder.templateId();
    }

    public long decodeTick(DirectBuffer buffer) {
        return tickDecoder.wrapAndApplyHeader(buffer, 0, headerDecoder).tick();
    }

    /** Id of a command, without decoding the rest. */
    public long commandId(DirectBuffer buffer) {
        if (templateOf(buffer) != COMMAND) {
            return releases.commandId(buffer, headerDecoder);
        }
        return decoder.wrapAndApplyHeader(buffer, 0, headerDecoder).commandId();
    }

    /** @throws IllegalArgumentException if the bytes are not a command of this schema */
    public Command decode(DirectBuffer buffer) {
        if (templateOf(buffer) != COMMAND) {
            return releases.decode(buffer, headerDecoder);
        }
        decoder.wrapAndApplyHeader(buffer, 0, headerDecoder);
        CommandKind kind = decoder.kind();
        boolean preview = decoder.preview() != 0;
        int expires = decoder.expiresAfterTicks();
        int parameter = decoder.parameter();
        LoadFilter robotLoad = decoder.robotLoad();
        long undoneId = decoder.undoneId();
        ScopeCodec.Draft scope = ScopeCodec.decodeBlock(decoder.scope());
        ScopeCodec.Draft target = ScopeCodec.decodeBlock(decoder.target());
        ScopeCodec.decodeScopeVertices(decoder, scope);
        ScopeCodec.decodeTargetVertices(decoder, target);
        // SBE reads what varies in length in the order of the schema.
        scope.zone = nullIfEmpty(decoder.scopeZone());
        scope.tag = nullIfEmpty(decoder.scopeTag());
        target.zone = nullIfEmpty(decoder.targetZone());
        target.tag = nullIfEmpty(decoder.targetTag());
        String robotTag = nullIfEmpty(decoder.robotTag());
        Command command = new CommandFields(
                        kind,
                        expires,
                        parameter,
                        ScopeCodec.loadOf(robotLoad),
                        undoneId,
                        target.toScope(),
                        robotTag)
                .toCommand(scope.toScope());
        return preview ? new Command.Preview(command) : command;
    }

    static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static byte[] utf8(@Nullable String name) {
        if (name == null) {
            return new byte[0];
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a zone or tag has a name of at least one letter");
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("a zone or tag has a name of at most " + MAX_NAME_BYTES
                    + " bytes, not " + bytes.length);
        }
        return bytes;
    }

    /**
     * A command's own values in the one layout that all commands share; what a kind does not use has a neutral value.
     */
    private record CommandFields(
            CommandKind kind,
            int expiresAfterTicks,
            int parameter,
            @Nullable LoadClass robotLoad,
            long undoneId,
            Scope target,
            @Nullable String robotTag) {

        static CommandFields of(Command command) {
            if (command instanceof Command.OnCells rule) {
                return ruleOf(rule);
            }
            if (command instanceof Command.Redirect c) {
                return new CommandFields(CommandKind.REDIRECT, 0, 0, null, 0, c.target(), null);
            }
            if (command instanceof Command.Alarm c) {
                return new CommandFields(CommandKind.ALARM, 0, 0, null, 0, c.refuge(), null);
            }
            if (command instanceof Command.AddRobots c) {
                return new CommandFields(
                        CommandKind.ADD_ROBOTS, 0, c.count(), c.load(), 0, Scope.EVERYTHING, c.tag());
            }
            if (command instanceof Command.RemoveRobots c) {
                return plain(CommandKind.REMOVE_ROBOTS, 0, c.count());
            }
            if (command instanceof Command.Pause) {
                return plain(CommandKind.PAUSE, 0, 0);
            }
            if (command instanceof Command.Resume) {
                return plain(CommandKind.RESUME, 0, 0);
            }
            if (command instanceof Command.Undo c) {
                return new CommandFields(CommandKind.UNDO, 0, 0, null, c.commandId(), Scope.EVERYTHING, null);
            }
            throw new IllegalArgumentException("no layout for " + command);
        }

        private static CommandFields ruleOf(Command.OnCells rule) {
            int expires = rule.expiresAfterTicks();
            if (rule instanceof Command.Close) {
                return plain(CommandKind.CLOSE, expires, 0);
            }
            if (rule instanceof Command.Open) {
                return plain(CommandKind.OPEN, expires, 0);
            }
            if (rule instanceof Command.OneWay c) {
                return plain(CommandKind.ONE_WAY, expires, c.direction().ordinal());
            }
            if (rule instanceof Command.Slow c) {
                return plain(CommandKind.SLOW, expires, c.ticksPerCell());
            }
            if (rule instanceof Command.Avoid c) {
                return plain(CommandKind.AVOID, expires, c.extraCells());
            }
            if (rule instanceof Command.Prefer) {
                return plain(CommandKind.PREFER, expires, 0);
            }
            return plain(CommandKind.EVACUATE, expires, 0);
        }

        private static CommandFields plain(CommandKind kind, int expires, int parameter) {
            return new CommandFields(kind, expires, parameter, null, 0, Scope.EVERYTHING, null);
        }

        Command toCommand(Scope scope) {
            return switch (kind) {
                case CLOSE -> new Command.Close(scope, expiresAfterTicks);
                case OPEN -> new Command.Open(scope, expiresAfterTicks);
                case ONE_WAY -> new Command.OneWay(scope, Direction.of(parameter), expiresAfterTicks);
                case SLOW -> new Command.Slow(scope, parameter, expiresAfterTicks);
                case AVOID -> new Command.Avoid(scope, parameter, expiresAfterTicks);
                case PREFER -> new Command.Prefer(scope, expiresAfterTicks);
                case EVACUATE -> new Command.Evacuate(scope, expiresAfterTicks);
                case REDIRECT -> new Command.Redirect(scope, target);
                case PAUSE -> new Command.Pause(scope);
                case RESUME -> new Command.Resume(scope);
                case ADD_ROBOTS -> new Command.AddRobots(
                        scope, parameter, robotLoad == null ? LoadClass.EMPTY : robotLoad, robotTag);
                case REMOVE_ROBOTS -> new Command.RemoveRobots(scope, parameter);
                case ALARM -> new Command.Alarm(scope, target);
                case UNDO -> new Command.Undo(undoneId);
                case NULL_VAL -> throw new IllegalArgumentException("a command without a kind");
            };
        }
    }
}
