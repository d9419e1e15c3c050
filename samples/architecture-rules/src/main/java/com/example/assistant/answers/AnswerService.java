package com.example.assistant.answers;

import com.example.assistant.domain.Answer;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.TextReceived;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Answers questions, pulled on the caller's thread or pushed. */
public final class AnswerService {
    private final Chat chat;

    public AnswerService(Chat chat) {
        this.chat = chat;
    }

    public Answer answer(String question, Consumer<String> screen) {
        try (ChatStream stream = chat.stream(request(question))) {
            for (ChatEvent event : stream) {
                if (event instanceof TextReceived text) {
                    screen.accept(text.text());
                }
            }
            return Answer.of(stream.outcome());
        }
    }

    public CompletableFuture<Answer> answerLater(String question) {
        return chat.outcome(request(question)).thenApply(Answer::of);
    }

    private static ChatRequest request(String question) {
        return ChatRequest.model("gpt-4o-mini").user(question).build();
    }
}
