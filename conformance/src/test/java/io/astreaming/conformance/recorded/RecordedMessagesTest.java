package io.astreaming.conformance.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.ToolCall;
import io.astreaming.conformance.Messages;
import io.astreaming.conformance.Messages.Answer;
import io.astreaming.jsontext.JsonText;
import io.astreaming.settings.StreamLimits;
import io.astreaming.testing.ProtocolStreams;
import io.astreaming.value.TokenUsage;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded streams of the Messages API mean what they say, however they are cut into pieces. */
class RecordedMessagesTest {
    private static final int SHORT = 2_500;

    @Test
    void meansWhatEachStreamSays() throws IOException {
        for (Path stream : ProtocolStreams.of("messages")) {
            Answer answer = Messages.read(StreamLimits.DEFAULT, Files.readAllBytes(stream), Integer.MAX_VALUE);
            assertThat(found(answer))
                    .as(stream.getFileName().toString())
                    .isEqualTo(expected(ProtocolStreams.expectation(stream)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 4_096})
    void meansTheSameInPiecesOfAnySize(int size) throws IOException {
        for (Path stream : ProtocolStreams.of("messages")) {
            byte[] body = Files.readAllBytes(stream);
            Answer whole = Messages.read(StreamLimits.DEFAULT, body, Integer.MAX_VALUE);
            assertThat(Messages.read(StreamLimits.DEFAULT, body, size))
                    .as(stream.toString())
                    .usingRecursiveComparison()
                    .ignoringFieldsOfTypes(Throwable.class)
                    .isEqualTo(whole);
        }
    }

    /** A short stream is cut at every byte, a long one after every event. */
    @Test
    void meansTheSameWhereverItIsCut() throws IOException {
        for (Path stream : ProtocolStreams.of("messages")) {
            byte[] body = Files.readAllBytes(stream);
            List<String> whole = found(Messages.read(StreamLimits.DEFAULT, body, Integer.MAX_VALUE));
            for (int cut : cuts(body)) {
                assertThat(found(Messages.readInTwo(body, cut)))
                        .as("%s, cut at %d", stream, cut)
                        .isEqualTo(whole);
            }
        }
    }

    /** What has arrived of a stream is a beginning of it, no call is complete, and the outcome says so. */
    @Test
    void isTruncatedWithoutItsEnd() throws IOException {
        for (Path stream : ProtocolStreams.of("messages")) {
            byte[] body = Files.readAllBytes(stream);
            Answer whole = Messages.read(StreamLimits.DEFAULT, body, Integer.MAX_VALUE);
            String text = whole.outcome().completion().text();
            for (int cut : cuts(body)) {
                byte[] part = Arrays.copyOf(body, cut);
                Answer answer = Messages.read(StreamLimits.DEFAULT, part, Integer.MAX_VALUE);
                assertThat(text)
                        .as("%s, cut at %d", stream, cut)
                        .startsWith(answer.outcome().completion().text());
                boolean finished =
                        answer.outcome().completion().choices().stream().anyMatch(CompletedChoice::isFinished);
                assertThat(answer.outcome().kind().equals("completed"))
                        .as("%s, cut at %d", stream, cut)
                        .isEqualTo(finished);
                if (!finished) {
                    assertThat(answer.outcome().completion().choices())
                            .allSatisfy(choice -> assertThat(choice.toolCalls()).noneMatch(ToolCall::complete));
                }
            }
        }
    }

    private static List<Integer> cuts(byte[] body) {
        List<Integer> cuts = new ArrayList<>();
        for (int i = 1; i < body.length; i++) {
            if (body.length <= SHORT || (body[i - 1] == '\n' && body[i] == '\n')) {
                cuts.add(i);
            }
        }
        return cuts;
    }

    private static List<String> found(Answer answer) {
        ChatCompletion completion = answer.outcome().completion();
        CompletedChoice choice = answer.choice();
        List<String> facts = new ArrayList<>();
        facts.add("outcome " + answer.outcome().getClass().getSimpleName());
        facts.add("id " + completion.id());
        facts.add("model " + completion.model());
        facts.add("role " + choice.role());
        facts.add("content " + orEmpty(choice.content()));
        facts.add("reasoning " + orEmpty(choice.reasoning()));
        facts.add("refusal " + choice.refusal());
        for (ToolCall call : choice.toolCalls()) {
            facts.add("call " + call.id() + " " + call.type() + " " + call.name() + " " + call.arguments() + " "
                    + call.complete());
        }
        facts.add("finish " + choice.finishReason() + ", sent "
                + string(choice.extras().get("stop_reason")));
        facts.add("stop sequence " + string(choice.extras().get("stop_sequence")));
        TokenUsage usage = completion.usage() instanceof TokenUsage counted ? counted : null;
        if (usage != null) {
            facts.add("usage " + number(usage.extras().get("input_tokens")) + " " + usage.completionTokens() + " "
                    + usage.totalTokens() + " " + usage.cachedTokens() + " " + usage.cacheWriteTokens() + " "
                    + usage.reasoningTokens());
        }
        facts.add("annotations "
                + choice.annotations().stream()
                        .mapToInt(some -> some.elements().size())
                        .sum());
        for (AnswerItem item : choice.items()) {
            JsonText wire = item.wire();
            String text = wire == null
                    ? null
                    : switch (item.type()) {
                        case "text" -> string(wire.members().get("text"));
                        case "thinking" -> string(wire.members().get("thinking"));
                        case "compaction" -> string(wire.members().get("content"));
                        default -> null;
                    };
            facts.add("item " + item.type() + " " + text + (item.isWhole() ? "" : ", not whole"));
        }
        return facts;
    }

    private static List<String> expected(JsonObject expected) {
        JsonObject choice = expected.getJsonArray("choices").getJsonObject(0);
        List<String> facts = new ArrayList<>();
        facts.add("outcome " + expected.getString("outcome"));
        facts.add("id " + string(expected, "id"));
        facts.add("model " + string(expected, "model"));
        facts.add("role " + string(expected, "role"));
        facts.add("content " + orEmpty(string(choice, "content")));
        facts.add("reasoning " + orEmpty(string(choice, "reasoning")));
        facts.add("refusal " + string(choice, "refusal"));
        for (JsonObject call : choice.getJsonArray("toolCalls").getValuesAs(JsonObject.class)) {
            facts.add("call " + string(call, "id") + " " + string(call, "type") + " " + string(call, "name") + " "
                    + string(call, "arguments") + " " + call.getBoolean("complete"));
        }
        facts.add("finish " + string(choice, "finish") + ", sent " + string(choice, "finishReason"));
        facts.add("stop sequence " + string(choice, "stopSequence"));
        if (expected.get("usage") instanceof JsonObject usage) {
            facts.add("usage " + usage.get("input") + " " + usage.get("output") + " " + usage.get("total") + " "
                    + usage.get("cached") + " " + usage.get("cacheWrite") + " " + usage.get("reasoning"));
        }
        facts.add("annotations " + expected.getInt("annotations"));
        for (JsonObject item : expected.getJsonArray("items").getValuesAs(JsonObject.class)) {
            boolean cut = item.containsKey("call") && string(choice, "finish").equals("length");
            facts.add("item " + item.getString("type") + " " + string(item, "text") + (cut ? ", not whole" : ""));
        }
        return facts;
    }

    /** A block without text is no text. */
    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String string(JsonObject object, String member) {
        JsonValue value = object.get(member);
        return value instanceof JsonString text ? text.getString() : null;
    }

    private static @Nullable String string(@Nullable JsonText json) {
        return json == null ? null : json.string();
    }

    private static @Nullable String number(@Nullable JsonText json) {
        return json == null ? null : json.text();
    }
}
