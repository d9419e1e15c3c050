package io.astreaming.replay.completion;

import io.astreaming.jsontext.JsonText;
import org.jspecify.annotations.Nullable;

/** Writes the body of an error in OpenAI's form. */
public final class ErrorJson {
    private ErrorJson() {}

    public static String of(String message, String type, @Nullable String param, @Nullable String code) {
        return """
                {"error":{"message":%s,"type":%s,"param":%s,"code":%s}}
                """.formatted(JsonText.ofString(message), JsonText.ofString(type), orNull(param), orNull(code));
    }

    private static JsonText orNull(@Nullable String text) {
        return text == null ? JsonText.NULL : JsonText.ofString(text);
    }
}
