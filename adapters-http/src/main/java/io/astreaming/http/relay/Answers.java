package io.astreaming.http.relay;

import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Scheduler;
import io.astreaming.relay.RelayedStream;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StreamSealed;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The responses of a relay, with their headers. */
final class Answers {
    private final Scheduler scheduler;
    private final @Nullable String allowedOrigin;

    Answers(Scheduler scheduler, @Nullable String allowedOrigin) {
        this.scheduler = scheduler;
        this.allowedOrigin = allowedOrigin;
    }

    /** Headers of every response. */
    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-cache, no-transform");
        if (allowedOrigin != null) {
            headers.put("Access-Control-Allow-Origin", allowedOrigin);
            headers.put("Access-Control-Expose-Headers", "x-stream-id, content-location");
            if (!allowedOrigin.equals("*")) {
                headers.put("Vary", "Origin");
            }
        }
        return headers;
    }

    private Map<String, String> headers(RelayedStream stream) {
        Map<String, String> headers = headers();
        headers.put("X-Stream-Id", stream.id().value());
        headers.put("Content-Location", "/v1/streams/" + stream.id().value());
        return headers;
    }

    RelayResponse events(RelayedStream stream, long after) {
        Map<String, String> headers = headers(stream);
        headers.put("Content-Type", "text/event-stream");
        headers.put("X-Accel-Buffering", "no");
        EventFrames frames = new EventFrames(stream.id());
        return RelayResponse.streamed(
                headers, client -> stream.events(after).subscribe(new EventBytes(frames, scheduler, client)));
    }

    RelayResponse nothingLeft(RelayedStream stream) {
        return RelayResponse.empty(204, headers(stream));
    }

    RelayResponse state(RelayedStream stream) {
        Map<String, String> headers = headers(stream);
        Seal seal = stream.seal();
        headers.put("X-Stream-State", seal == null ? "open" : seal.outcome());
        headers.put("X-Stream-Last", Long.toString(stream.last()));
        return RelayResponse.empty(200, headers);
    }

    RelayResponse stopped(RelayedStream stream, StreamSealed end) {
        String json = "{\"id\":" + JsonText.ofString(stream.id().value()) + ",\"outcome\":"
                + JsonText.ofString(end.seal().outcome()) + ",\"last\":" + end.last() + "}";
        return json(200, headers(stream), json);
    }

    RelayResponse preflight() {
        Map<String, String> headers = headers();
        if (allowedOrigin != null) {
            headers.put("Access-Control-Allow-Methods", "GET, HEAD, POST, DELETE");
            headers.put("Access-Control-Allow-Headers", "last-event-id, idempotency-key, authorization, content-type");
            headers.put("Access-Control-Max-Age", "600");
        }
        return RelayResponse.empty(204, headers);
    }

    RelayResponse notFound() {
        return error(404, "there is no such stream");
    }

    RelayResponse unavailable() {
        Map<String, String> headers = headers();
        headers.put("Retry-After", "1");
        return json(503, headers, body("the relay can't serve streams at the moment: try again"));
    }

    RelayResponse error(int status, String message) {
        return json(status, headers(), body(message));
    }

    private static String body(String message) {
        return "{\"error\":{\"message\":" + JsonText.ofString(message) + ",\"type\":\"relay_error\"}}";
    }

    private static RelayResponse json(int status, Map<String, String> headers, String json) {
        headers.put("Content-Type", "application/json");
        return RelayResponse.whole(status, headers, json.getBytes(StandardCharsets.UTF_8));
    }
}
