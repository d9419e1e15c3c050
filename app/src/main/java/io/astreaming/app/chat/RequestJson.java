package io.astreaming.app.chat;

import io.astreaming.json.JsonbChatCodec;
import io.astreaming.request.ChatRequest;
import jakarta.json.JsonException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;

/** Reads requests, whole ones and parts of them, through the one reader that there is. */
final class RequestJson {
    private static final Jsonb JSONB = JsonbBuilder.create(JsonbChatCodec.withDomainTypes(new JsonbConfig()));

    private RequestJson() {}

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException if it is none; the message quotes nothing
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
     * @throws IllegalArgumentException if it can't be one
     */
    static ChatRequest readMember(String name, String json) {
        return read(
                "{\"model\":\"-\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"" + name + "\":" + json + "}");
    }

    /** What our own reader said; others may quote what they read. */
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
