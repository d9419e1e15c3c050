package io.astreaming.json.error;

import io.astreaming.json.token.WholeNumber;
import io.astreaming.jsontext.JsonText;
import java.util.Set;

/** The names of members, and the values, by which providers report success and failure. */
final class FailureWords {
    static final Set<String> MESSAGES = Set.of(
            "message",
            "msg",
            "detail",
            "errormessage",
            "errormsg",
            "errmsg",
            "statusmsg",
            "statusmessage",
            "faultstring");
    static final Set<String> CODES = Set.of("code", "errorcode", "errcode", "errno", "statuscode", "retcode", "status");
    static final Set<String> TYPES = Set.of("type", "errortype");
    static final Set<String> SUCCESSES = Set.of("success", "ok", "succeeded");
    static final Set<String> FAILURES = Set.of("error", "failed", "failure");
    /** The beginnings of messages that only report that the provider is still there. */
    static final Set<String> SIGNS_OF_LIFE = Set.of(
            "ping", "pong", "heartbeat", "keepalive", "processing", "waiting", "queued", "pending", "connected", "ok");

    static final Set<String> SUCCESS_WORDS = Set.of("0", "ok", "success", "succeeded", "successful", "none", "null");

    private FailureWords() {}

    static boolean isMessage(JsonText value) {
        return value.text().startsWith("\"") && value.text().length() > 2;
    }

    static boolean isSignOfLife(JsonText message) {
        String words = ErrorFields.plain(inner(message.text()));
        return SIGNS_OF_LIFE.stream().anyMatch(words::startsWith);
    }

    static boolean isFailureCode(JsonText code) {
        String text = code.text();
        if (text.startsWith("\"")) {
            return !isSuccessWord(code);
        }
        Long number = isNumber(text) ? WholeNumber.of(text) : null;
        return number != null && number != 0 && (number < 100 || number >= 300);
    }

    /** Returns whether a code is one of failure in any object: a number from 400 on, where those of HTTP begin. */
    static boolean isCertainFailure(String code) {
        Long number = isNumber(code) ? WholeNumber.of(code) : null;
        return number != null && number >= 400;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && (text.charAt(0) == '-' || (text.charAt(0) >= '0' && text.charAt(0) <= '9'));
    }

    /**
     * Returns whether a status is one of failure. It may be any word, such as {@code processing}; a number is one of
     * HTTP.
     */
    static boolean isFailureStatus(JsonText status) {
        String text = status.text();
        return isNumber(text) || FAILURES.contains(ErrorFields.plain(inner(text)));
    }

    static boolean isFailureType(JsonText type) {
        String word = ErrorFields.plain(inner(type.text()));
        return word.endsWith("error") || word.endsWith("exception");
    }

    static boolean isSuccessWord(JsonText string) {
        String word = ErrorFields.plain(inner(string.text())).strip();
        return word.isEmpty()
                || SUCCESS_WORDS.contains(word)
                || (word.length() == 3 && (word.charAt(0) == '1' || word.charAt(0) == '2') && isNumber(word));
    }

    private static String inner(String json) {
        return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
    }
}
