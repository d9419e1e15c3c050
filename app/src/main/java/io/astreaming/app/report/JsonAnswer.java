package io.astreaming.app.report;

import io.astreaming.app.terminal.TerminalText;
import io.astreaming.app.terminal.Units;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.jsontext.JsonText;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.FinishReason;
import org.jspecify.annotations.Nullable;

/**
 * An answer's text as JSON: one value, or why it is none.
 *
 * @param value the value without white space between its tokens, each of which is as it came; absent if it is none
 * @param problem why not, and where; empty if it is one
 * @param cut whether the answer wasn't whole
 */
public record JsonAnswer(@Nullable JsonText value, String problem, boolean cut) {
    private static final int DEEPEST = StreamLimits.DEFAULT.nestingDepth();

    /**
     * Reads what a choice said.
     *
     * @param prefill how the answer began before the model went on; empty if it didn't
     */
    public static JsonAnswer of(CompletedChoice choice, String prefill) {
        String text = choice.content() == null ? "" : prefill + choice.content();
        FinishReason reason = choice.finishReason();
        boolean cut = reason == null || reason.isCut();
        if (text.isBlank()) {
            boolean refused = choice.refusal() != null && !choice.refusal().isEmpty();
            return new JsonAnswer(null, refused ? "the model refused" : "there is no text", cut);
        }
        JsonAnswer read = of(text);
        if (cut && (read.value == null || !beginsLikeJson(text))) {
            String why = reason == null ? "no finish reason" : "finish reason " + TerminalText.line(reason.value());
            return new JsonAnswer(null, "cut before its JSON was whole (" + why + ")", true);
        }
        return read;
    }

    /** Reads a text. */
    public static JsonAnswer of(String text) {
        try {
            JsonText value = JsonText.of(text).minified();
            return JsonPieces.depth(value.text()) > DEEPEST
                    ? new JsonAnswer(null, "nested more than " + DEEPEST + " levels deep", false)
                    : new JsonAnswer(value, "", false);
        } catch (IllegalArgumentException e) {
            return new JsonAnswer(null, String.valueOf(e.getMessage()), false);
        }
    }

    /** Whether a text was meant to be an object or a list: only of those the end can be seen. */
    public static boolean beginsLikeJson(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    /** What kind of value it is, in words. */
    public static String describe(JsonText value) {
        String text = value.text();
        int size = JsonPieces.of(value).size();
        return switch (text.charAt(0)) {
            case '{' -> "object, " + Units.of(size, "member", "members");
            case '[' -> "list, " + Units.of(size, "element", "elements");
            case '"' -> "string";
            case 't', 'f' -> "true or false";
            case 'n' -> "null";
            default -> "number";
        };
    }

    /** Tells of the value only whether there is one. */
    @Override
    public String toString() {
        return "JsonResult[" + (value == null ? problem : "a value") + "]";
    }
}
