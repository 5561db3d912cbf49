package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SeenCommandsTest {
    @Test
    void shouldForgetOldestFirstWhenFull() {
        SeenCommands seen = new SeenCommands(3);
        CompletableFuture<Receipt> first = new CompletableFuture<>();
        assertThat(seen.firstOrRemember(0, first)).isNull();
        for (long id = 1; id < 3; id++) {
            assertThat(seen.firstOrRemember(id, new CompletableFuture<>())).isNull();
        }

        assertThat(seen.firstOrRemember(0, new CompletableFuture<>())).isSameAs(first);
        assertThat(seen.firstOrRemember(3, new CompletableFuture<>())).isNull();
        assertThat(seen.firstOrRemember(0, first)).as("forgotten by now").isNull();
        assertThat(seen.firstOrRemember(2, new CompletableFuture<>())).as("still known").isNotNull();
    }

    @Test
    void shouldRememberIdsOfAnyValue() {
        SeenCommands seen = new SeenCommands();
        for (long id : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE + 1}) {
            assertThat(seen.firstOrRemember(id, new CompletableFuture<>())).isNull();
            assertThat(seen.firstOrRemember(id, new CompletableFuture<>())).isNotNull();
        }
    }
}
