package io.astreaming.json.error;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.JsonText;
import jakarta.json.stream.JsonParser.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what reports a failure of the provider in a chunk that has no {@code error} member of its own: an error in a
 * choice, a vendor's status object such as {@code base_resp}, or an error without the member around it. Beside choices
 * only a member that is named as a status counts, since any other may be content. Not thread-safe.
 */
public final class FailureFinder {
    /** The whole payload is the error. */
    static final JsonText ALL = JsonText.ABSENT;

    private static final String ERROR = "error";

    /** Objects that have a status in every chunk, and report a failure if their code isn't one of success. */
    private static final Set<String> STATUS_OBJECTS =
            Set.of("base_resp", "BaseResp", "base_response", "error_info", "ErrorMsg", "error_msg");

    /** Members of the chunk that are such codes. */
    private static final Set<String> STATUS_CODES = Set.of("error_code", "errorCode", "ErrorCode", "err_code");

    /** Members that may stand beside the message of an error that has nothing else. */
    private static final Set<String> NAMES_OF_REQUESTS =
            Set.of("id", "sid", "requestid", "traceid", "logid", "created");

    /** Parts of the names of objects that have a status. */
    private static final Set<String> NAMES_OF_STATUS =
            Set.of("status", "resp", "err", "header", "result", "fault", "exception", "failure");

    /** Ends of the names of objects that report only failures. */
    private static final Set<String> NAMES_OF_FAILURE = Set.of("error", "exception", "fault", "failure");

    private static final Set<String> NOTHING = Set.of("[]", "[{}]", "[null]");
    private final JsonTokens tokens;

    /**
     * Creates a finder for one payload.
     *
     * @param tokens returns the tokens of a part of the payload
     */
    public FailureFinder(JsonTokens tokens) {
        this.tokens = tokens;
    }

    /** Returns whether a member of a chunk with choices may report a failure even if it is a string. */
    public static boolean isStatusCode(String name) {
        return STATUS_CODES.contains(name);
    }

    /** Returns the value that reports a failure, or {@link #ALL}; null if there is none. */
    public @Nullable JsonText find(CompletionChunk chunk) {
        JsonText ofChoice = ofChoices(chunk);
        return ofChoice != null ? ofChoice : ofMembers(chunk);
    }

    /** Returns the member that reports a failure, or {@link #ALL}; null if there is none. */
    private @Nullable JsonText ofMembers(CompletionChunk chunk) {
        Map<String, JsonText> members = chunk.extras().members();
        if (members.isEmpty()) {
            return null;
        }
        boolean alone = chunk.choices().isEmpty();
        for (Map.Entry<String, JsonText> member : members.entrySet()) {
            JsonText value = member.getValue();
            if (value.text().startsWith("{") && (alone || STATUS_OBJECTS.contains(member.getKey()))) {
                if (isStatusOfFailure(member.getKey(), value)) {
                    return value;
                }
            } else if (STATUS_CODES.contains(member.getKey()) && FailureWords.isFailureCode(value)) {
                return ALL;
            }
        }
        return alone && isFlatError(chunk) ? ALL : null;
    }

    /** Returns the value in the choices that reports a failure; null if there is none. */
    public @Nullable JsonText ofChoices(CompletionChunk chunk) {
        for (int i = 0; i < chunk.choices().size(); i++) {
            Choice choice = chunk.choices().get(i);
            JsonText error = choice.extras().get(ERROR);
            if (error != null && isReadable(error)) {
                return error;
            }
            for (int j = 0; j < choice.deltas().size(); j++) {
                Delta delta = choice.deltas().get(j);
                if (delta instanceof UnrecognizedDelta other
                        && other.name().equals(ERROR)
                        && isReadable(other.value())) {
                    return other.value();
                }
            }
        }
        return null;
    }

    /**
     * Returns whether an error has content. One of a server that writes every member may have only blanks, zeros, and
     * codes and words of success.
     */
    public boolean hasContent(JsonText error) {
        String text = error.text();
        return switch (text.charAt(0)) {
            case '"' -> !FailureWords.isSuccessWord(error);
            case '{' ->
                members(error).entrySet().stream()
                        .anyMatch(member -> !NAMES_OF_REQUESTS.contains(ErrorFields.plain(member.getKey()))
                                && hasContent(member.getValue()));
            case '[', 't' -> !NOTHING.contains(text);
            default -> FailureWords.isFailureCode(error);
        };
    }

    /** Returns whether an error has content that {@link ErrorFields} can read. */
    private boolean isReadable(JsonText error) {
        if (!hasContent(error)) {
            return false;
        }
        try (JsonTokens in = tokens.inner(error)) {
            return ErrorFields.read(in).hasContent();
        }
    }

    /**
     * Returns whether an object reports a failure. A known status object does by its code; any other needs a message,
     * and a name of failure or a code that is one of failure in any object, since warnings, prices or places have codes
     * and messages as well.
     */
    private boolean isStatusOfFailure(String object, JsonText value) {
        String name = ErrorFields.plain(object);
        boolean known = STATUS_OBJECTS.contains(object);
        boolean status = known || NAMES_OF_STATUS.stream().anyMatch(name::contains);
        boolean failure = NAMES_OF_FAILURE.stream().anyMatch(name::endsWith);
        boolean code = false;
        boolean message = false;
        for (Map.Entry<String, JsonText> member : members(value).entrySet()) {
            String part = ErrorFields.plain(member.getKey());
            code |= FailureWords.CODES.contains(part)
                    && FailureWords.isFailureCode(member.getValue())
                    && (status
                            || FailureWords.isCertainFailure(member.getValue().text()));
            message |= FailureWords.MESSAGES.contains(part) && FailureWords.isMessage(member.getValue());
            if (status && part.equals(ERROR) && isReadable(member.getValue())) {
                return true;
            }
        }
        return known ? code : message && (code || failure) && !name.contains("warn");
    }

    private boolean isFlatError(CompletionChunk chunk) {
        boolean message = false;
        boolean failure = false;
        boolean more = chunk.object() != null || chunk.model() != null;
        for (Map.Entry<String, JsonText> member : chunk.extras().members().entrySet()) {
            JsonText value = member.getValue();
            if (value.isAbsent() || value.isNull()) {
                continue;
            }
            String name = ErrorFields.plain(member.getKey());
            if (FailureWords.MESSAGES.contains(name) && FailureWords.isMessage(value)) {
                message = true;
                more |= FailureWords.isSignOfLife(value);
            } else if (name.equals("detail") && value.text().startsWith("[") && isReadable(value)) {
                message = true;
            } else if (FailureWords.CODES.contains(name)) {
                failure |= FailureWords.isFailureCode(value)
                        && (!name.equals("status") || FailureWords.isFailureStatus(value));
                more = true;
            } else if (FailureWords.TYPES.contains(name)) {
                failure |= FailureWords.isFailureType(value);
                more = true;
            } else if (FailureWords.SUCCESSES.contains(name)) {
                failure |= value.text().equals("false");
                more = true;
            } else if (name.equals("errors") && value.text().startsWith("[") && isReadable(value)) {
                return true;
            } else if (!NAMES_OF_REQUESTS.contains(name) && !name.equals("choices")) {
                more = true;
            }
        }
        return message && (failure || !more);
    }

    private Map<String, JsonText> members(JsonText object) {
        Map<String, JsonText> members = new LinkedHashMap<>();
        try (JsonTokens in = tokens.inner(object)) {
            if (in.next() == Event.START_OBJECT) {
                for (String name = in.member(); name != null; name = in.member()) {
                    members.put(name, in.value());
                }
            }
        }
        return members;
    }
}
