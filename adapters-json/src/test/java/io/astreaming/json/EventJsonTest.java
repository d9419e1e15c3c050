package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.AudioDelta;
import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.Cancelled;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.ToolCall;
import io.astreaming.error.CancelledException;
import io.astreaming.error.ConnectionException;
import io.astreaming.event.AnnotationsReceived;
import io.astreaming.event.AudioReceived;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChoiceEvent;
import io.astreaming.event.ChoiceFinished;
import io.astreaming.event.ChoiceStarted;
import io.astreaming.event.ErrorReported;
import io.astreaming.event.ItemFinished;
import io.astreaming.event.ItemStarted;
import io.astreaming.event.LogprobsReceived;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.RefusalReceived;
import io.astreaming.event.RoleReceived;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.StreamStarted;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.event.Unrecognized;
import io.astreaming.event.UsageReported;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Logprobs;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.UsageNotReported;
import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private static final ChatCompletion NOTHING =
            new ChatCompletion(null, null, null, List.of(), UsageNotReported.INSTANCE, Map.of(), Map.of());

    /** Each event, and what is written of it: the table of docs/events-json.md. */
    private static final Map<ChatEvent, String> EVENTS = Map.ofEntries(
            Map.entry(
                    new StreamStarted("chatcmpl-1", "gpt-4o-mini", 1764500000L),
                    "{\"type\":\"streamStarted\",\"id\":\"chatcmpl-1\",\"model\":\"gpt-4o-mini\",\"created\":1764500000}"),
            Map.entry(new ChoiceStarted(0), "{\"type\":\"choiceStarted\",\"choice\":0}"),
            Map.entry(
                    new RoleReceived(0, Role.ASSISTANT),
                    "{\"type\":\"roleReceived\",\"choice\":0,\"role\":\"assistant\"}"),
            Map.entry(new TextReceived(0, "Hel"), "{\"type\":\"textReceived\",\"choice\":0,\"text\":\"Hel\"}"),
            Map.entry(
                    new ReasoningReceived(0, "Hm."), "{\"type\":\"reasoningReceived\",\"choice\":0,\"text\":\"Hm.\"}"),
            Map.entry(new RefusalReceived(0, "No."), "{\"type\":\"refusalReceived\",\"choice\":0,\"text\":\"No.\"}"),
            Map.entry(
                    new ToolCallStarted(0, 0, "call_1", "weather"),
                    "{\"type\":\"toolCallStarted\",\"choice\":0,\"call\":0,\"id\":\"call_1\",\"name\":\"weather\"}"),
            Map.entry(
                    new ToolArgumentsReceived(0, 0, "{\"ci"),
                    "{\"type\":\"toolArgumentsReceived\",\"choice\":0,\"call\":0,\"fragment\":\"{\\\"ci\"}"),
            Map.entry(
                    new ToolCallFinished(0, 0, new ToolCall("call_1", "weather", "{\"city\":\"Rome\"}", true)),
                    "{\"type\":\"toolCallFinished\",\"choice\":0,\"call\":0,\"id\":\"call_1\",\"kind\":\"function\","
                            + "\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Rome\\\"}\"}"),
            Map.entry(
                    new AudioReceived(0, new AudioDelta("audio_1", "UklG", "Hi", null, Extras.NONE)),
                    "{\"type\":\"audioReceived\",\"choice\":0,\"id\":\"audio_1\",\"data\":\"UklG\",\"transcript\":\"Hi\"}"),
            Map.entry(
                    new AnnotationsReceived(0, new JsonText("[{\"type\":\"url_citation\"}]")),
                    "{\"type\":\"annotationsReceived\",\"choice\":0,\"annotations\":[{\"type\":\"url_citation\"}]}"),
            Map.entry(
                    new LogprobsReceived(0, new Logprobs(List.of(), List.of(), new JsonText("{\"content\":[]}"))),
                    "{\"type\":\"logprobsReceived\",\"choice\":0,\"logprobs\":{\"content\":[]}}"),
            Map.entry(
                    new ItemStarted(0, Protocol.RESPONSES, 1, "web_search_call"),
                    "{\"type\":\"itemStarted\",\"choice\":0,\"position\":1,\"item\":\"web_search_call\"}"),
            Map.entry(
                    new ItemFinished(
                            0,
                            new AnswerItem(
                                    Protocol.RESPONSES,
                                    1,
                                    "web_search_call",
                                    new JsonText("{\"planted\":\"secret\"}"))),
                    "{\"type\":\"itemFinished\",\"choice\":0,\"position\":1,\"item\":\"web_search_call\"}"),
            Map.entry(
                    new ChoiceFinished(0, FinishReason.STOP),
                    "{\"type\":\"choiceFinished\",\"choice\":0,\"finishReason\":\"stop\"}"),
            Map.entry(
                    new UsageReported(new TokenUsage(12L, 3L, 15L, null, null, null, 4L, Extras.NONE)),
                    "{\"type\":\"usageReported\",\"promptTokens\":12,\"completionTokens\":3,\"totalTokens\":15,"
                            + "\"cachedTokens\":4,\"cacheWriteTokens\":null,\"reasoningTokens\":null}"),
            Map.entry(
                    new ErrorReported(new ErrorDetail(
                            "planted secret", "planted", "planted", null, new JsonText("{\"planted\":1}"))),
                    "{\"type\":\"errorReported\"}"),
            Map.entry(
                    new Unrecognized(Unrecognized.Location.CHUNK, -1, "provider", new JsonText("\"Groq\"")),
                    "{\"type\":\"unrecognized\",\"location\":\"chunk\",\"choice\":-1,\"name\":\"provider\",\"value\":\"Groq\"}"),
            Map.entry(
                    new StreamEnded(new Completed(NOTHING)),
                    "{\"type\":\"streamEnded\",\"outcome\":\"completed\",\"error\":null,\"retryable\":false}"));

    @Test
    void writesEachEventWithItsNameAndItsMembers() {
        EVENTS.forEach((event, json) -> {
            assertThat(EventJson.of(event).text()).isEqualTo(json);
            assertThat(Json.createReader(new StringReader(json)).readObject().getString("type"))
                    .isNotEmpty();
        });
    }

    @Test
    void leavesNoTypeOfEventOut() {
        assertThat(EVENTS.keySet())
                .map(Object::getClass)
                .map(Class::getSimpleName)
                .containsExactlyInAnyOrderElementsOf(Stream.of(ChatEvent.class, ChoiceEvent.class)
                        .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                        .filter(type -> !type.isInterface())
                        .map(Class::getSimpleName)
                        .toList());
    }

    @Test
    void showsEachObjectInTheGuide() throws IOException {
        String guide = Files.readString(Path.of(System.getProperty("astreaming.root", ".."), "docs", "events-json.md"));
        assertThat(EVENTS.values()).allSatisfy(json -> assertThat(guide).contains(json));
    }

    @Test
    void saysHowAStreamFailedAndNotWhatTheProviderWrote() {
        assertThat(EventJson.of(new StreamEnded(new Failed(
                                NOTHING,
                                new ConnectionException(ConnectionException.Phase.BODY, "planted secret", null))))
                        .text())
                .isEqualTo(
                        "{\"type\":\"streamEnded\",\"outcome\":\"failed\",\"error\":\"connection\",\"retryable\":true}");
        assertThat(EventJson.of(new StreamEnded(new Cancelled(NOTHING, new CancelledException())))
                        .text())
                .contains("\"outcome\":\"cancelled\",\"error\":\"cancelled\",\"retryable\":false");
    }

    /** A line break would end a line of an event stream, and half a pair has no form in UTF-8. */
    @Test
    void isOneLineThatUtf8CanHold() {
        String json = EventJson.of(new TextReceived(0, "a\r\nb\u2028\ud83d")).text();

        assertThat(json).doesNotContain("\n", "\r").contains("\\ud83d");
    }
}
