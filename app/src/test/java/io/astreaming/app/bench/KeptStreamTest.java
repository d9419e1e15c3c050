package io.astreaming.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Payload;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptStreamTest {
    private final AtomicInteger taken = new AtomicInteger();

    private boolean take(int bytes) {
        return taken.addAndGet(bytes) <= Integer.MAX_VALUE >> 1;
    }

    @Test
    void keepsEventsWithTheTimesAtWhichTheyArrived() {
        KeptStream kept = new KeptStream(this::take);
        kept.comment(Payload.of("alive"), 1_000_000);
        assertThat(kept.isEmpty()).isTrue();

        kept.received(Payload.of("{}"), 20_000_000);

        assertThat(kept.isEmpty()).isFalse();
        assertThat(kept.bytes())
                .asString(StandardCharsets.UTF_8)
                .startsWith(": at=1\n:")
                .endsWith(": at=20\ndata: {}\n\n");
        assertThat(taken).hasValue(kept.bytes().length);
    }

    @Test
    void forgetsAStreamThatIsTooLongAndGivesItsMemoryBack() {
        KeptStream kept = new KeptStream(this::take);
        for (int i = 0; i < 10; i++) {
            kept.received(Payload.of("x".repeat(500_000)), i);
        }

        assertThat(kept.isEmpty()).isTrue();
        assertThat(kept.bytes()).isEmpty();
        assertThat(taken).hasValue(0);
    }

    @Test
    void forgetsAStreamForWhichThereIsNoMemoryLeft() {
        KeptStream kept = new KeptStream(bytes -> bytes <= 0);
        kept.received(Payload.of("{}"), 0);

        assertThat(kept.isEmpty()).isTrue();
    }
}
