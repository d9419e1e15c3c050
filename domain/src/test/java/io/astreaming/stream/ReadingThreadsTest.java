package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Cancelled;
import io.astreaming.event.StreamEnded;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that share a stream that is pulled: one reads at a time, and any may do so once the others have returned. */
@Timeout(20)
class ReadingThreadsTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void anyThreadMayReadOnOnceTheOneBeforeHasReturned() {
        ScriptedExchange together = new ScriptedExchange().head(200).bytes("t:a\nt:b\nt:c\nt:d\n");
        try (ChatStream stream = new Scene(together).chat.stream(Scene.REQUEST)) {
            elsewhere(() -> stream.iterator().next());
            assertThat(stream.ready()).as("after an event was read").isNotNull();
            elsewhere(stream::ready);
            assertThat(stream.ready()).as("after an event was ready").isNotNull();
            elsewhere(stream::timeline);
            assertThat(stream.ready()).as("after the timeline was asked for").isNotNull();
        }
    }

    @Test
    void anyThreadMayCloseAStreamThatOthersHaveUsed() {
        Scene scene = new Scene("200 t:a");
        ChatStream stream = scene.chat.stream(Scene.REQUEST);
        elsewhere(stream::received);
        stream.close();
        assertThat(scene.diary.outcome).isInstanceOf(Cancelled.class);
    }

    @Test
    void hasItsLastEventReadyThoughAnotherThreadClosedIt() {
        ChatStream stream = new Scene("200 t:a").chat.stream(Scene.REQUEST);
        elsewhere(stream::close);
        assertThat(stream.ready()).isInstanceOf(StreamEnded.class);
    }

    @Test
    void theReadingThreadSleepsUntilSomethingArrives() throws InterruptedException {
        ChatStream stream = new Scene("200 t:a").chat.stream(Scene.REQUEST);
        Thread reader = new Thread(stream::outcome);
        reader.start();
        long start = System.nanoTime();
        while (reader.getState() != Thread.State.WAITING && System.nanoTime() - start < LONG.toNanos()) {
            Thread.onSpinWait();
        }
        assertThat(reader.getState()).isEqualTo(Thread.State.WAITING);
        stream.close();
        reader.join(LONG.toMillis());
        assertThat(reader.isAlive()).isFalse();
    }

    private static void elsewhere(Runnable action) {
        CompletableFuture.runAsync(action).orTimeout(10, TimeUnit.SECONDS).join();
    }
}
