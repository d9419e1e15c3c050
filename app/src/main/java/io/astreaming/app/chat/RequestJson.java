package io.astreaming.app.chat;

import io.astreaming.json.JsonbChatCodec;
import io.astreaming.request.ChatRequest;
import jakarta.json.JsonException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;

/** Reads requests and members of requests with the library's own reader. */
final class RequestJson {
    private static final Jsonb JSONB = JsonbBuilder.create(JsonbChatCodec.withDomainTypes(new JsonbConfig()));

    private RequestJson() {}

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException if the JSON isn't a request; the message quotes no content
     */
    static ChatRequest read(String json) {
        try {
            return JSONB.fromJson(json, ChatRequest.class);
        } catch (JsonbException | JsonException | IllegalArgumentException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /**
     * Reads a member of a request.
     *
     * @throws IllegalArgumentException if the value isn't valid for that member
     */
    static ChatRequest readMember(String name, String json) {
        return read(
                "{\"model\":\"-\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"" + name + "\":" + json + "}");
    }

    /** Uses only the messages of our own reader, since those of others may quote content. */
    private static String reason(Throwable problem) {
        String reason = "it can't be read as a request";
        Throwable cause = problem;
        for (int i = 0; cause != null && i < 10; i++, cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException) {
                reason = String.valueOf(cause.getMessage());
            }
        }
        return reason;
    }
}
