package io.astreaming.conformance.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.conformance.Wire;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.port.ChatCodec;
import io.astreaming.testing.ProtocolStreams;
import io.astreaming.value.CompletionTokensDetails;
import io.astreaming.value.FinishReason;
import io.astreaming.value.PromptTokensDetails;
import io.astreaming.value.TokenUsage;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The recorded streams of a protocol other than chat completions, and what an independent script made of them. */
final class ProtocolExpectations {
    private static final int SHORT = 3_000;
    private static final int LONG = 60_000;

    private final ChatCodec codec;

    ProtocolExpectations(ChatCodec codec) {
        this.codec = codec;
    }

    /** Returns the recordings; without them the test is skipped and says so. */
    List<Path> all() throws IOException {
        return ProtocolStreams.of(codec.protocol().word());
    }

    /** Checks that a stream adds up to what its provider said, and to the same in pieces of any size. */
    void check(Path stream) throws IOException {
        byte[] bytes = Files.readAllBytes(stream);
        Wire whole = Wire.read(codec, bytes, bytes.length);
        assertThat(differences(ProtocolStreams.expectation(stream), whole)).isEmpty();
        for (int piece : new int[] {1, 2, 3, 7, 4_096}) {
            if (piece > 3 || bytes.length < LONG) {
                assertSame(whole, Wire.read(codec, bytes, piece), "cut into pieces of " + piece);
            }
        }
    }

    /** Checks that what a stream begins with is never more than the whole, wherever it is cut. */
    void checkCuts(Path stream) throws IOException {
        byte[] bytes = Files.readAllBytes(stream);
        Wire whole = Wire.read(codec, bytes, bytes.length);
        String text = whole.said().text();
        for (int at = 1; at < bytes.length; at++) {
            boolean atEvent = bytes[at - 1] == '\n' && bytes[at] == '\n';
            if (bytes.length > SHORT && !atEvent) {
                continue;
            }
            Wire cut = Wire.read(codec, Arrays.copyOf(bytes, at), at);
            assertThat(text).as("cut at %d", at).startsWith(cut.said().text());
            if (cut.outcome.kind().equals("completed")) {
                assertThat(cut.said().text()).as("complete at %d", at).isEqualTo(text);
            } else {
                assertThat(cut.said().choices())
                        .as("cut at %d", at)
                        .allMatch(choice -> choice.toolCalls().stream().noneMatch(call -> call.complete()));
            }
        }
    }

    private static void assertSame(Wire whole, Wire pieces, String what) {
        assertThat(pieces.outcome.kind()).as(what).isEqualTo(whole.outcome.kind());
        assertThat(pieces.said()).as(what).isEqualTo(whole.said());
        assertThat(pieces.events.subList(0, pieces.events.size() - 1))
                .as(what)
                .isEqualTo(whole.events.subList(0, whole.events.size() - 1));
    }

    private static List<String> differences(JsonObject expected, Wire wire) {
        List<String> differences = new ArrayList<>();
        Outcome outcome = wire.outcome;
        ChatCompletion said = outcome.completion();
        differ(
                differences,
                "outcome",
                text(expected, "outcome"),
                outcome.getClass().getSimpleName());
        differ(differences, "id", text(expected, "id"), said.id());
        differ(differences, "model", text(expected, "model"), said.model());
        List<JsonObject> choices = expected.getJsonArray("choices").getValuesAs(JsonObject.class);
        for (int i = 0; i < choices.size() && i < said.choices().size(); i++) {
            differ(differences, choices.get(i), said.choices().get(i));
        }
        if (!outcome.kind().equals("failed")) {
            differ(differences, "choices", choices.size(), said.choices().size());
            CompletedChoice first = said.choices().get(0);
            differ(
                    differences,
                    "role",
                    text(expected, "role"),
                    first.role() == null ? null : first.role().value());
            List<@Nullable String> items = expected.getJsonArray("items").getValuesAs(JsonObject.class).stream()
                    .map(item -> text(item, "type"))
                    .toList();
            differ(
                    differences,
                    "items",
                    items,
                    first.items().stream().map(AnswerItem::type).toList());
            differ(differences, "annotations", expected.getInt("annotations"), annotations(first));
            if (outcome.kind().equals("completed")) {
                differ(differences, "whole items", true, first.items().stream().allMatch(AnswerItem::isWhole));
            }
        }
        if (expected.get("error") instanceof JsonObject error
                && outcome.error() instanceof ProviderFailedException failed) {
            differ(differences, "error", text(error, "message"), failed.detail().message());
            differ(
                    differences,
                    "error type",
                    text(error, "type"),
                    failed.detail().type());
            differ(
                    differences,
                    "error code",
                    text(error, "code"),
                    failed.detail().code());
        }
        if (expected.get("usage") instanceof JsonObject usage) {
            differ(differences, usage, said);
        }
        return differences;
    }

    private static int annotations(CompletedChoice choice) {
        return choice.annotations().stream()
                .mapToInt(list -> list.elements().size())
                .sum();
    }

    private static void differ(List<String> differences, JsonObject expected, CompletedChoice actual) {
        differ(differences, "content", text(expected, "content"), empty(actual.content()));
        differ(differences, "reasoning", flat(text(expected, "reasoning")), flat(empty(actual.reasoning())));
        differ(differences, "refusal", text(expected, "refusal"), empty(actual.refusal()));
        FinishReason reason = actual.finishReason();
        if (!"error".equals(text(expected, "finish"))) {
            differ(differences, "finish", text(expected, "finish"), reason == null ? null : reason.value());
        }
        List<String> calls = expected.getJsonArray("toolCalls").getValuesAs(JsonObject.class).stream()
                .map(call -> String.join(
                        "|",
                        text(call, "id"),
                        text(call, "name"),
                        String.valueOf(text(call, "arguments")),
                        text(call, "type"),
                        String.valueOf(call.getBoolean("complete"))))
                .toList();
        differ(
                differences,
                "calls",
                calls,
                actual.toolCalls().stream()
                        .map(call -> String.join(
                                "|",
                                call.id(),
                                call.name(),
                                String.valueOf(empty(call.arguments())),
                                call.type(),
                                String.valueOf(call.complete())))
                        .toList());
    }

    private static void differ(List<String> differences, JsonObject expected, ChatCompletion said) {
        if (!(said.usage() instanceof TokenUsage usage)) {
            differences.add("usage is missing");
            return;
        }
        PromptTokensDetails prompt = usage.promptDetails();
        CompletionTokensDetails completion = usage.completionDetails();
        Long cached = prompt == null ? null : prompt.cachedTokens();
        Long written = prompt == null ? null : prompt.cacheWriteTokens();
        differ(differences, "output tokens", number(expected, "output"), usage.completionTokens());
        differ(
                differences,
                "cached tokens",
                number(expected, "cached"),
                cached == null ? usage.cacheReadInputTokens() : cached);
        differ(
                differences,
                "written tokens",
                number(expected, "cacheWrite"),
                written == null ? usage.cacheCreationInputTokens() : written);
        differ(
                differences,
                "reasoning tokens",
                number(expected, "reasoning"),
                completion == null ? null : completion.reasoningTokens());
        if (text(expected, "total") != null || number(expected, "total") != null) {
            differ(differences, "input tokens", number(expected, "input"), usage.promptTokens());
            differ(differences, "total tokens", number(expected, "total"), usage.totalTokens());
        }
    }

    private static @Nullable Long number(JsonObject object, String member) {
        return object.get(member) instanceof JsonNumber number ? (Long) number.longValue() : null;
    }

    private static @Nullable String flat(@Nullable String text) {
        return text == null ? null : text.replace("\n", "");
    }

    private static @Nullable String empty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** For the expectations, text that never came and text that came empty are alike. */
    private static @Nullable String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString string ? empty(string.getString()) : null;
    }

    private static void differ(
            List<String> differences, String what, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            differences.add(what + ": expected " + expected + " but was " + actual);
        }
    }
}
