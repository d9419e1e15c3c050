package io.astreaming.replay.format;

import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.BodyDecoder;
import io.astreaming.value.Deviation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The content of a recorded body: its payloads, and the names of everything else in it. Not thread-safe. */
public final class SseContent implements PayloadSink {
    /** The name of arrival times among the other content. */
    public static final String TIMING = "timing";

    /** Stands for the response's head, since recordings have no headers. */
    private static final ResponseHead HEAD =
            new ResponseHead(200, Map.of("content-type", List.of("text/event-stream")));

    private static final int PIECE = 64 << 10;

    private final Consumer<String> payloads;
    private boolean any;
    private final Set<String> more = new LinkedHashSet<>();
    private boolean done;

    private SseContent(Consumer<String> payloads) {
        this.payloads = payloads;
    }

    /** Reads a body to its end, and passes on its payloads. */
    public static SseContent read(InputStream body, Consumer<String> payloads) throws IOException {
        SseContent content = new SseContent(payloads);
        BodyDecoder decoder = new BodyDecoder(HEAD, StreamLimits.DEFAULT, content);
        byte[] buffer = new byte[PIECE];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            decoder.feed(ByteBuffer.wrap(buffer, 0, read));
        }
        decoder.end();
        if (!decoder.lastEventId().isEmpty()) {
            content.more.add("event ids");
        }
        if (decoder.retryMillis().isPresent()) {
            content.more.add("the time to wait before a new try");
        }
        return content;
    }

    /** Returns the names of what isn't a payload, for people. */
    public Set<String> more() {
        return more;
    }

    /** Returns whether {@code [DONE]} came. */
    public boolean isDone() {
        return done;
    }

    /** Returns whether there is neither a payload nor {@code [DONE]}. */
    public boolean isEmpty() {
        return !any && !done;
    }

    @Override
    public void payload(Payload payload) {
        if (payload.isBlank()) {
            more.add("empty events");
        } else if (done) {
            more.add("what follows [DONE]");
        } else if (payload.isDone()) {
            done = true;
        } else {
            any = true;
            payloads.accept(payload.text());
            if (!payload.event().equals(Payload.MESSAGE)) {
                more.add("event names");
            }
            if (!isUtf8(payload)) {
                more.add("bytes that aren't UTF-8");
            }
        }
    }

    /** A last event without its blank line counts if its JSON is complete. */
    @Override
    public void unterminated(Payload payload) {
        if (payload.isDone() || isJson(payload.text())) {
            payload(payload);
        } else if (!payload.isBlank()) {
            more.add("half an event at its end");
        }
    }

    @Override
    public void comment(Payload text) {
        more.add(text.text().strip().matches("at=\\d+") ? TIMING : "comments");
    }

    @Override
    public void unknownField(String name, Payload value) {
        if (name.equals("error")) {
            payload(value);
        }
        more.add("fields that aren't data");
    }

    @Override
    public void deviation(Deviation deviation) {
        switch (deviation) {
            case JSON_BODY, DATA_FIELD_MISSING -> more.add("JSON outside of events");
            case BLANK_LINE_MISSING -> more.add("events without a blank line between them");
            default -> {}
        }
    }

    /** Returns whether a text is one JSON value. */
    public static boolean isJson(String text) {
        try {
            JsonText.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isUtf8(Payload payload) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(payload.bytes());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
