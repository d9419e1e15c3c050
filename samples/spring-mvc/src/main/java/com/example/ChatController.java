package com.example;

import io.astreaming.error.ChatException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.TextReceived;
import io.astreaming.request.ChatRequest;
import io.astreaming.spring.ChatRequests;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class ChatController {
    private final Chat chat;
    private final ChatRequests requests;
    private final AsyncTaskExecutor threads;

    ChatController(Chat chat, ChatRequests requests, @Qualifier("applicationTaskExecutor") AsyncTaskExecutor threads) {
        this.chat = chat;
        this.requests = requests;
        this.threads = threads;
    }

    @GetMapping(path = "/chat", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter answer(@RequestParam String question) {
        ChatRequest request = requests.builder().user(question).build();
        SseEmitter client = new SseEmitter(0L); // the chat has timeouts of its own
        threads.execute(() -> relay(request, client));
        return client;
    }

    /** Reads the stream on this thread. When the client has gone, sending fails, and closing the stream cancels it. */
    private void relay(ChatRequest request, SseEmitter client) {
        boolean begun = false;
        try (ChatStream stream = chat.stream(request)) {
            for (ChatEvent event : stream) {
                if (event instanceof TextReceived text) {
                    client.send(new Piece(text.text()), MediaType.APPLICATION_JSON);
                    begun = true;
                }
            }
            if (begun && stream.outcome().error() != null) {
                client.send(SseEmitter.event().name("error").data("the answer broke off"));
            } else {
                stream.outcome().orThrow(); // nothing is written yet, so ProviderErrors chooses the status
            }
            client.complete();
        } catch (IOException | IllegalStateException | ChatException e) {
            client.completeWithError(e);
        }
    }
}
