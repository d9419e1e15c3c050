package io.astreaming.json.chunk;

import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ProviderError;
import io.astreaming.json.error.ErrorFields;
import io.astreaming.json.error.FailureFinder;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.TokenUsage;
import jakarta.json.stream.JsonParser.Event;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds and reads errors in the stream. An error is a member beside choices, or the whole payload. */
final class ErrorReader {
    private static final String ERROR = "error";
    /** Values by which servers that write every member report that there is no error. */
    private static final Set<String> NO_ERROR = Set.of("null", "false", "\"\"", "[]");

    private ErrorReader() {}

    /** Returns whether the root had the member {@code choices}, even if it was null. */
    static boolean hasChoices(CompletionChunk chunk) {
        JsonText form = chunk.extras().members().get("choices");
        return form == null || !form.isAbsent();
    }

    /**
     * Returns whether a root object that was read as a chunk reports an error. Beside choices, an error whose members
     * are all empty is none.
     */
    static boolean isError(CompletionChunk chunk, FailureFinder finder) {
        JsonText error = errorOf(chunk);
        if (hasChoices(chunk)) {
            return error != null && finder.hasContent(error);
        }
        JsonText type = chunk.extras().get("type");
        return error != null
                || ERROR.equals(chunk.object())
                || (type != null && type.text().equals("\"error\""));
    }

    /** Returns whether a payload that wasn't read as a chunk reports an error; reads it from its first token. */
    static boolean isError(JsonTokens in) {
        Event first = in.next();
        if (first == Event.START_ARRAY) {
            first = in.next(); // Google sends errors in an array
        }
        if (first != Event.START_OBJECT) {
            return false;
        }
        boolean error = false;
        boolean named = false;
        boolean choices = false;
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case ERROR -> error = isError(in.value());
                case "object", "type" -> named |= in.value().text().equals("\"error\"");
                case "choices" -> {
                    choices = true;
                    in.skip();
                }
                default -> in.skip();
            }
        }
        return error || (named && !choices);
    }

    /** Reads the error. Its wire form is chosen so that it can be written again as it was sent. */
    static ProviderError read(JsonTokens in, JsonText payload, @Nullable CompletionChunk chunk) {
        CompletionChunk alongside = chunk != null && hasMore(chunk) ? chunk : null;
        JsonText wire = chunk == null ? payload : wire(in, payload, chunk, alongside != null);
        try (JsonTokens again = in.inner(payload)) {
            return new ProviderError(ErrorFields.read(again).detail(wire), alongside, in.deviations());
        }
    }

    /**
     * Reads an error that the chunk reports otherwise than by its own member {@code error}. The whole chunk stays
     * alongside, so that both can be written again.
     *
     * @param place the value that reports the error, as {@link FailureFinder} returned it
     */
    static ProviderError read(JsonTokens in, JsonText place, JsonText payload, CompletionChunk chunk) {
        JsonText wire = place.isAbsent() ? payload : place;
        try (JsonTokens again = in.inner(wire)) {
            return new ProviderError(ErrorFields.read(again).detail(wire), chunk, in.deviations());
        }
    }

    private static JsonText wire(JsonTokens in, JsonText payload, CompletionChunk chunk, boolean alongside) {
        JsonText error = errorOf(chunk);
        if (error != null && (alongside || (isAlone(chunk) && !isErrorItself(in, error)))) {
            return error;
        }
        return payload;
    }

    private static boolean hasMore(CompletionChunk chunk) {
        return hasChoices(chunk) || chunk.usage() instanceof TokenUsage;
    }

    private static @Nullable JsonText errorOf(CompletionChunk chunk) {
        JsonText error = chunk.extras().get(ERROR);
        return error != null && isError(error) ? error : null;
    }

    private static boolean isError(JsonText error) {
        return !NO_ERROR.contains(error.text());
    }

    private static boolean isErrorItself(JsonTokens in, JsonText error) {
        try (JsonTokens inner = in.inner(error)) {
            return isError(inner);
        }
    }

    /** Returns whether the payload had nothing but the error. The extras also record that choices are absent. */
    private static boolean isAlone(CompletionChunk chunk) {
        return chunk.extras().members().size() == 2
                && chunk.id() == null
                && chunk.object() == null
                && chunk.created() == null
                && chunk.model() == null;
    }
}
