package io.aisletide.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.fixture.Seeds;
import io.aisletide.grid.Area;
import io.aisletide.grid.LoadClass;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class CommandCodecTest {
    private final CommandCodec codec = new CommandCodec();

    @Test
    void shouldDecodeWhatWasEncodedWhenCommandsAreRandom() {
        Set<String> kinds = new HashSet<>();
        for (long seed : Seeds.of(20)) {
            RandomCommands commands = new RandomCommands(seed, 8192, List.of("aisle-12", "Ω-zone"), List.of("reach", "é"));
            Random ids = new Random(seed);
            for (int i = 0; i < 500; i++) {
                Command command = commands.next();
                long id = ids.nextLong();
                byte[] bytes = codec.encode(id, command);
                UnsafeBuffer buffer = new UnsafeBuffer(Arrays.copyOf(bytes, CommandCodec.MAX_EVENT_BYTES));

                assertThat(codec.templateOf(buffer)).isEqualTo(CommandCodec.COMMAND);
                assertThat(codec.commandId(buffer)).as(Seeds.label(seed)).isEqualTo(id);
                assertThat(codec.decode(buffer)).as(Seeds.label(seed)).isEqualTo(command);
                assertThat(codec.encode(id, codec.decode(buffer))).as(Seeds.label(seed)).isEqualTo(bytes);
                kinds.add((command instanceof Command.Preview preview ? preview.command() : command)
                        .getClass()
                        .getSimpleName());
            }
        }
        if (Long.getLong("seed") == null) {
            assertThat(kinds).hasSize(14);
        }
    }

    @Test
    void shouldDecodeTickWhenEncoded() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);

        int length = codec.encodeTick(buffer, 123_456_789_012L);

        assertThat(length).isEqualTo(16);
        assertThat(codec.templateOf(buffer)).isEqualTo(CommandCodec.TICK);
        assertThat(codec.decodeTick(buffer)).isEqualTo(123_456_789_012L);
    }

    /** The layout is what journals are made of: if this fails, the schema changed in a way that old journals notice. */
    @Test
    void shouldKeepLayoutWhenSchemaGrows() {
        byte[] bytes = codec.encode(7, new Command.Close(Scope.rectangle(1, 2, 3, 4), 5));

        assertThat(java.util.HexFormat.of().formatHex(bytes))
                .isEqualTo("3f000a0079100200" // block of 63 bytes, template 10, schema 4217, version 2
                        + "0700000000000000" // id
                        + "01" // CLOSE
                        + "00" // no preview
                        + "05000000" // expires
                        + "00000000" // parameter
                        + "00" // robot load
                        + "0000000000000000" // undone id
                        + "0100" + "01000000" + "02000000" + "03000000" + "04000000" // scope
                        + "0000" + "00000000" + "00000000" + "00000000" + "00000000" // target
                        + "08000000" + "08000000" // no vertices
                        + "0000" + "0000" + "0000" + "0000" + "0000"); // no names
    }

    @Test
    void shouldFitLargestCommandWhenAllPartsAreAtTheirLimit() {
        int[] corners = new int[Area.Polygon.MAX_VERTICES];
        Arrays.setAll(corners, i -> i * i);
        Area area = new Area.Polygon(corners, corners);
        String tag = "t".repeat(CommandCodec.MAX_NAME_BYTES);
        Scope scope = new Scope(area, null, LoadClass.EMPTY, tag);

        byte[] bytes = codec.encode(1, new Command.Redirect(scope, scope));

        assertThat(bytes.length).isLessThanOrEqualTo(CommandCodec.MAX_EVENT_BYTES);
    }

    @Test
    void shouldDecodeWhatWasEncodedWhenItIsAboutVersions() {
        Random random = new Random(Seeds.of(1)[0]);
        for (Command.ReleaseVerb verb : Command.ReleaseVerb.values()) {
            Command command = new Command.Release(
                    verb, "route-é", random.nextBoolean() ? null : "gate", "ada", "shift-lead", random.nextBoolean() ? null : "jam");
            assertComesBack(command, CommandCodec.RELEASE);
        }
        assertComesBack(new Command.VersionChecked("plan-route@1.1.0", 3, "ab12", null), CommandCodec.VERSION);
        assertComesBack(new Command.VersionChecked("plan-route@1.1.0", 200, "", "digest: differs"), CommandCodec.VERSION);
    }

    private void assertComesBack(Command command, int template) {
        byte[] bytes = codec.encode(-3, command);
        UnsafeBuffer buffer = new UnsafeBuffer(Arrays.copyOf(bytes, CommandCodec.MAX_EVENT_BYTES));

        assertThat(codec.templateOf(buffer)).isEqualTo(template);
        assertThat(codec.commandId(buffer)).isEqualTo(-3);
        assertThat(codec.decode(buffer)).isEqualTo(command);
    }

    @Test
    void shouldRefuseNameWhenItIsTooLong() {
        String name = "z".repeat(CommandCodec.MAX_NAME_BYTES + 1);

        assertThatThrownBy(() -> codec.encode(1, new Command.Close(Scope.zone(name), 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 128 bytes");
    }

    @Test
    void shouldRefuseBytesWhenTheyAreNoEvent() {
        assertThatThrownBy(() -> codec.templateOf(new UnsafeBuffer(new byte[64])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an event");
    }
}
