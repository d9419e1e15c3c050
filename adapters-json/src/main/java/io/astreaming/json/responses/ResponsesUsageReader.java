package io.astreaming.json.responses;

import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.CompletionTokensDetails;
import io.astreaming.value.PromptTokensDetails;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import jakarta.json.stream.JsonParser.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code usage} of a response, whose counts have other names than those of chat completions; some servers use
 * those nevertheless.
 */
final class ResponsesUsageReader {
    private ResponsesUsageReader() {}

    /** Reads an object; one without counts reports nothing. */
    static Usage read(JsonTokens in) {
        Long input = null;
        Long output = null;
        Long total = null;
        PromptTokensDetails inputDetails = null;
        CompletionTokensDetails outputDetails = null;
        Map<String, JsonText> extras = new LinkedHashMap<>();
        boolean reported = false;
        for (String name = in.member(); name != null; name = in.member()) {
            in.count();
            reported |= in.event() != Event.VALUE_NULL;
            switch (name) {
                case "input_tokens", "prompt_tokens" -> input = Values.number(in);
                case "output_tokens", "completion_tokens" -> output = Values.number(in);
                case "total_tokens" -> total = Values.number(in);
                case "input_tokens_details", "prompt_tokens_details" -> inputDetails = inputDetails(in);
                case "output_tokens_details", "completion_tokens_details" -> outputDetails = outputDetails(in);
                default -> keep(in, name, extras);
            }
        }
        return reported
                ? new TokenUsage(input, output, total, inputDetails, outputDetails, null, null, extras(extras))
                : UsageNotReported.INSTANCE;
    }

    private static @Nullable PromptTokensDetails inputDetails(JsonTokens in) {
        if (in.event() != Event.START_OBJECT) {
            Values.unexpected(in);
            return null;
        }
        Long cached = null;
        Long written = null;
        Long audio = null;
        Long text = null;
        Long image = null;
        Map<String, JsonText> extras = new LinkedHashMap<>();
        for (String name = in.member(); name != null; name = in.member()) {
            in.count();
            switch (name) {
                case "cached_tokens" -> cached = Values.number(in);
                case "cache_write_tokens" -> written = Values.number(in);
                case "audio_tokens" -> audio = Values.number(in);
                case "text_tokens" -> text = Values.number(in);
                case "image_tokens" -> image = Values.number(in);
                default -> keep(in, name, extras);
            }
        }
        return new PromptTokensDetails(cached, written, audio, text, image, extras(extras));
    }

    private static @Nullable CompletionTokensDetails outputDetails(JsonTokens in) {
        if (in.event() != Event.START_OBJECT) {
            Values.unexpected(in);
            return null;
        }
        Long reasoning = null;
        Long audio = null;
        Long text = null;
        Map<String, JsonText> extras = new LinkedHashMap<>();
        for (String name = in.member(); name != null; name = in.member()) {
            in.count();
            switch (name) {
                case "reasoning_tokens" -> reasoning = Values.number(in);
                case "audio_tokens" -> audio = Values.number(in);
                case "text_tokens" -> text = Values.number(in);
                default -> keep(in, name, extras);
            }
        }
        return new CompletionTokensDetails(reasoning, audio, text, null, null, extras(extras));
    }

    private static void keep(JsonTokens in, String name, Map<String, JsonText> extras) {
        JsonText value = in.value();
        if (!value.isNull()) {
            extras.put(name, value);
        }
    }

    private static Extras extras(Map<String, JsonText> members) {
        return members.isEmpty() ? Extras.NONE : new Extras(members);
    }
}
