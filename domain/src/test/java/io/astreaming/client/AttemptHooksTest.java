package io.astreaming.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Outcome;
import io.astreaming.port.AttemptHeaders;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.stream.Face;
import io.astreaming.stream.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two hooks around the opening of an exchange, between which a listener can have a context current. */
@Timeout(20)
class AttemptHooksTest {
    private static final String SCRIPT = "503 end / 200 t:a f:stop [DONE]";

    @ParameterizedTest
    @EnumSource(Face.class)
    void surroundsTheOpeningOfEachExchangeWithTheHooksOfAnAttempt(Face face) {
        List<String> order = new ArrayList<>();
        Scene scene = new Scene(SCRIPT);
        scene.read(
                face,
                scene.chat
                        .withListener(request -> new Surrounding("outer", scene, order))
                        .withListener(request -> new Surrounding("inner", scene, order)));
        assertThat(order)
                .containsExactly(
                        "outer before 1",
                        "inner before 1",
                        "inner after 1",
                        "outer after 1",
                        "outer before 2",
                        "inner before 2",
                        "inner after 2",
                        "outer after 2");
    }

    @Test
    void callsTheSecondHookOfAnAttemptThoughTheTransportThrows() {
        Scene scene = new Scene("503 end"); // the transport throws when it is asked for a second exchange
        List<Integer> submitted = new ArrayList<>();
        Chat chat = scene.chat.withListener(request -> new StreamListener() {
            @Override
            public void attemptSubmitted(int attempt) {
                submitted.add(attempt);
            }
        });
        try (ChatStream stream = chat.stream(Scene.REQUEST)) {
            assertThatThrownBy(stream::outcome).isInstanceOf(NoSuchElementException.class);
        }
        assertThat(submitted).containsExactly(1, 2);
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void callsTheSecondHookOfAnAttemptThoughAnotherListenerFailsWithTheMachine(Face face) {
        Scene scene = new Scene(SCRIPT);
        List<String> calls = new ArrayList<>();
        Chat chat = scene.chat
                .withExecutor(Runnable::run)
                .withListener(request -> new Calls(calls, null))
                .withListener(request -> new Calls(calls, new StackOverflowError()));
        if (face == Face.PULLED) {
            assertThatThrownBy(() -> chat.stream(Scene.REQUEST)).isInstanceOf(StackOverflowError.class);
        } else {
            assertThat(chat.outcome(Scene.REQUEST)).isCompletedExceptionally();
        }
        assertThat(calls).containsExactly("started", "started", "submitted", "submitted", "ended", "ended");
    }

    /** Writes down which hooks are called, and throws from the first. */
    private record Calls(List<String> calls, @Nullable Error thrown) implements StreamListener {
        @Override
        public void attemptStarted(int attempt, AttemptHeaders headers) {
            calls.add("started");
            if (thrown != null) {
                throw thrown;
            }
        }

        @Override
        public void attemptSubmitted(int attempt) {
            calls.add("submitted");
        }

        @Override
        public void ended(Outcome outcome, Timeline timeline) {
            calls.add("ended");
        }
    }

    /** Writes down whether the exchange of an attempt was open. */
    private record Surrounding(String name, Scene scene, List<String> order) implements StreamListener {
        @Override
        public void attemptStarted(int attempt, AttemptHeaders headers) {
            add(attempt);
        }

        @Override
        public void attemptSubmitted(int attempt) {
            add(attempt);
        }

        private void add(int attempt) {
            boolean open = scene.exchanges.get(attempt - 1).isOpen();
            order.add(name + (open ? " after " : " before ") + attempt);
        }
    }
}
