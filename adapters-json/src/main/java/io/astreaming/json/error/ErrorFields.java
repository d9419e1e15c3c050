package io.astreaming.json.error;

import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.ErrorDetail;
import jakarta.json.stream.JsonParser.Event;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a provider's error in any form: an object, flat or nested in {@code error}, a string, or an array of
 * these.
 *
 * @param message what is wrong; null if the error has none
 * @param type the kind of error; null if there is none
 * @param code the provider's code, a number or a word; null if there is none
 * @param param the parameter of the request that is wrong; null if there is none
 */
public record ErrorFields(
        @Nullable String message,
        @Nullable String type,
        @Nullable String code,
        @Nullable String param) {
    private static final ErrorFields NOTHING = new ErrorFields(null, null, null, null);
    private static final int DEEPEST = 8;

    /** Reads an error from the first token of its text. */
    public static ErrorFields read(JsonTokens in) {
        in.next();
        return value(in, DEEPEST);
    }

    /** Returns the fields with the error's wire form. */
    public ErrorDetail detail(JsonText wire) {
        return new ErrorDetail(message == null ? "" : message, type, code, param, wire);
    }

    private static ErrorFields value(JsonTokens in, int depth) {
        return switch (in.event()) {
            case VALUE_STRING, VALUE_NUMBER -> new ErrorFields(scalar(in), null, null, null);
            case START_OBJECT -> depth == 0 ? skip(in) : object(in, depth - 1);
            case START_ARRAY -> depth == 0 ? skip(in) : list(in, depth - 1);
            default -> NOTHING;
        };
    }

    private static ErrorFields object(JsonTokens in, int depth) {
        ErrorFields message = NOTHING;
        ErrorFields detail = NOTHING;
        ErrorFields errors = NOTHING;
        ErrorFields inner = NOTHING;
        ErrorFields plain = NOTHING;
        ErrorFields status = NOTHING;
        ErrorFields details = NOTHING;
        String type = null;
        String code = null;
        String param = null;
        for (String name = in.member(); name != null; name = in.member()) {
            switch (plain(name)) {
                case "message", "errormessage", "errormsg", "errmsg", "statusmsg", "statusmessage" ->
                    message = message.or(value(in, depth));
                case "detail", "msg", "errordescription", "faultstring" -> detail = detail.or(value(in, depth));
                case "title" -> status = status.or(value(in, depth));
                case "errors" -> errors = value(in, depth);
                case "baseresp", "baseresponse", "errorinfo", "fault", "header", "response" ->
                    status = status.or(structure(in, depth));
                case "error" -> {
                    boolean nested = in.event() == Event.START_OBJECT || in.event() == Event.START_ARRAY;
                    ErrorFields error = value(in, depth);
                    inner = nested ? error : NOTHING;
                    plain = nested ? NOTHING : error;
                }
                case "type", "errortype" -> type = or(type, scalar(in));
                case "code", "errorcode", "errcode", "statuscode" -> code = or(code, scalar(in));
                case "status" -> status = status.or(status(in, depth));
                case "param" -> param = scalar(in);
                case "details" -> details = details.or(codeIn(in, depth));
                default -> in.skip();
            }
        }
        if ("error".equals(type)) {
            type = null;
        }
        ErrorFields own = new ErrorFields(null, type, code, param);
        return inner.or(own)
                .or(details)
                .or(message)
                .or(detail)
                .or(plain)
                .or(errors)
                .or(status);
    }

    /** Reads the code of an object whose other members are for people, such as links. */
    private static ErrorFields codeIn(JsonTokens in, int depth) {
        return in.event() == Event.START_OBJECT
                ? new ErrorFields(null, null, value(in, depth).code(), null)
                : skip(in);
    }

    /** Reads a status: an object, or a code. */
    private static ErrorFields status(JsonTokens in, int depth) {
        return in.event() == Event.VALUE_NUMBER ? new ErrorFields(null, null, scalar(in), null) : structure(in, depth);
    }

    /** Reads a member if it is an object or an array. */
    private static ErrorFields structure(JsonTokens in, int depth) {
        boolean nested = in.event() == Event.START_OBJECT || in.event() == Event.START_ARRAY;
        return nested ? value(in, depth) : skip(in);
    }

    /** Returns a name without the separators and capitals in which providers differ. */
    static String plain(String name) {
        return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static @Nullable String or(@Nullable String first, @Nullable String other) {
        return first != null ? first : other;
    }

    /** Returns whether there is a message, a type or a code. */
    boolean hasContent() {
        return message != null || type != null || code != null;
    }

    private static ErrorFields list(JsonTokens in, int depth) {
        ErrorFields all = NOTHING;
        StringBuilder messages = new StringBuilder();
        while (in.element()) {
            ErrorFields one = value(in, depth);
            if (one.message != null) {
                messages.append(messages.isEmpty() ? "" : "; ").append(one.message);
            }
            all = all.or(one);
        }
        return messages.isEmpty() ? all : new ErrorFields(messages.toString(), all.type, all.code, all.param);
    }

    private ErrorFields or(ErrorFields other) {
        return new ErrorFields(
                message != null ? message : other.message,
                type != null ? type : other.type,
                code != null ? code : other.code,
                param != null ? param : other.param);
    }

    private static ErrorFields skip(JsonTokens in) {
        in.skip();
        return NOTHING;
    }

    private static @Nullable String scalar(JsonTokens in) {
        if (in.event() == Event.VALUE_STRING || in.event() == Event.VALUE_NUMBER) {
            String text = in.string();
            return text.isEmpty() ? null : text;
        }
        in.skip();
        return null;
    }
}
