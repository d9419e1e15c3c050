package io.astreaming.app.chat;

import io.astreaming.app.report.JsonAnswer;
import io.astreaming.app.terminal.TerminalText;
import io.astreaming.completion.ToolCall;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import org.jspecify.annotations.Nullable;

/** A tool call as one line of JSON, for scripts. */
final class ToolCallLine {
    private ToolCallLine() {}

    /** Returns the arguments as JSON; if the model's arguments aren't JSON, null with their text. */
    static String of(ToolCall call) {
        JsonWriter out = new JsonWriter().beginObject().name("id").string(call.id() == null ? "" : call.id());
        if (!call.type().equals(ToolCall.FUNCTION)) {
            out.name("type").string(call.type());
        }
        out.name("name").string(call.name());
        if (call.type().equals(ToolCall.CUSTOM)) {
            out.name("input").string(call.arguments());
        } else if (isReadable(call)) {
            JsonText arguments = call.arguments().isBlank() ? new JsonText("{}") : arguments(call);
            out.name("arguments").json(arguments == null ? JsonText.NULL : arguments);
        } else {
            out.name("arguments").string(null).name("text").string(call.arguments());
        }
        return TerminalText.json(out.endObject().text().text());
    }

    /** Returns whether a call's arguments are valid. */
    static boolean isReadable(ToolCall call) {
        return call.type().equals(ToolCall.CUSTOM) || call.arguments().isBlank() || arguments(call) != null;
    }

    private static @Nullable JsonText arguments(ToolCall call) {
        return JsonAnswer.of(call.arguments()).value();
    }
}
