package io.aisletide.command;

import io.aisletide.command.sbe.MessageHeaderDecoder;
import io.aisletide.command.sbe.MessageHeaderEncoder;
import io.aisletide.command.sbe.ReleaseCommandDecoder;
import io.aisletide.command.sbe.ReleaseCommandEncoder;
import io.aisletide.command.sbe.ReleaseVerb;
import io.aisletide.command.sbe.VersionCheckedDecoder;
import io.aisletide.command.sbe.VersionCheckedEncoder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** The commands about versions as bytes, for {@link CommandCodec}. Holds the flyweights of one thread. */
final class ReleaseCodec {
    /** Longest reason or fault, in bytes of UTF-8. */
    static final int MAX_TEXT_BYTES = 1024;

    private final ReleaseCommandEncoder releaseEncoder = new ReleaseCommandEncoder();
    private final ReleaseCommandDecoder releaseDecoder = new ReleaseCommandDecoder();
    private final VersionCheckedEncoder versionEncoder = new VersionCheckedEncoder();
    private final VersionCheckedDecoder versionDecoder = new VersionCheckedDecoder();

    /** @return bytes written from the buffer's start */
    int encode(MutableDirectBuffer buffer, MessageHeaderEncoder header, long commandId, Command.OnVersions command) {
        if (command instanceof Command.Release release) {
            byte[] reason = text("a reason", release.reason());
            byte[] name = name("the name of a release", release.release());
            byte[] gate = name("the name of a gate", release.gate());
            byte[] actor = name("the name of who asks", release.actor());
            byte[] role = name("a role", release.role());
            releaseEncoder.wrapAndApplyHeader(buffer, 0, header).commandId(commandId).verb(ReleaseVerb.valueOf(
                    release.verb().name()));
            releaseEncoder
                    .putRelease(name, 0, name.length)
                    .putGate(gate, 0, gate.length)
                    .putActor(actor, 0, actor.length)
                    .putRole(role, 0, role.length)
                    .putReason(reason, 0, reason.length);
            return releaseEncoder.limit();
        }
        Command.VersionChecked version = (Command.VersionChecked) command;
        byte[] id = name("the id of a version", version.versionId());
        byte[] digest = name("a digest", version.digest());
        byte[] fault = text("a fault", version.fault());
        versionEncoder
                .wrapAndApplyHeader(buffer, 0, header)
                .commandId(commandId)
                .ready((short) (version.fault() == null ? 1 : 0))
                .slot(version.slot());
        versionEncoder
                .putVersionId(id, 0, id.length)
                .putDigest(digest, 0, digest.length)
                .putMessage(fault, 0, fault.length);
        return versionEncoder.limit();
    }

    long commandId(DirectBuffer buffer, MessageHeaderDecoder header) {
        header.wrap(buffer, 0);
        return header.templateId() == ReleaseCommandDecoder.TEMPLATE_ID
                ? releaseDecoder.wrapAndApplyHeader(buffer, 0, header).commandId()
                : versionDecoder.wrapAndApplyHeader(buffer, 0, header).commandId();
    }

    Command decode(DirectBuffer buffer, MessageHeaderDecoder header) {
        header.wrap(buffer, 0);
        if (header.templateId() == ReleaseCommandDecoder.TEMPLATE_ID) {
            releaseDecoder.wrapAndApplyHeader(buffer, 0, header);
            Command.ReleaseVerb verb = Command.ReleaseVerb.valueOf(releaseDecoder.verb().name());
            // SBE reads what varies in length in the order of the schema.
            String name = releaseDecoder.release();
            String gate = CommandCodec.nullIfEmpty(releaseDecoder.gate());
            String actor = releaseDecoder.actor();
            String role = releaseDecoder.role();
            String reason = CommandCodec.nullIfEmpty(releaseDecoder.reason());
            return new Command.Release(verb, name, gate, actor, role, reason);
        }
        versionDecoder.wrapAndApplyHeader(buffer, 0, header);
        boolean ready = versionDecoder.ready() != 0;
        int slot = versionDecoder.slot();
        String id = versionDecoder.versionId();
        String digest = versionDecoder.digest();
        String fault = versionDecoder.message();
        return new Command.VersionChecked(id, slot, digest, ready ? null : fault);
    }

    private static byte[] name(String what, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > CommandCodec.MAX_NAME_BYTES) {
            throw new IllegalArgumentException(what + " has at most " + CommandCodec.MAX_NAME_BYTES + " bytes, not "
                    + bytes.length);
        }
        return bytes;
    }

    private static byte[] text(String what, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException(what + " has at most " + MAX_TEXT_BYTES + " bytes, not " + bytes.length);
        }
        return bytes;
    }
}
