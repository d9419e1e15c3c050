package io.astreaming.conformance.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.ToolCall;
import io.astreaming.conformance.Wire;
import io.astreaming.json.JsonbGeminiCodec;
import io.astreaming.jsontext.JsonText;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded stream of the Gemini API adds up to what an independent script made of it. */
class GeminiStreamsTest {
    private static final JsonbGeminiCodec CODEC = new JsonbGeminiCodec();
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
                "../expected/" + stream.getFileName().toString().replace(".sse", ".json"))));
        assertThat(whole.outcome.getClass().getSimpleName()).isEqualTo(expected.get("outcome"));
        assertThat(whole.said().id()).isEqualTo(text(expected, "id"));
        assertThat(whole.said().model()).isEqualTo(text(expected, "model"));
        assertThat(whole.outcome.completion().deviations()).doesNotContainKey(Deviation.DONE_MISSING);
        List<?> choices = (List<?>) expected.get("choices");
        assertThat(whole.said().choices()).hasSameSizeAs(choices);
        for (int i = 0; i < choices.size(); i++) {
            check((Map<?, ?>) choices.get(i), whole.said().choices().get(i), whole);
        }
        if (expected.get("usage") instanceof Map<?, ?> usage) {
            TokenUsage counted = (TokenUsage) whole.said().usage();
            Map<String, Object> raw = Map.of(
                    "input",
                    "promptTokenCount",
                    "output",
                    "candidatesTokenCount",
                    "total",
                    "totalTokenCount",
                    "reasoning",
                    "thoughtsTokenCount",
                    "cached",
                    "cachedContentTokenCount");
            raw.forEach((name, member) -> {
                JsonText sent = counted.extras().get((String) member);
                assertThat(sent == null ? null : new BigDecimal(sent.text()).stripTrailingZeros())
                        .as(name)
                        .isEqualTo(usage.get(name) instanceof BigDecimal count ? count : null);
            });
        }
        int annotations = whole.said().choices().stream()
                .mapToInt(choice -> choice.annotations().size())
                .sum();
        assertThat(BigDecimal.valueOf(annotations).stripTrailingZeros()).isEqualTo(expected.get("annotations"));
        for (int piece : new int[] {1, 2, 3, 7, 4_096}) {
            Wire pieces = Wire.read(CODEC, bytes, piece);
            assertThat(pieces.outcome.kind()).as("pieces of %d", piece).isEqualTo(whole.outcome.kind());
            assertThat(pieces.said()).as("pieces of %d", piece).isEqualTo(whole.said());
        }
    }

    private static void check(Map<?, ?> expected, CompletedChoice choice, Wire whole) {
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
        if (whole.outcome.kind().equals("completed")) {
            assertThat(choice.items()).allMatch(AnswerItem::isWhole);
            String said = choice.items().stream()
                    .filter(item -> item.type().equals("text"))
                    .map(item -> (String) JsonValues.object(
                                    Objects.requireNonNull(item.wire()).text())
                            .get("text"))
                    .collect(Collectors.joining());
            assertThat(empty(said)).isEqualTo(text(expected, "content"));
        }
    }

    private static @Nullable String text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text ? empty(text) : null;
    }

    private static @Nullable String empty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
