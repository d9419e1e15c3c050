package io.astreaming.json.request;

import io.astreaming.json.token.Surrogates;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.port.EncodedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** The JSON of requests: what a mapper has made of a request is written on one line. */
public final class RequestJson {
    private RequestJson() {}

    /**
     * Writes a request.
     *
     * @param body makes the request's members
     * @return the JSON, in UTF-8
     * @throws IllegalArgumentException if the protocol has no place for something in the request, or if a schema or an
     *     extra in it isn't JSON
     */
    public static byte[] bytes(Supplier<Map<String, Object>> body) {
        return text("the request", body).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads the body of a request.
     *
     * @throws IllegalArgumentException if it isn't JSON
     */
    public static JsonText of(EncodedRequest request) {
        return JsonText.of(new String(request.body(), StandardCharsets.UTF_8));
    }

    static String text(String what, Supplier<Map<String, Object>> body) {
        try {
            return Surrogates.replaceUnpaired(
                    new JsonWriter().tree(body.get()).text().text());
        } catch (IllegalArgumentException e) {
            if (Refusal.is(e)) {
                throw e;
            }
            throw new IllegalArgumentException(
                    what + " can't be written as JSON: check its schemas and extras, whose text must be JSON", e);
        }
    }
}
