package io.astreaming.conformance.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.ToolCall;
import io.astreaming.conformance.Wire;
import io.astreaming.json.JsonbOllamaCodec;
import io.astreaming.testing.JsonValues;
import io.astreaming.value.Deviation;
import io.astreaming.value.TokenUsage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded stream of Ollama's own API adds up to what an independent script made of it. */
class OllamaStreamsTest {
    private static final JsonbOllamaCodec CODEC = new JsonbOllamaCodec();
    private final ProtocolExpectations streams = new ProtocolExpectations(CODEC);

    @TestFactory
    Stream<DynamicTest> addsUpToWhatTheProviderSaid() throws IOException {
        return streams.all().stream()
                .map(stream -> DynamicTest.dynamicTest(stream.getFileName().toString(), () -> check(stream)));
    }

    @TestFactory
    Stream<DynamicTest> isNeverCompleteWhereItIsCut() throws IOException {
        return streams.all().stream()
                .map(stream ->
                        DynamicTest.dynamicTest(stream.getFileName().toString(), () -> streams.checkCuts(stream)));
    }

    private static void check(Path stream) throws IOException {
        byte[] bytes = Files.readAllBytes(stream);
        Wire whole = Wire.read(CODEC, bytes, bytes.length);
        Map<String, Object> expected = JsonValues.object(Files.readString(stream.resolveSibling(
                "../expected/" + stream.getFileName().toString().replace(".ndjson", ".json"))));
        assertThat(whole.outcome.getClass().getSimpleName()).isEqualTo(expected.get("outcome"));
        assertThat(whole.said().id()).isEqualTo(text(expected, "id"));
        assertThat(whole.said().model()).isEqualTo(text(expected, "model"));
        assertThat(whole.outcome.completion().deviations()).doesNotContainKey(Deviation.DONE_MISSING);
        List<?> choices = (List<?>) expected.get("choices");
        assertThat(whole.said().choices()).hasSameSizeAs(choices);
        for (int i = 0; i < choices.size(); i++) {
            check((Map<?, ?>) choices.get(i), whole.said().choices().get(i));
        }
        if (expected.get("usage") instanceof Map<?, ?> usage) {
            TokenUsage counted = (TokenUsage) whole.said().usage();
            assertThat(number(counted.promptTokens())).isEqualTo(count(usage, "input"));
            assertThat(number(counted.completionTokens())).isEqualTo(count(usage, "output"));
        }
        for (int piece : new int[] {1, 2, 3, 7, 4_096}) {
            Wire pieces = Wire.read(CODEC, bytes, piece);
            assertThat(pieces.outcome.kind()).as("pieces of %d", piece).isEqualTo(whole.outcome.kind());
            assertThat(pieces.said()).as("pieces of %d", piece).isEqualTo(whole.said());
        }
    }

    private static void check(Map<?, ?> expected, CompletedChoice choice) {
        assertThat(empty(choice.content())).isEqualTo(text(expected, "content"));
        assertThat(empty(choice.reasoning())).isEqualTo(text(expected, "reasoning"));
        assertThat(choice.finishReason() == null ? null : choice.finishReason().value())
                .isEqualTo(text(expected, "finish"));
        List<?> calls = (List<?>) expected.get("toolCalls");
        assertThat(choice.toolCalls()).hasSameSizeAs(calls);
        for (int i = 0; i < calls.size(); i++) {
            Map<?, ?> call = (Map<?, ?>) calls.get(i);
            ToolCall made = choice.toolCalls().get(i);
            assertThat(made.id()).isEqualTo(text(call, "id"));
            assertThat(made.name()).isEqualTo(text(call, "name"));
            assertThat(JsonValues.of(made.arguments()))
                    .isEqualTo(JsonValues.of(Objects.requireNonNull(text(call, "arguments"))));
        }
        assertThat(choice.items()).isEmpty();
    }

    private static @Nullable BigDecimal number(@Nullable Long count) {
        return count == null ? null : BigDecimal.valueOf(count).stripTrailingZeros();
    }

    private static @Nullable Object count(Map<?, ?> usage, String name) {
        return usage.get(name) instanceof BigDecimal count ? count : null;
    }

    private static @Nullable String text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text ? empty(text) : null;
    }

    private static @Nullable String empty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
