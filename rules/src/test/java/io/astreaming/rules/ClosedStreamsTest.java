package io.astreaming.rules;

import static io.astreaming.rules.ChatUsageRules.STREAMS_ARE_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.event.ChatEvent;
import io.astreaming.port.ResultReader;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.stream.ResultStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClosedStreamsTest {
    static class LeavesItOpen {
        String ask(Chat chat, ChatRequest request) {
            return chat.stream(request).text();
        }
    }

    @Test
    void findsAStreamThatIsLeftOpen() {
        assertThat(Violations.of(STREAMS_ARE_CLOSED, LeavesItOpen.class))
                .singleElement()
                .asString()
                .contains(
                        "LeavesItOpen.ask(",
                        "opens a stream and neither closes nor returns it",
                        "(ClosedStreamsTest.java:");
    }

    static class LeavesItOpenInALambda {
        CompletableFuture<String> ask(Chat chat, ChatRequest request, Executor executor) {
            return CompletableFuture.supplyAsync(() -> chat.stream(request).text(), executor);
        }
    }

    @Test
    void findsAStreamThatALambdaLeavesOpen() {
        assertThat(Violations.of(STREAMS_ARE_CLOSED, LeavesItOpenInALambda.class))
                .hasSize(1);
    }

    static class LeavesAResultOpen {
        <T> T ask(Chat chat, ChatRequest request, ResultReader<T> reader) {
            ResultStream<T> stream = chat.stream(request, reader);
            return stream.result();
        }
    }

    @Test
    void findsAResultStreamThatIsLeftOpen() {
        assertThat(Violations.of(STREAMS_ARE_CLOSED, LeavesAResultOpen.class)).hasSize(1);
    }

    static class KeepsItInAField {
        private final ChatStream stream;

        KeepsItInAField(Chat chat, ChatRequest request) {
            this.stream = chat.stream(request);
        }

        String text() {
            return stream.text();
        }
    }

    @Test
    void findsAStreamThatAConstructorKeeps() {
        assertThat(Violations.of(STREAMS_ARE_CLOSED, KeepsItInAField.class)).hasSize(1);
    }

    static class LeavesWhatAHelperOpensOpen {
        ChatStream open(Chat chat) {
            return chat.stream(ChatRequest.model("m").user("hi").build());
        }

        String ask(Chat chat) {
            return open(chat).text();
        }
    }

    @Test
    void findsTheCallerOfAHelperThatOpensAStream() {
        assertThat(Violations.of(STREAMS_ARE_CLOSED, LeavesWhatAHelperOpensOpen.class))
                .singleElement()
                .asString()
                .contains(".ask(");
    }

    static class Closes {
        String withResources(Chat chat, ChatRequest request) {
            try (ChatStream stream = chat.stream(request)) {
                return stream.text();
            }
        }

        String inFinally(Chat chat, ChatRequest request) {
            ChatStream stream = chat.stream(request);
            try {
                return stream.text();
            } finally {
                stream.close();
            }
        }

        long asAJavaStream(Chat chat, ChatRequest request) {
            try (Stream<ChatEvent> events = chat.stream(request).events()) {
                return events.count();
            }
        }

        CompletableFuture<String> inALambda(Chat chat, ChatRequest request) {
            return CompletableFuture.supplyAsync(() -> {
                try (ChatStream stream = chat.stream(request)) {
                    return stream.text();
                }
            });
        }

        <T> T result(Chat chat, ChatRequest request, ResultReader<T> reader) {
            try (ResultStream<T> stream = chat.stream(request, reader).listening(event -> {})) {
                return stream.result();
            }
        }
    }

    @Test
    void acceptsStreamsThatAreClosed() {
        assertThat(Violations.of(STREAMS_ARE_CLOSED, Closes.class)).isEmpty();
    }

    static class HandsOn {
        ChatStream open(Chat chat, ChatRequest request) {
            return chat.stream(request);
        }

        Function<ChatRequest, ChatStream> opener(Chat chat) {
            return chat::stream;
        }

        <T> T read(ResultStream<T> opened) {
            return opened.listening(event -> {}).result();
        }
    }

    @Test
    void acceptsStreamsThatAreReturnedAndThoseOfOthers() {
        assertThat(Violations.of(STREAMS_ARE_CLOSED, HandsOn.class)).isEmpty();
    }
}
