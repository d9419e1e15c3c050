package io.astreaming.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.error.ChatException;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.RejectedException;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.port.ResponseHead;
import io.astreaming.replay.Recording;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Role;
import io.astreaming.value.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link ChatCodec} of chat completions must do, as tests: a class that extends this one runs them against
 * its codec. How a codec names deviations from the protocol, and how much it heals, is up to the codec.
 */
@Timeout(60)
public abstract class ChatCodecContract {
    /** Creates the contract; only for its subclasses. */
    protected ChatCodecContract() {}

    /** {@return the codec to be tested} */
    protected abstract ChatCodec codec();

    @Test
    void readsTheEnvelopeTheRoleAndTheText() {
        CompletionChunk chunk = completion("""
            {"id":"c1","object":"chat.completion.chunk","created":7,"model":"m","choices":[
            {"index":1,"delta":{"role":"assistant","content":"l\\u00f6 \\"\\ud83d\\ude00\\""},"finish_reason":null}]}
            """);

        assertEquals("c1", chunk.id());
        assertEquals(7L, chunk.created());
        assertEquals("m", chunk.model());
        OpenChoice choice = assertInstanceOf(OpenChoice.class, chunk.choices().get(0));
        assertEquals(1, choice.index());
        assertEquals(List.of(new RoleDelta(Role.ASSISTANT), new ContentDelta("lö \"\ud83d\ude00\"")), choice.deltas());
    }

    @Test
    void readsReasoningAndRefusals() {
        CompletionChunk chunk = completion(
                "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"why\",\"refusal\":\"no\"}}]}");

        assertEquals(
                List.of(new ReasoningDelta("why", "reasoning_content"), new RefusalDelta("no")),
                chunk.choices().get(0).deltas());
    }

    @Test
    void readsPiecesOfToolCallsAndTheFinishReason() {
        CompletionChunk chunk = completion("""
            {"choices":[{"index":0,"delta":{"tool_calls":[
            {"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}},
            {"index":1,"function":{"arguments":"{\\"a\\""}}]},"finish_reason":"tool_calls"}]}
            """);

        FinishedChoice choice =
                assertInstanceOf(FinishedChoice.class, chunk.choices().get(0));
        assertEquals(FinishReason.TOOL_CALLS, choice.finishReason());
        assertEquals(
                List.of(
                        new ToolCallDelta(0, "call_1", "function", "weather", "", Extras.NONE, Extras.NONE),
                        new ToolCallDelta(1, null, null, null, "{\"a\"", Extras.NONE, Extras.NONE)),
                choice.deltas());
    }

    @Test
    void readsUsageWithItsDetails() {
        CompletionChunk chunk = completion(
                last(Recording.builder().usage(11, 5, 7, 3).withoutDone().build()));

        TokenUsage usage = assertInstanceOf(TokenUsage.class, chunk.usage());
        assertEquals(11L, usage.promptTokens());
        assertEquals(7L, usage.completionTokens());
        assertEquals(18L, usage.totalTokens());
        assertEquals(5L, usage.cachedTokens());
        assertEquals(3L, usage.reasoningTokens());
        assertTrue(chunk.choices().isEmpty());
    }

    @Test
    void readsAnErrorAndWhatIsNoChunkAtAll() {
        Chunk error = decode("{\"error\":{\"message\":\"No more\",\"code\":\"quota\"}}");
        Chunk other = decode("{\"type\":\"ping\"}");

        assertEquals(
                "No more", assertInstanceOf(ProviderError.class, error).error().message());
        assertEquals(
                "{\"type\":\"ping\"}",
                assertInstanceOf(UnrecognizedChunk.class, other).wire().text());
    }

    @Test
    void writesAChunkAsItWasRead() {
        for (String payload : examples().toList()) {
            JsonText written = codec().encode(decode(payload));

            assertEquals(SameJson.of(payload), SameJson.of(written.text()));
            assertFalse(written.text().contains("\n"), "a chunk is written on one line");
        }
    }

    @Test
    void readsOneStreamLikeAnotherWithOneDecoder() {
        ChunkDecoder decoder = codec().chunkDecoder(StreamLimits.DEFAULT);
        for (String payload : examples().toList()) {
            assertEquals(decode(payload), decoder.decode(Payload.of(payload)));
        }
    }

    @Test
    void keepsNoReferenceToThePayloadsBytes() {
        ChunkDecoder decoder = codec().chunkDecoder(StreamLimits.DEFAULT);
        for (int i = 0; i < 3; i++) {
            String payload =
                    "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}],\"x\":{\"y\":1}}";
            byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
            Chunk chunk = decoder.decode(new Payload(bytes, 0, bytes.length, Payload.MESSAGE, i, 0));
            Arrays.fill(bytes, (byte) '?');

            assertEquals(decode(payload), chunk);
        }
    }

    @Test
    void rejectsWhatIsNoJson() {
        for (String payload : List.of("{", "{\"choices\":[}", "{\"choices\":[]} {}", "{\"a\":tru}", "{\"a\":\"\n")) {
            assertThrows(MalformedStreamException.class, () -> decode(payload), payload);
        }
    }

    @Test
    void rejectsWhatIsNestedTooDeeply() {
        String deep = "{\"choices\":[],\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThrows(LimitExceededException.class, () -> decode(deep));
    }

    @Test
    void writesARequestForAStream() {
        ChatRequest request = ChatRequest.model("gpt-4o-mini")
                .system("Be kind")
                .user("Say \"lö\" \ud83d\ude00")
                .temperature(0.5)
                .build();
        Map<String, JsonText> body = JsonText.of(
                        new String(codec().encode(request).body(), StandardCharsets.UTF_8))
                .members();

        assertEquals("\"gpt-4o-mini\"", text(body.get("model")));
        assertEquals("true", text(body.get("stream")));
        assertEquals(0.5, Double.parseDouble(text(body.get("temperature"))));
        assertEquals(
                SameJson.of("[{\"role\":\"system\",\"content\":\"Be kind\"},"
                        + "{\"role\":\"user\",\"content\":\"Say \\\"lö\\\" \ud83d\ude00\"}]"),
                SameJson.of(text(body.get("messages"))));
    }

    @Test
    void readsAnErrorResponse() {
        ResponseHead head =
                new ResponseHead(429, Map.of("content-type", List.of("application/json"), "retry-after", List.of("2")));
        ChatException error =
                codec().decode(head, utf8("{\"error\":{\"message\":\"Slow \\\"down\\\"\",\"code\":\"rate\"}}"));

        RejectedException rejected = assertInstanceOf(RejectedException.class, error);
        assertEquals(429, rejected.status());
        assertEquals("Slow \"down\"", rejected.detail().message());
        assertEquals(Duration.ofSeconds(2), rejected.retryAfter());
    }

    @Test
    void readsAnyErrorResponseWithoutFailing() {
        ResponseHead head = new ResponseHead(500, Map.of("content-type", List.of("application/json")));
        for (String body : List.of("", "{", "null", "[]", "{\"error\":3}", "<html>", "\0\0", "[".repeat(100_000))) {
            RejectedException rejected = assertInstanceOf(RejectedException.class, codec().decode(head, utf8(body)));
            assertEquals(500, rejected.status());
        }
    }

    /** Returns the payloads of all unusual streams that are JSON. */
    private static Stream<String> examples() {
        return Quirks.all().stream()
                .flatMap(recording -> recording.frames().stream())
                .map(frame -> frame.text().strip())
                .filter(frame -> frame.startsWith("data: {") && frame.endsWith("}"))
                .map(frame -> frame.substring("data: ".length()));
    }

    private static String last(Recording recording) {
        String frame = recording.frames().get(recording.frames().size() - 1).text();
        return frame.substring("data: ".length()).strip();
    }

    private CompletionChunk completion(String payload) {
        return assertInstanceOf(CompletionChunk.class, decode(payload));
    }

    private Chunk decode(String payload) {
        return codec().chunkDecoder(StreamLimits.DEFAULT).decode(Payload.of(payload));
    }

    private static String text(@Nullable JsonText json) {
        return json == null ? "" : json.text();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
