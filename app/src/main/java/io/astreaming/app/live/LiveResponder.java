package io.astreaming.app.live;

import io.astreaming.app.inspect.InspectPage;
import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.replay.net.IncomingRequest;
import io.astreaming.replay.net.LiveAnswer;
import io.astreaming.replay.net.LiveResponse;
import io.astreaming.replay.net.Rejection;
import io.astreaming.replay.net.Responder;
import io.astreaming.replay.net.Response;
import io.astreaming.replay.net.ResponseForm;
import io.astreaming.replay.net.Wire;
import io.astreaming.request.ChatRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** Answers the page: the page itself, the form of a saved page, and streams. Thread-safe. */
final class LiveResponder implements Responder {
    private static final int MAX_PROMPT = 1 << 20;
    private static final String HTML = "text/html; charset=utf-8";
    static final String STREAM = "streams/";

    private static final int MAX_PARTS = 8;

    /** A recording is the same answer to every prompt. */
    private static final String ANY_PROMPT = "Hello";

    private final PageAccess access;
    private final List<LiveSource> sources;
    private final LiveStreams streams;

    LiveResponder(PageAccess access, List<LiveSource> sources, LiveStreams streams) {
        this.access = access;
        this.sources = List.copyOf(sources);
        this.streams = streams;
    }

    /** The page is joined, and an endpoint's client made, on another thread than the server's. */
    @Override
    public Response respond(IncomingRequest request, ResponseForm form, Wire wire) {
        return LiveResponse.of(CompletableFuture.supplyAsync(() -> answer(request)), form, wire);
    }

    @Override
    public Response reject(Rejection rejection, ResponseForm form, Wire wire) {
        return LiveResponse.of(CompletableFuture.completedFuture(problem(rejection)), form, wire);
    }

    private LiveAnswer answer(IncomingRequest request) {
        Rejection refusal = access.refusal(request);
        if (refusal != null) {
            return problem(refusal);
        }
        String place = access.place(request);
        try {
            return switch (request.method() + " " + place) {
                case "GET " -> whole(HTML, InspectPage.live(known()));
                case "GET saved.html" -> whole(HTML, InspectPage.toBeFilled());
                case "POST streams" -> open(request);
                default ->
                    request.method().equals("DELETE") && place.startsWith(STREAM)
                            ? stop(place.substring(STREAM.length()))
                            : problem(new Rejection(404, "there is nothing at this place"));
            };
        } catch (ParameterException e) { // from an endpoint whose key is missing
            return problem(new Rejection(422, String.valueOf(e.getMessage())));
        } catch (IOException | IllegalArgumentException e) {
            return problem(new Rejection(422, ErrorReporter.describe(e)));
        }
    }

    private JsonText known() {
        JsonWriter out = new JsonWriter().beginArray();
        sources.forEach(source -> source.writeTo(out));
        return out.endArray().text();
    }

    private LiveAnswer open(IncomingRequest request) {
        if (streams.size() >= LiveStreams.MAX) {
            return problem(new Rejection(429, LiveStreams.MAX + " streams are open: stop one of them first"));
        }
        if (request.body().length > MAX_PROMPT) {
            return problem(new Rejection(413, "a prompt has at most " + (MAX_PROMPT >> 20) + " MiB"));
        }
        Map<String, String> query = query(request.uri().getRawQuery());
        LiveSource source = source(query.get("source"));
        String prompt = text(request.body());
        if (prompt.isBlank() && !source.isRecording()) {
            throw new IllegalArgumentException("the prompt is empty");
        }
        String model = query.getOrDefault("model", "");
        ChatRequest asked = ChatRequest.model(model.isBlank() ? source.model() : model.strip())
                .user(prompt.isBlank() ? ANY_PROMPT : prompt)
                .includeUsage(true)
                .build();
        source.chat(); // fails now if the endpoint's key is missing
        return LiveAnswer.streamed(200, headers("application/x-ndjson"), new LiveStream(source, asked, streams));
    }

    private LiveSource source(@Nullable String number) {
        if (number == null || !number.matches("[0-9]{1,4}") || Integer.parseInt(number) >= sources.size()) {
            throw new IllegalArgumentException("there is no such endpoint or recording; load the page again");
        }
        return sources.get(Integer.parseInt(number));
    }

    private LiveAnswer stop(String id) {
        streams.stop(id);
        return LiveAnswer.whole(204, headers("text/plain"), new byte[0]);
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String part : (raw == null ? "" : raw).split("&", MAX_PARTS)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                String value = URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
                query.put(part.substring(0, equals), value);
            }
        }
        return query;
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the prompt isn't UTF-8 text", e);
        }
    }

    private static LiveAnswer whole(String type, String body) {
        return LiveAnswer.whole(200, headers(type), body.getBytes(StandardCharsets.UTF_8));
    }

    private static LiveAnswer problem(Rejection rejection) {
        byte[] body = (rejection.message() + "\n").getBytes(StandardCharsets.UTF_8);
        return LiveAnswer.whole(rejection.status(), headers("text/plain; charset=utf-8"), body);
    }

    /** The page's own policy is in the page; this one is for what only a header can say. */
    private static Map<String, String> headers(String type) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Security-Policy", "frame-ancestors 'none'");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Content-Type-Options", "nosniff");
        return headers;
    }
}
