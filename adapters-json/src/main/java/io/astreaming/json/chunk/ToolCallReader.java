package io.astreaming.json.chunk;

import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FunctionCallDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import jakarta.json.stream.JsonParser.Event;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads pieces of tool calls, and of the older function call. Not thread-safe. */
final class ToolCallReader {
    private static final String TOOL_CALLS = "tool_calls";

    private final ObjectMembers callMembers = new ObjectMembers();
    private final FunctionReader function = new FunctionReader();

    /** Reads the member {@code tool_calls}, whatever its value is. */
    void readAll(JsonTokens in, List<Delta> deltas, ObjectMembers members) {
        int mark = in.mark();
        switch (in.event()) {
            case START_ARRAY -> {
                if (!readList(in, deltas)) {
                    members.keep(TOOL_CALLS, in.since(mark));
                }
            }
            case START_OBJECT -> {
                in.deviation(Deviation.UNEXPECTED_FORM);
                deltas.add(read(in));
                members.keep(TOOL_CALLS, in.since(mark));
            }
            case VALUE_NULL -> members.keep(TOOL_CALLS, JsonText.NULL);
            default -> {
                in.deviation(Deviation.UNEXPECTED_FORM);
                deltas.add(new UnrecognizedDelta(TOOL_CALLS, in.value()));
            }
        }
    }

    FunctionCallDelta readFunctionCall(JsonTokens in) {
        Extras extras = function.read(in, "arguments");
        return new FunctionCallDelta(function.name(), function.arguments(), extras);
    }

    /** Reads an array; returns whether it had calls and nothing else. */
    private boolean readList(JsonTokens in, List<Delta> deltas) {
        boolean any = false;
        boolean odd = false;
        while (in.element()) {
            any = true;
            if (in.event() == Event.START_OBJECT) {
                deltas.add(read(in));
                continue;
            }
            odd = true;
            in.deviation(Deviation.UNEXPECTED_FORM);
            if (in.event() != Event.VALUE_NULL) {
                in.count();
                deltas.add(new UnrecognizedDelta(TOOL_CALLS, in.value()));
            }
        }
        return any && !odd;
    }

    private ToolCallDelta read(JsonTokens in) {
        Integer index = null;
        String id = null;
        String type = null;
        String name = null;
        String arguments = null;
        JsonText custom = null;
        int customMark = 0;
        String flatName = null;
        Arguments flat = Arguments.NONE;
        Extras functionExtras = Extras.NONE;
        in.count();
        callMembers.begin(in);
        for (String member = in.member(); member != null; member = in.member()) {
            switch (member) {
                case "index" -> index = callMembers.index(member);
                case "id" -> id = callMembers.id(member);
                case "type" -> type = callMembers.nonEmptyString(member);
                case "function" -> {
                    functionExtras = function(in);
                    name = function.name();
                    arguments = function.arguments();
                }
                case "custom" -> {
                    customMark = in.mark();
                    custom = callMembers.other(member);
                }
                case "name" -> {
                    flatName = in.event() == Event.VALUE_STRING ? in.string() : null;
                    callMembers.other(member);
                }
                case "arguments" -> flat = arguments(in);
                default -> callMembers.other(member);
            }
        }
        if (custom != null && !callMembers.hasSeen("function") && readCustom(in, custom, customMark)) {
            name = function.name();
            arguments = function.arguments();
            callMembers.keep("function", JsonText.ABSENT);
        } else if (name == null
                && arguments == null
                && functionExtras.isEmpty()
                && (flatName != null || flat.text() != null)) {
            in.deviation(Deviation.TOOL_CALL_WITHOUT_FUNCTION);
            name = flatName;
            arguments = flat.text();
            functionExtras = flat.extras();
            if (!functionExtras.isEmpty()) {
                in.deviation(Deviation.ARGUMENTS_NOT_A_STRING);
            }
            if (!callMembers.hasSeen("function")) {
                callMembers.keep("function", JsonText.ABSENT);
            }
        }
        return new ToolCallDelta(index, id, type, name, arguments, callMembers.end(), functionExtras);
    }

    /** Reads arguments that stand in the call itself. */
    private Arguments arguments(JsonTokens in) {
        int mark = in.mark();
        String text = in.event() == Event.VALUE_STRING ? in.string() : null;
        boolean structure = in.event() == Event.START_OBJECT || in.event() == Event.START_ARRAY;
        JsonText value = callMembers.other("arguments");
        if (text != null) {
            return new Arguments(text, Extras.NONE);
        }
        String sent = in.sent(mark);
        if (sent == null && !structure) {
            return Arguments.NONE;
        }
        Extras extras = new Extras(Map.of("arguments", value));
        return new Arguments(sent == null ? value.minified().text() : sent, extras);
    }

    /**
     * Arguments that stand in the call itself.
     *
     * @param text their text; null if there are none
     * @param extras their wire form, if it isn't a string
     */
    private record Arguments(@Nullable String text, Extras extras) {
        static final Arguments NONE = new Arguments(null, Extras.NONE);
    }

    /**
     * Reads the call of a custom tool, which has {@code custom} and {@code input} for {@code function} and {@code
     * arguments}.
     */
    private boolean readCustom(JsonTokens in, JsonText custom, int mark) {
        if (!custom.text().startsWith("{")) {
            return false;
        }
        try (JsonTokens again = in.inner(custom, mark)) {
            again.next();
            function.read(again, "input");
        }
        return function.name() != null || function.arguments() != null;
    }

    private Extras function(JsonTokens in) {
        callMembers.markSeen("function");
        if (in.event() != Event.START_OBJECT) {
            function.forget();
            callMembers.unexpected("function");
            return Extras.NONE;
        }
        int mark = in.mark();
        Extras extras = function.read(in, "arguments");
        if (function.name() == null && function.arguments() == null && extras.isEmpty()) {
            callMembers.keep("function", in.since(mark));
        }
        return extras;
    }
}
