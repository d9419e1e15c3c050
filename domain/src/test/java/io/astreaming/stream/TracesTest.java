package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.port.Payload;
import io.astreaming.port.TraceSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each stream has a trace of its own, and none goes on without it. */
@Timeout(20)
class TracesTest {
    /** What reading throws, pulled and pushed. */
    private static final List<Function<Chat, Throwable>> READERS = List.of(
            chat -> catchThrowable(() -> chat.stream(Scene.REQUEST)), chat -> thrown(chat.outcome(Scene.REQUEST)));

    private static final IllegalStateException THROWN = new IllegalStateException("the disk is full");

    @ParameterizedTest
    @EnumSource(Face.class)
    void makesATraceForEachStream(Face face) {
        List<List<String>> traces = new ArrayList<>();
        ScriptedExchange first = new ScriptedExchange().head(200).bytes("t:a\nf:stop\n[DONE]\n");
        ScriptedExchange second = new ScriptedExchange().head(200).bytes("t:b\nf:stop\n[DONE]\n");
        Scene scene = new Scene(first, second);
        Chat traced = scene.chat.withTrace(request -> {
            List<String> trace = new ArrayList<>(List.of(request.model()));
            traces.add(trace);
            return (payload, nanos) -> trace.add(payload.text());
        });
        scene.read(face, traced);
        scene.diary.told.clear();
        scene.read(face, traced);
        assertThat(traces)
                .containsExactly(List.of("m", "t:a", "f:stop", "[DONE]"), List.of("m", "t:b", "f:stop", "[DONE]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"made", "requested", "received"})
    void endsAStreamWhoseTraceFails(String when) {
        Scene pulled = new Scene("200 t:a f:stop [DONE]");
        assertThatThrownBy(() -> {
                    try (ChatStream stream = failing(pulled, when).stream(Scene.REQUEST)) {
                        stream.outcome();
                    }
                })
                .isSameAs(THROWN);
        assertThat(pulled.scheduler.pending()).isZero();

        Scene pushed = new Scene("200 t:a f:stop [DONE]");
        assertThat(thrown(failing(pushed, when).outcome(Scene.REQUEST))).isSameAs(THROWN);
        assertThat(pushed.scheduler.pending()).isZero();

        for (Scene scene : List.of(pulled, pushed)) {
            switch (when) {
                case "made" ->
                    assertThat(scene.diary.told).as("nothing was begun").isEmpty();
                case "requested" -> assertThat(scene.diary.told).containsExactly("ended");
                default -> {
                    assertThat(scene.diary.outcome).isInstanceOf(Cancelled.class);
                    assertThat(scene.endings()).isEqualTo("cancel");
                }
            }
        }
    }

    @Test
    void tellsTheCallerOfATraceThatFailsInTheEndAndTheListenerOfTheOutcome() {
        Scene pulled = new Scene("200 t:a f:stop [DONE]");
        try (ChatStream stream = failing(pulled, "ended").stream(Scene.REQUEST)) {
            assertThatThrownBy(stream::outcome).isSameAs(THROWN);
            assertThat(pulled.diary.told).as("before anybody closes the stream").endsWith("ended");
            assertThat(stream.outcome()).as("the answer is there all the same").isInstanceOf(Completed.class);
        }
        Scene pushed = new Scene("200 t:a f:stop [DONE]");
        assertThat(thrown(failing(pushed, "ended").outcome(Scene.REQUEST))).isSameAs(THROWN);
        for (Scene scene : List.of(pulled, pushed)) {
            assertThat(scene.diary.outcome).isInstanceOf(Completed.class);
            assertThat(scene.scheduler.pending()).isZero();
        }
    }

    @Test
    void keepsWhatATraceThrowsAtTheEndWithWhatItThrewBefore() {
        for (Function<Chat, Throwable> face : READERS) {
            IllegalStateException before = new IllegalStateException("the disk is full");
            IllegalStateException last = new IllegalStateException("the disk is gone");
            assertThat(face.apply(failing(before, last))).isSameAs(before).hasSuppressedException(last);

            IllegalStateException same = new IllegalStateException("no disk");
            assertThat(face.apply(failing(same, same))).isSameAs(same).hasNoSuppressedExceptions();
        }
    }

    private static Chat failing(RuntimeException before, RuntimeException last) {
        return new Scene("200").chat.withExecutor(Runnable::run).withTrace(request -> new TraceSink() {
            @Override
            public void requested(byte[] body) {
                throw before;
            }

            @Override
            public void received(Payload payload, long nanos) {}

            @Override
            public void ended(Outcome outcome) {
                throw last;
            }
        });
    }

    private static Throwable thrown(CompletableFuture<Outcome> outcome) {
        assertThat(outcome).isCompletedExceptionally();
        try {
            throw new AssertionError(outcome.join());
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    private static Chat failing(Scene scene, String when) {
        return scene.chat.withExecutor(Runnable::run).withTrace(request -> {
            failIf(when.equals("made"));
            return new TraceSink() {
                @Override
                public void requested(byte[] body) {
                    failIf(when.equals("requested"));
                }

                @Override
                public void received(Payload payload, long nanos) {
                    failIf(when.equals("received"));
                }

                @Override
                public void ended(Outcome outcome) {
                    failIf(when.equals("ended"));
                }
            };
        });
    }

    private static void failIf(boolean wanted) {
        if (wanted) {
            throw THROWN;
        }
    }
}
