package io.astreaming.app.chat;

import io.astreaming.app.report.JsonAnswer;
import io.astreaming.app.terminal.TerminalText;
import io.astreaming.completion.ToolCall;
import io.astreaming.jsontext.JsonText;
import org.jspecify.annotations.Nullable;

/** A tool call as one line of JSON, for scripts. */
final class ToolCallLine {
    private ToolCallLine() {}

    /** The arguments of a function as JSON, no arguments as none; where the model erred, null and their text. */
    static String of(ToolCall call) {
        StringBuilder out = new StringBuilder("{\"id\":");
        string(out, call.id() == null ? "" : call.id());
        if (!call.type().equals(ToolCall.FUNCTION)) {
            string(out.append(",\"type\":"), call.type());
        }
        string(out.append(",\"name\":"), call.name());
        if (call.type().equals(ToolCall.CUSTOM)) {
            string(out.append(",\"input\":"), call.arguments());
        } else if (isReadable(call)) {
            out.append(",\"arguments\":").append(call.arguments().isBlank() ? "{}" : arguments(call));
        } else {
            string(out.append(",\"arguments\":null,\"text\":"), call.arguments());
        }
        return TerminalText.json(out.append('}'));
    }

    /** Whether a call's arguments are what they should be. */
    static boolean isReadable(ToolCall call) {
        return call.type().equals(ToolCall.CUSTOM) || call.arguments().isBlank() || arguments(call) != null;
    }

    private static @Nullable JsonText arguments(ToolCall call) {
        return JsonAnswer.of(call.arguments()).value();
    }

    private static void string(StringBuilder out, String value) {
        JsonText.appendString(out, value);
    }
}
