package io.astreaming.app.report;

import io.astreaming.app.terminal.TerminalText;
import io.astreaming.app.terminal.Units;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.jsontext.JsonText;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.FinishReason;
import org.jspecify.annotations.Nullable;

/**
 * An answer's text as JSON: one value, or the reason why it isn't JSON.
 *
 * @param value the value without white space between its tokens, which are unchanged; null if the text isn't JSON
 * @param problem why the text isn't JSON, and where; empty if it is
 * @param cut whether the answer was truncated
 */
public record JsonAnswer(@Nullable JsonText value, String problem, boolean cut) {
    private static final int MAX_DEPTH = StreamLimits.DEFAULT.nestingDepth();

    /**
     * Reads the text of a choice.
     *
     * @param prefill the prefill of the request; empty if there was none
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
            return JsonPieces.depth(value.text()) > MAX_DEPTH
                    ? new JsonAnswer(null, "nested more than " + MAX_DEPTH + " levels deep", false)
                    : new JsonAnswer(value, "", false);
        } catch (IllegalArgumentException e) {
            return new JsonAnswer(null, String.valueOf(e.getMessage()), false);
        }
    }

    /** Returns whether a text begins like an object or an array; only those have a recognizable end. */
    public static boolean beginsLikeJson(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    /** Returns the kind of the value, in words. */
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

    /** Shows only whether there is a value. */
    @Override
    public String toString() {
        return "JsonAnswer[" + (value == null ? problem : "a value") + "]";
    }
}
