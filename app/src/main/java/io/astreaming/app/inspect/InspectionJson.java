package io.astreaming.app.inspect;

import io.astreaming.app.recording.Inspection;
import io.astreaming.app.report.JsonAnswer;
import io.astreaming.app.terminal.TerminalText;
import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Failed;
import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.ToolCall;
import io.astreaming.error.ChatException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.Position;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.value.CompletionTokensDetails;
import io.astreaming.value.Deviation;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.PromptTokensDetails;
import io.astreaming.value.Protocol;
import io.astreaming.value.TokenUsage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An inspection as one line of JSON, a contract for scripts that docs/inspect-json.md describes. Members are only ever
 * added.
 */
final class InspectionJson {
    private static final JsonbChatCodec CODEC = new JsonbChatCodec();
    private static final List<String> RAW_FINISH_REASONS =
            List.of("stop_reason", "status", "finishReason", "done_reason");

    private final JsonWriter out = new JsonWriter();
    private final String prefill;

    private InspectionJson(String prefill) {
        this.prefill = prefill;
    }

    /**
     * Returns the line of a recorded stream.
     *
     * @param prefill the prefill of the request; empty if there was none
     */
    static String of(String file, Inspection inspection, String prefill) {
        return new InspectionJson(prefill).write(file, inspection);
    }

    /** Returns the line of a file that can't be read. */
    static String unreadable(String file, String problem) {
        JsonWriter out = new JsonWriter().beginObject();
        out.name("file")
                .string(file)
                .name("outcome")
                .string("failed")
                .name("error")
                .beginObject();
        out.name("kind").string("unreadable").name("message").string(problem).endObject();
        out.name("id").string(null).name("model").string(null).name("created").string(null);
        out.name("chunks")
                .number(0)
                .name("choices")
                .beginArray()
                .endArray()
                .name("usage")
                .string(null)
                .name("tokens")
                .string(null);
        out.name("deviations").beginArray().endArray().endObject();
        return TerminalText.json(out.text().text());
    }

    private String write(String file, Inspection inspection) {
        Outcome outcome = inspection.outcome();
        ChatCompletion said = outcome.completion();
        out.beginObject();
        member("file", file);
        member("outcome", name(outcome));
        out.name("error");
        error(outcome);
        member("id", said.id());
        member("model", said.model());
        out.name("created").tree(said.created());
        out.name("chunks").number(inspection.payloads());
        list("choices", said.choices(), InspectionJson::choice);
        usage(inspection.protocol(), said.usage() instanceof TokenUsage usage ? usage : null);
        list("deviations", said.deviations().entrySet(), InspectionJson::deviation);
        out.endObject();
        return TerminalText.json(out.text().text());
    }

    /** The counts as the provider sent them, and in the one meaning that they have in every protocol. */
    private void usage(Protocol protocol, @Nullable TokenUsage usage) {
        out.name("usage");
        if (usage == null) {
            out.string(null).name("tokens").string(null);
            return;
        }
        switch (protocol) {
            case CHAT_COMPLETIONS -> out.json(CODEC.encode(usage));
            case RESPONSES -> responses(usage);
            default -> object(usage.extras());
        }
        out.name("tokens").beginObject();
        out.name("prompt").tree(usage.promptTokens());
        out.name("completion").tree(usage.completionTokens());
        out.name("total").tree(usage.totalTokens());
        out.name("cached").tree(usage.cachedTokens());
        out.name("cacheWritten").tree(usage.cacheWriteTokens());
        out.name("reasoning").tree(usage.reasoningTokens());
        out.endObject();
    }

    /** The counts of the Responses API, which mean the same as those of chat completions, under its names. */
    private void responses(TokenUsage usage) {
        out.beginObject();
        count("input_tokens", usage.promptTokens());
        PromptTokensDetails input = usage.promptDetails();
        if (input != null) {
            out.name("input_tokens_details").beginObject();
            count("cached_tokens", input.cachedTokens());
            count("cache_write_tokens", input.cacheWriteTokens());
            count("audio_tokens", input.audioTokens());
            count("text_tokens", input.textTokens());
            count("image_tokens", input.imageTokens());
            input.extras().members().forEach(this::json);
            out.endObject();
        }
        count("output_tokens", usage.completionTokens());
        CompletionTokensDetails output = usage.completionDetails();
        if (output != null) {
            out.name("output_tokens_details").beginObject();
            count("reasoning_tokens", output.reasoningTokens());
            count("audio_tokens", output.audioTokens());
            count("text_tokens", output.textTokens());
            output.extras().members().forEach(this::json);
            out.endObject();
        }
        count("total_tokens", usage.totalTokens());
        usage.extras().members().forEach(this::json);
        out.endObject();
    }

    private void count(String name, @Nullable Long value) {
        if (value != null) {
            out.name(name).number(value);
        }
    }

    private void object(Extras members) {
        out.beginObject();
        members.members().forEach(this::json);
        out.endObject();
    }

    private static String name(Outcome outcome) {
        return outcome instanceof TimedOut ? "timedOut" : outcome.kind();
    }

    /** Only a failure has an error; for a truncated or cancelled stream the outcome says everything. */
    private void error(Outcome outcome) {
        ChatException error = outcome.error();
        if (error == null || !(outcome instanceof Failed || outcome instanceof TimedOut)) {
            out.string(null);
            return;
        }
        out.beginObject();
        member("kind", error.kind());
        if (error instanceof ProviderFailedException failed) {
            ErrorDetail detail = failed.detail();
            member("message", detail.message());
            member("type", detail.type());
            member("code", detail.code());
            member("param", detail.param());
        } else {
            member("message", error.getMessage());
        }
        Position position = error instanceof MalformedStreamException malformed ? malformed.position() : null;
        if (position != null) {
            out.name("event").number(position.event());
            out.name("byteOffset").number(position.byteOffset());
        }
        out.endObject();
    }

    private void choice(CompletedChoice choice) {
        out.beginObject().name("index").number(choice.index());
        member("role", choice.role() == null ? null : choice.role().value());
        member("content", choice.content());
        member("reasoning", choice.reasoning());
        member("refusal", choice.refusal());
        list("toolCalls", choice.toolCalls(), InspectionJson::toolCall);
        out.name("functionCall");
        functionCall(choice.functionCall());
        member(
                "finishReason",
                choice.finishReason() == null ? null : choice.finishReason().value());
        member("finishReasonRaw", rawFinishReason(choice));
        list("items", choice.items(), InspectionJson::item);
        result(choice);
        out.endObject();
    }

    /** The provider's own word is a member of the choice where the protocol isn't that of chat completions. */
    private static @Nullable String rawFinishReason(CompletedChoice choice) {
        JsonText details = choice.extras().get("incomplete_details");
        JsonText reason =
                details == null || details.isNull() ? null : details.members().get("reason");
        if (reason != null) {
            return reason.string();
        }
        for (String name : RAW_FINISH_REASONS) {
            JsonText word = choice.extras().get(name);
            if (word != null && word.string() != null) {
                return word.string();
            }
        }
        return choice.finishReason() == null ? null : choice.finishReason().value();
    }

    private void item(AnswerItem item) {
        out.beginObject().name("position").number(item.position());
        member("type", item.type());
        out.endObject();
    }

    /** Returns the text as JSON; a problem is reported only if the text was meant to be JSON. */
    private void result(CompletedChoice choice) {
        JsonAnswer result = JsonAnswer.of(choice, prefill);
        json("result", result.value());
        boolean meant = choice.content() != null && JsonAnswer.beginsLikeJson(prefill + choice.content());
        member("resultProblem", result.value() == null && meant ? result.problem() : null);
    }

    private void toolCall(ToolCall call) {
        out.beginObject();
        member("id", call.id());
        member("name", call.name());
        member("arguments", call.arguments());
        out.name("complete").tree(call.complete());
        arguments(call.complete() && call.type().equals(ToolCall.FUNCTION), call.arguments());
        out.endObject();
    }

    private void functionCall(@Nullable FunctionCall call) {
        if (call == null) {
            out.string(null);
            return;
        }
        out.beginObject();
        member("name", call.name());
        member("arguments", call.arguments());
        arguments(call.complete(), call.arguments());
        out.endObject();
    }

    /** The arguments of a truncated call may be JSON by chance; they must not be used. */
    private void arguments(boolean usable, String arguments) {
        json("argumentsJson", usable ? JsonAnswer.of(arguments).value() : null);
    }

    private void deviation(Map.Entry<Deviation, Long> counted) {
        out.beginObject();
        member("kind", counted.getKey().name().toLowerCase(Locale.ROOT));
        out.name("count").number(counted.getValue()).endObject();
    }

    private <T> void list(String name, Iterable<T> values, BiConsumer<InspectionJson, T> writer) {
        out.name(name).beginArray();
        values.forEach(value -> writer.accept(this, value));
        out.endArray();
    }

    private void member(String name, @Nullable String value) {
        out.name(name).string(value);
    }

    private void json(String name, @Nullable JsonText value) {
        out.name(name).json(value == null ? JsonText.NULL : value);
    }
}
