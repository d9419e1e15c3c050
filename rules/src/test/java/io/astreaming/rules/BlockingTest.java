package io.astreaming.rules;

import static io.astreaming.rules.ChatUsageRules.ASYNCHRONOUS_METHODS_DO_NOT_BLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;

class BlockingTest {
    static class Blocks {
        CompletionStage<String> pulls(Chat chat, ChatRequest request) {
            try (ChatStream stream = chat.stream(request)) {
                return CompletableFuture.completedStage(stream.text());
            }
        }

        Flow.Publisher<ChatEvent> iterates(Chat chat, ChatRequest request) {
            SubmissionPublisher<ChatEvent> publisher = new SubmissionPublisher<>();
            try (ChatStream stream = chat.stream(request)) {
                stream.forEach(publisher::submit);
            }
            return publisher;
        }

        CompletableFuture<String> joins(Chat chat, ChatRequest request) {
            Outcome outcome = chat.outcome(request).join();
            return CompletableFuture.completedFuture(outcome.kind());
        }
    }

    @Test
    void findsMethodsThatPromiseAFutureAndBlock() {
        assertThat(Violations.of(ASYNCHRONOUS_METHODS_DO_NOT_BLOCK, Blocks.class))
                .anyMatch(each -> each.contains(".pulls("))
                .anyMatch(each -> each.contains(".iterates("))
                .anyMatch(each -> each.contains(".joins("))
                .allMatch(each -> each.contains("yet blocks"));
    }

    static class DoesNotBlock {
        CompletableFuture<String> pushes(Chat chat, ChatRequest request) {
            return chat.outcome(request).thenApply(outcome -> outcome.orThrow().text());
        }

        Flow.Publisher<String> publishes(Chat chat, ChatRequest request) {
            return chat.textOrError(request);
        }

        CompletableFuture<String> blocksElsewhere(Chat chat, ChatRequest request, Executor executor) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try (ChatStream stream = chat.stream(request)) {
                            return stream.text();
                        }
                    },
                    executor);
        }

        CompletableFuture<String> joinsSomethingElse(CompletableFuture<String> settings) {
            return CompletableFuture.completedFuture(settings.join());
        }

        String mayBlock(Chat chat, ChatRequest request) {
            try (ChatStream stream = chat.stream(request)) {
                return stream.text();
            }
        }
    }

    @Test
    void acceptsMethodsThatBlockNobodyOrPromiseNothing() {
        assertThat(Violations.of(ASYNCHRONOUS_METHODS_DO_NOT_BLOCK, DoesNotBlock.class))
                .isEmpty();
    }
}
