package io.astreaming.conformance.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.ToolCall;
import io.astreaming.conformance.Wire;
import io.astreaming.event.ChatEvent;
import io.astreaming.settings.StreamLimits;
import io.astreaming.testing.Corpus;
import io.astreaming.value.FinishReason;
import io.astreaming.value.TokenUsage;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded stream adds up to what an independent script made of it, however its bytes are cut. */
class RecordedStreamsTest {
    /** Their reasoning stands in structures alone, of which the script knows nothing: text of {@code reasoning_details} and the like. */
    private static final Set<String> REASONING_IN_STRUCTURES = Set.of(
            "snowflake__pydantic-ai-test_snowflake-test_snowflake_thinking_streaming.sse",
            "openrouter__or-ai-sdk-should-attach-reasoning-details-providermetadata-only-to-the-L5847.sse");

    @TestFactory
    Stream<DynamicTest> addsUpToWhatTheProviderSaid() throws IOException {
        return Corpus.streams().stream()
                .map(stream -> DynamicTest.dynamicTest(stream.toString(), () -> compare(stream)));
    }

    private static void compare(Path stream) throws IOException {
        JsonObject expected = Corpus.expectation(stream);
        byte[] bytes = Files.readAllBytes(stream);
        Wire whole = read(bytes, Math.max(1, bytes.length));
        for (int piece : new int[] {1, 2, 3, 7, 4_096}) {
            Wire pieces = read(bytes, piece);
            assertThat(pieces.outcome.getClass())
                    .as("cut into pieces of %d", piece)
                    .isEqualTo(whole.outcome.getClass());
            assertThat(pieces.said()).as("cut into pieces of %d", piece).isEqualTo(whole.said());
            assertThat(beforeTheEnd(pieces)).as("cut into pieces of %d", piece).isEqualTo(beforeTheEnd(whole));
        }
        List<String> differences = differences(expected, whole.said());
        if (REASONING_IN_STRUCTURES.contains(stream.getFileName().toString())) {
            assertThat(differences).singleElement().asString().startsWith("choice 0 reasoning: expected null but was ");
        } else {
            assertThat(differences).isEmpty();
        }
        assertThat(whole.outcome.getClass().getSimpleName())
                .isEqualTo(outcome(expected, new String(bytes, StandardCharsets.UTF_8)));
    }

    private static Wire read(byte[] bytes, int piece) {
        return Wire.read(bytes, piece, StreamLimits.DEFAULT);
    }

    private static List<ChatEvent> beforeTheEnd(Wire wire) {
        return wire.events.subList(0, wire.events.size() - 1);
    }

    /** What the script's findings mean for the outcome. It counts an empty data field, a sign of life, as malformed. */
    private static String outcome(JsonObject expected, String body) {
        List<JsonObject> choices = expected.getJsonArray("choices").getValuesAs(JsonObject.class);
        boolean signOfLife = body.contains("data: \n\n");
        if (choices.isEmpty()
                || expected.get("error") != JsonValue.NULL
                || (expected.getInt("malformed") > 0 && !signOfLife)
                || choices.stream().anyMatch(choice -> "error".equals(text(choice, "finishReason")))) {
            return "Failed";
        }
        boolean finished = choices.stream().allMatch(choice -> text(choice, "finishReason") != null);
        return expected.getBoolean("done") || finished ? "Completed" : "Truncated";
    }

    private static List<String> differences(JsonObject expected, ChatCompletion actual) {
        List<String> differences = new ArrayList<>();
        differ(differences, "id", text(expected, "id"), actual.id());
        differ(differences, "model", text(expected, "model"), actual.model());
        JsonArray choices = expected.getJsonArray("choices");
        differ(differences, "choices", choices.size(), actual.choices().size());
        for (int i = 0; i < Math.min(choices.size(), actual.choices().size()); i++) {
            differ(differences, choices.getJsonObject(i), actual.choices().get(i));
        }
        JsonValue usage = expected.get("usage");
        differ(
                differences,
                "usage",
                usage.getValueType() == JsonValue.ValueType.OBJECT
                        && !usage.asJsonObject().isEmpty(),
                actual.usage() instanceof TokenUsage);
        if (actual.usage() instanceof TokenUsage reported) {
            count(differences, usage.asJsonObject(), "prompt_tokens", reported.promptTokens());
            count(differences, usage.asJsonObject(), "completion_tokens", reported.completionTokens());
            count(differences, usage.asJsonObject(), "total_tokens", reported.totalTokens());
        }
        return differences;
    }

    private static void differ(List<String> differences, JsonObject expected, CompletedChoice actual) {
        String at = "choice " + actual.index() + " ";
        differ(differences, at + "index", expected.getInt("index"), actual.index());
        differ(differences, at + "content", text(expected, "content"), actual.content());
        differ(differences, at + "reasoning", text(expected, "reasoning"), actual.reasoning());
        differ(differences, at + "refusal", text(expected, "refusal"), actual.refusal());
        FinishReason reason = actual.finishReason();
        differ(differences, at + "finish", text(expected, "finishReason"), reason == null ? null : reason.value());
        List<List<@Nullable String>> calls = new ArrayList<>();
        for (JsonObject call : expected.getJsonArray("toolCalls").getValuesAs(JsonObject.class)) {
            calls.add(Stream.of("id", "name", "arguments")
                    .map(member -> orEmpty(text(call, member)))
                    .toList());
        }
        List<List<@Nullable String>> actualCalls = new ArrayList<>();
        for (ToolCall call : actual.toolCalls()) {
            actualCalls.add(List.of(orEmpty(call.id()), call.name(), call.arguments()));
        }
        differ(differences, at + "toolCalls", calls, actualCalls);
        if (expected.get("functionCall") instanceof JsonObject call) {
            var function = Objects.requireNonNull(actual.functionCall());
            differ(differences, at + "functionCall", text(call, "name"), function.name());
            differ(differences, at + "functionCall", orEmpty(text(call, "arguments")), function.arguments());
        }
        if (expected.get("audio") instanceof JsonObject audio) {
            var heard = Objects.requireNonNull(actual.audio());
            differ(differences, at + "audio id", text(audio, "id"), heard.id());
            differ(differences, at + "transcript", orEmpty(text(audio, "transcript")), heard.transcript());
            differ(
                    differences,
                    at + "audio length",
                    audio.getInt("dataBase64Chars", 0),
                    heard.data().length());
        }
        int tokens = expected.get("logprobs") instanceof JsonObject logprobs ? logprobs.getInt("content", 0) : 0;
        differ(differences, at + "logprobs", tokens, actual.logprobs().size());
    }

    private static void count(List<String> differences, JsonObject usage, String member, @Nullable Long actual) {
        JsonValue expected = usage.get(member);
        boolean number = expected != null && expected.getValueType() == JsonValue.ValueType.NUMBER;
        differ(differences, member, number ? (Long) usage.getJsonNumber(member).longValue() : null, actual);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** For the corpus, text that never came and text that came empty are alike. */
    private static @Nullable String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString string
                        && !string.getString().isEmpty()
                ? string.getString()
                : null;
    }

    private static void differ(
            List<String> differences, String what, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            differences.add(what + ": expected " + expected + " but was " + actual);
        }
    }
}
