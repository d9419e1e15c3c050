package io.astreaming.json.request;

import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RequestEncoder;
import io.astreaming.request.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes requests. Thread-safe. */
public final class RequestWriter implements RequestEncoder {
    private static final String PATH = "/chat/completions";

    @Override
    public EncodedRequest encode(ChatRequest request) {
        return EncodedRequest.of(PATH, text(request).getBytes(StandardCharsets.UTF_8));
    }

    /** The request's JSON. */
    public String text(ChatRequest request) {
        return text(RequestMapper.of(request));
    }

    /** The JSON of a part of a request. */
    public String text(Map<String, Object> body) {
        try {
            return JsonTextWriter.of(body);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the request can't be written as JSON: look at its schemas and extras, whose own text has to be JSON",
                    e);
        }
    }
}
