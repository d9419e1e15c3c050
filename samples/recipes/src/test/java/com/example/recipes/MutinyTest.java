package com.example.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.astreaming.error.TruncatedException;
import io.astreaming.replay.Recording;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.test.Faults;
import io.astreaming.test.ReplayExtension;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class MutinyTest {
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user("Say hello").build();
    private static final Recording HELLO = Recording.ofText("Hello", ", world");

    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted().withWait(Duration.ofSeconds(10));

    static Multi<String> answer(Chat chat, ChatRequest request) {
        return Multi.createFrom().publisher(chat.textOrError(request));
    }

    static Uni<String> wholeAnswer(Chat chat, ChatRequest request) {
        return Uni.createFrom()
                .completionStage(() -> chat.outcome(request))
                .map(outcome -> outcome.orThrow().text());
    }

    @Test
    void streamsAnAnswer(Chat chat) {
        model.next(HELLO);

        List<String> pieces = answer(chat, REQUEST).collect().asList().await().atMost(Duration.ofSeconds(30));
        assertEquals(List.of("Hello", ", world"), pieces);
    }

    @Test
    void awaitsAWholeAnswer(Chat chat) {
        model.next(HELLO);

        assertEquals("Hello, world", wholeAnswer(chat, REQUEST).await().atMost(Duration.ofSeconds(30)));
    }

    @Test
    void reportsAnAnswerThatWasCut(Chat chat) {
        model.next(Faults.endAfterChunk(HELLO, 2));

        assertThrows(
                TruncatedException.class,
                () -> answer(chat, REQUEST).collect().last().await().atMost(Duration.ofSeconds(30)));
    }

    @Test
    void endsTheStreamWithTheSubscription(Chat chat) {
        model.next(Faults.stallAfterChunk(HELLO, 3));

        answer(chat, REQUEST).select().first(2).collect().last().await().atMost(Duration.ofSeconds(30));
    }
}
