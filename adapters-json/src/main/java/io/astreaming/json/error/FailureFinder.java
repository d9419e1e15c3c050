package io.astreaming.json.error;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.json.token.WholeNumber;
import io.astreaming.jsontext.JsonText;
import jakarta.json.stream.JsonParser.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a chunk without an {@code error} member of its own whatever else says that the provider failed: an error in
 * a choice, a vendor's status object such as {@code base_resp}, an error without the member around it. Beside choices
 * only what is named as a status counts, for anything else may be content; where there are no choices there is nothing
 * else to be meant.
 */
public final class FailureFinder {
    /** The whole payload is the error. */
    static final JsonText ALL = JsonText.ABSENT;

    private static final String ERROR = "error";

    /** Objects that tell a status in every chunk, and mean a failure if their code isn't that of success. */
    private static final Set<String> STATUS_OBJECTS =
            Set.of("base_resp", "BaseResp", "base_response", "error_info", "ErrorMsg", "error_msg");

    /** The same as a member of the chunk. */
    private static final Set<String> STATUS_CODES = Set.of("error_code", "errorCode", "ErrorCode", "err_code");

    private static final Set<String> MESSAGES = Set.of(
            "message",
            "msg",
            "detail",
            "errormessage",
            "errormsg",
            "errmsg",
            "statusmsg",
            "statusmessage",
            "faultstring");
    private static final Set<String> CODES =
            Set.of("code", "errorcode", "errcode", "errno", "statuscode", "retcode", "status");
    private static final Set<String> TYPES = Set.of("type", "errortype");
    private static final Set<String> SUCCESSES = Set.of("success", "ok", "succeeded");
    private static final Set<String> FAILURES = Set.of("error", "failed", "failure");
    /** What may stand beside a message that is all that there is. */
    private static final Set<String> NAMES_OF_REQUESTS =
            Set.of("id", "sid", "requestid", "traceid", "logid", "created");

    /** How messages begin that only say that the provider is still there. */
    private static final Set<String> SIGNS_OF_LIFE = Set.of(
            "ping", "pong", "heartbeat", "keepalive", "processing", "waiting", "queued", "pending", "connected", "ok");

    /** What is in the names of objects that tell a status, and at the end of those that tell nothing but a failure. */
    private static final Set<String> NAMES_OF_STATUS =
            Set.of("status", "resp", "err", "header", "result", "fault", "exception", "failure");

    private static final Set<String> NAMES_OF_FAILURE = Set.of("error", "exception", "fault", "failure");

    private static final Set<String> NOTHING = Set.of("[]", "[{}]", "[null]");
    private static final Set<String> SUCCESS_WORDS =
            Set.of("0", "ok", "success", "succeeded", "successful", "none", "null");

    private final JsonTokens tokens;

    /**
     * A finder for one payload.
     *
     * @param tokens gives those of a part of it
     */
    public FailureFinder(JsonTokens tokens) {
        this.tokens = tokens;
    }

    /** Whether a member of a chunk with choices may say that the provider failed, though it is a string. */
    public static boolean isStatusCode(String name) {
        return STATUS_CODES.contains(name);
    }

    /** What says that the provider failed, or {@link #ALL}; null if nothing does. */
    public @Nullable JsonText find(CompletionChunk chunk) {
        JsonText ofChoice = ofChoices(chunk);
        return ofChoice != null ? ofChoice : ofMembers(chunk);
    }

    /** The same, but for the choices. */
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
            } else if (STATUS_CODES.contains(member.getKey()) && isFailureCode(value)) {
                return ALL;
            }
        }
        return alone && isFlatError(chunk) ? ALL : null;
    }

    /** The same, of the choices alone. */
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
     * Whether an error isn't empty, nor one of a server that writes every member: blanks, zeros, a code and words of
     * success.
     */
    public boolean saysSomething(JsonText error) {
        String text = error.text();
        return switch (text.charAt(0)) {
            case '"' -> !isSuccessWord(error);
            case '{' ->
                members(error).entrySet().stream()
                        .anyMatch(member -> !NAMES_OF_REQUESTS.contains(ErrorFields.plain(member.getKey()))
                                && saysSomething(member.getValue()));
            case '[', 't' -> !NOTHING.contains(text);
            default -> isFailureCode(error);
        };
    }

    /** Whether such an error says something that is known. */
    private boolean isReadable(JsonText error) {
        if (!saysSomething(error)) {
            return false;
        }
        try (JsonTokens in = tokens.inner(error)) {
            return ErrorFields.read(in).saysSomething();
        }
    }

    /**
     * Whether an object tells a failure: by its code, and unless it is known to be a status, by its name or by a code
     * that is one of failure wherever it stands. Others, such as warnings, prices or places, have codes and messages,
     * too.
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
            code |= CODES.contains(part)
                    && isFailureCode(member.getValue())
                    && (status || isCertainFailure(member.getValue().text()));
            message |= MESSAGES.contains(part) && isMessage(member.getValue());
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
            if (MESSAGES.contains(name) && isMessage(value)) {
                message = true;
                more |= isSignOfLife(value);
            } else if (name.equals("detail") && value.text().startsWith("[") && isReadable(value)) {
                message = true;
            } else if (CODES.contains(name)) {
                failure |= isFailureCode(value) && (!name.equals("status") || isFailureStatus(value));
                more = true;
            } else if (TYPES.contains(name)) {
                failure |= isFailureType(value);
                more = true;
            } else if (SUCCESSES.contains(name)) {
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

    private static boolean isMessage(JsonText value) {
        return value.text().startsWith("\"") && value.text().length() > 2;
    }

    private static boolean isSignOfLife(JsonText message) {
        String words = ErrorFields.plain(inner(message.text()));
        return SIGNS_OF_LIFE.stream().anyMatch(words::startsWith);
    }

    private static boolean isFailureCode(JsonText code) {
        String text = code.text();
        if (text.startsWith("\"")) {
            return !isSuccessWord(code);
        }
        Long number = isNumber(text) ? WholeNumber.of(text) : null;
        return number != null && number != 0 && (number < 100 || number >= 300);
    }

    /** Whether a code is one of failure whatever it belongs to: a number that is one of HTTP's, or greater. */
    private static boolean isCertainFailure(String code) {
        Long number = isNumber(code) ? WholeNumber.of(code) : null;
        return number != null && number >= 400;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && (text.charAt(0) == '-' || (text.charAt(0) >= '0' && text.charAt(0) <= '9'));
    }

    /** A status may be any word, such as {@code processing}; as a number it is one of HTTP. */
    private static boolean isFailureStatus(JsonText status) {
        String text = status.text();
        return isNumber(text) || FAILURES.contains(ErrorFields.plain(inner(text)));
    }

    private static boolean isFailureType(JsonText type) {
        String word = ErrorFields.plain(inner(type.text()));
        return word.endsWith("error") || word.endsWith("exception");
    }

    private static boolean isSuccessWord(JsonText string) {
        String word = ErrorFields.plain(inner(string.text())).strip();
        return word.isEmpty()
                || SUCCESS_WORDS.contains(word)
                || (word.length() == 3 && (word.charAt(0) == '1' || word.charAt(0) == '2') && isNumber(word));
    }

    private static String inner(String json) {
        return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
    }
}
