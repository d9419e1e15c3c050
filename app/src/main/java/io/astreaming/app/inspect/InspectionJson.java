package io.astreaming.app.inspect;

import io.astreaming.app.recording.Inspection;
import io.astreaming.app.report.JsonAnswer;
import io.astreaming.app.terminal.TerminalText;
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
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.TokenUsage;
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

    private final StringBuilder out = new StringBuilder();
    private final String prefill;

    private InspectionJson(String prefill) {
        this.prefill = prefill;
    }

    /**
     * The line of a recorded stream.
     *
     * @param prefill how the answer began before the model went on; empty if it didn't
     */
    static String of(String file, Inspection inspection, String prefill) {
        return new InspectionJson(prefill).write(file, inspection);
    }

    /** The line of a file that can't be read. */
    static String unreadable(String file, String problem) {
        InspectionJson json = new InspectionJson("");
        json.out.append("{\"file\":");
        json.string(file);
        json.out.append(",\"outcome\":\"failed\",\"error\":{\"kind\":\"unreadable\"");
        json.member("message", problem);
        json.out
                .append("},\"id\":null,\"model\":null,\"created\":null,\"chunks\":0,\"choices\":[],\"usage\":null,")
                .append("\"deviations\":[]}");
        return TerminalText.json(json.out);
    }

    private String write(String file, Inspection inspection) {
        Outcome outcome = inspection.outcome();
        ChatCompletion said = outcome.completion();
        out.append("{\"file\":");
        string(file);
        member("outcome", name(outcome));
        out.append(",\"error\":");
        error(outcome);
        member("id", said.id());
        member("model", said.model());
        out.append(",\"created\":").append(said.created());
        out.append(",\"chunks\":").append(inspection.payloads());
        out.append(",\"choices\":");
        list(said.choices(), InspectionJson::choice);
        out.append(",\"usage\":")
                .append(
                        said.usage() instanceof TokenUsage usage
                                ? CODEC.encode(usage).text()
                                : "null");
        out.append(",\"deviations\":");
        list(said.deviations().entrySet(), InspectionJson::deviation);
        out.append('}');
        return TerminalText.json(out);
    }

    private static String name(Outcome outcome) {
        return outcome instanceof TimedOut
                ? "timedOut"
                : outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Only a failure has an error: that a stream was cut or cancelled is all there is to say of it. */
    private void error(Outcome outcome) {
        ChatException error = outcome.error();
        if (error == null || !(outcome instanceof Failed || outcome instanceof TimedOut)) {
            out.append("null");
            return;
        }
        out.append("{\"kind\":");
        string(error.kind());
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
            out.append(",\"event\":").append(position.event());
            out.append(",\"byteOffset\":").append(position.byteOffset());
        }
        out.append('}');
    }

    private void choice(CompletedChoice choice) {
        out.append("{\"index\":").append(choice.index());
        member("role", choice.role() == null ? null : choice.role().value());
        member("content", choice.content());
        member("reasoning", choice.reasoning());
        member("refusal", choice.refusal());
        out.append(",\"toolCalls\":");
        list(choice.toolCalls(), InspectionJson::toolCall);
        out.append(",\"functionCall\":");
        functionCall(choice.functionCall());
        member(
                "finishReason",
                choice.finishReason() == null ? null : choice.finishReason().value());
        result(choice);
        out.append('}');
    }

    /** The text as JSON; why it is none is only worth telling where it was meant to be some. */
    private void result(CompletedChoice choice) {
        JsonAnswer result = JsonAnswer.of(choice, prefill);
        json("result", result.value());
        boolean meant = choice.content() != null && JsonAnswer.beginsLikeJson(prefill + choice.content());
        member("resultProblem", result.value() == null && meant ? result.problem() : null);
    }

    private void toolCall(ToolCall call) {
        out.append("{\"id\":");
        string(call.id());
        member("name", call.name());
        member("arguments", call.arguments());
        out.append(",\"complete\":").append(call.complete());
        arguments(call.complete() && call.type().equals(ToolCall.FUNCTION), call.arguments());
        out.append('}');
    }

    private void functionCall(@Nullable FunctionCall call) {
        if (call == null) {
            out.append("null");
            return;
        }
        out.append("{\"name\":");
        string(call.name());
        member("arguments", call.arguments());
        arguments(call.complete(), call.arguments());
        out.append('}');
    }

    /** A cut call's arguments may be JSON by chance: they aren't to be used. */
    private void arguments(boolean usable, String arguments) {
        json("argumentsJson", usable ? JsonAnswer.of(arguments).value() : null);
    }

    private void deviation(Map.Entry<Deviation, Long> counted) {
        out.append("{\"kind\":");
        string(counted.getKey().name().toLowerCase(Locale.ROOT));
        out.append(",\"count\":").append(counted.getValue()).append('}');
    }

    private <T> void list(Iterable<T> values, BiConsumer<InspectionJson, T> writer) {
        char separator = '[';
        for (T value : values) {
            out.append(separator);
            writer.accept(this, value);
            separator = ',';
        }
        out.append(separator == '[' ? "[]" : "]");
    }

    private void member(String name, @Nullable String value) {
        out.append(",\"").append(name).append("\":");
        string(value);
    }

    private void json(String name, @Nullable JsonText value) {
        out.append(",\"").append(name).append("\":").append(value == null ? "null" : value.text());
    }

    private void string(@Nullable String value) {
        if (value == null) {
            out.append("null");
        } else {
            JsonText.appendString(out, value);
        }
    }
}
