package io.astreaming.http.replay;

import io.astreaming.jsontext.JsonText;
import org.jspecify.annotations.Nullable;

/** The body of an error as OpenAI words it. */
final class ErrorJson {
    private ErrorJson() {}

    static String of(String message, String type, @Nullable String param, @Nullable String code) {
        return """
                {"error":{"message":%s,"type":%s,"param":%s,"code":%s}}
                """.formatted(JsonText.ofString(message), JsonText.ofString(type), orNull(param), orNull(code));
    }

    private static JsonText orNull(@Nullable String text) {
        return text == null ? JsonText.NULL : JsonText.ofString(text);
    }
}
