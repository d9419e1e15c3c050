package com.example.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.astreaming.error.TruncatedException;
import io.astreaming.replay.Recording;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.test.Faults;
import io.astreaming.test.ReplayExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

@Timeout(60)
class ReactorTest {
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user("Say hello").build();
    private static final Recording HELLO = Recording.ofText("Hello", ", world");

    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted().withWait(Duration.ofSeconds(10));

    static Flux<String> answer(Chat chat, ChatRequest request) {
        return JdkFlowAdapter.flowPublisherToFlux(chat.textOrError(request));
    }

    @Test
    void streamsAnAnswer(Chat chat) {
        model.next(HELLO);

        List<String> pieces = answer(chat, REQUEST).collectList().block(Duration.ofSeconds(30));
        assertEquals(List.of("Hello", ", world"), pieces);
    }

    @Test
    void reportsAnAnswerThatWasCut(Chat chat) {
        model.next(Faults.endAfterChunk(HELLO, 2));

        assertThrows(TruncatedException.class, () -> answer(chat, REQUEST).blockLast(Duration.ofSeconds(30)));
    }

    @Test
    void endsTheStreamWithTheSubscription(Chat chat) {
        model.next(Faults.stallAfterChunk(HELLO, 3));

        answer(chat, REQUEST).take(2).blockLast(Duration.ofSeconds(30));
    }
}
