package io.astreaming.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.Chunk;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ErrorReported;
import io.astreaming.event.TextReceived;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.json.JsonbMessagesCodec;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.ResponseHead;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamLimits;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.value.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An error in place of an answer is a refusal, though its status is 200: the request is sent again. Later errors aren't. */
class RefusedInAStreamTest {
    private static final String OVERLOADED = "event: error\n"
            + "data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n";
    private static final String BAD = "event: error\n"
            + "data: {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Bad\"}}\n\n";
    private static final String BEGUN =
            "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"role\":\"assistant\"}}\n\n"
                    + "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"Hello\"}}\n\n";
    private static final String ENDED =
            "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\n"
                    + "data: {\"type\":\"message_stop\"}\n\n";
    private static final String CHUNK = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"},"
            + "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    private final List<ChatEvent> events = new ArrayList<>();

    @Test
    void sendsTheRequestAgainAfterAnErrorInPlaceOfAnAnswer() {
        Outcome outcome = read(new MessagesCodec(), 2, OVERLOADED, BEGUN + ENDED);

        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(outcome.completion().text()).isEqualTo("Hello");
        assertThat(events).noneMatch(ErrorReported.class::isInstance).hasAtLeastOneElementOfType(TextReceived.class);
    }

    @Test
    void doesTheSameForChatCompletions() {
        Outcome outcome =
                read(new JsonbChatCodec(), 2, "data: {\"error\":{\"message\":\"busy\",\"code\":503}}\n\n", CHUNK);

        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(outcome.completion().text()).isEqualTo("Hello");
    }

    @Test
    void failsWhenItHasBeenSentOftenEnough() {
        Outcome outcome = read(new MessagesCodec(), 2, OVERLOADED, OVERLOADED);

        assertFailed(outcome, "Overloaded");
        assertThat(events).filteredOn(ErrorReported.class::isInstance).hasSize(1);
    }

    @Test
    void doesNotSendAgainWhatIsAtFaultItself() {
        assertFailed(read(new MessagesCodec(), 1, BAD), "Bad");
    }

    @Test
    void doesNotSendAgainOnceAnAnswerHasBegun() {
        Outcome outcome = read(new MessagesCodec(), 1, BEGUN + OVERLOADED);

        assertFailed(outcome, "Overloaded");
        assertThat(outcome.completion().text()).isEqualTo("Hello");
    }

    @Test
    void failsAtAnErrorWhoseEventHasNoEnd() {
        assertFailed(read(new MessagesCodec(), 1, OVERLOADED.stripTrailing()), "Overloaded");
    }

    private static void assertFailed(Outcome outcome, String message) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.error())
                                .isInstanceOfSatisfying(
                                        ProviderFailedException.class,
                                        error -> assertThat(error.detail().message())
                                                .isEqualTo(message)));
    }

    /** Reads what the server answers, and checks that it was asked as often as expected. */
    private Outcome read(ChatCodec codec, int requests, String... bodies) {
        Reply[] replies = Arrays.stream(bodies)
                .map(body -> "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n" + body)
                .map(body -> Reply.raw(body.getBytes(StandardCharsets.UTF_8)))
                .toArray(Reply[]::new);
        try (ReplayServer server = ReplayServer.answering(replies[0], Arrays.copyOfRange(replies, 1, replies.length))
                        .start();
                JdkChatTransport transport =
                        JdkChatTransport.to(server.baseUri().toString(), ApiKey.of("sk-12345678"));
                ChatStream stream = Chat.over(transport, codec)
                        .withRetry(RetryPolicy.DEFAULT
                                .withMaxAttempts(2)
                                .withBackoff(Duration.ofMillis(1), Duration.ofMillis(1)))
                        .stream(ChatRequest.model("m").user("Hi").build())) {
            stream.forEach(events::add);
            assertThat(server.requests()).hasSize(requests);
            return stream.outcome();
        }
    }

    /** Reads messages, but sends its requests to the path that the server knows. */
    private static final class MessagesCodec implements ChatCodec {
        private final ChatCodec messages = new JsonbMessagesCodec();
        private final ChatCodec completions = new JsonbChatCodec();

        @Override
        public ChunkDecoder chunkDecoder(StreamLimits limits) {
            return messages.chunkDecoder(limits);
        }

        @Override
        public EncodedRequest encode(ChatRequest request) {
            return completions.encode(request);
        }

        @Override
        public JsonText encode(Chunk chunk) {
            return messages.encode(chunk);
        }

        @Override
        public JsonText encode(TokenUsage usage) {
            return messages.encode(usage);
        }

        @Override
        public ChatException decode(ResponseHead head, byte[] body) {
            return messages.decode(head, body);
        }
    }
}
