package io.astreaming.sse;

import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Detects the format of a successful response's body and decodes it. Some gateways answer with one JSON object, some
 * send the wrong content type, and a wrong base URL or a proxy yields a web page: so the first byte that is neither BOM
 * nor white space decides. Bytes after a JSON object are read as an event stream again.
 *
 * <p>Not thread-safe, and not usable after it has thrown.
 */
public final class BodyDecoder implements PayloadDecoder {
    private final StreamLimits limits;
    private final PayloadSink sink;
    private final UnaryOperator<String> redact;
    private final LenientEvents lenient;
    private SseDecoder events;

    /** Null once the body's format is known. */
    private @Nullable ResponseHead head;

    /** How many bytes there were before the format was known. */
    private long skipped;

    /** Null unless the current bytes are those of a JSON object. */
    private @Nullable JsonBody json;

    /** Null unless the body is a web page. */
    private @Nullable WebPage page;

    /**
     * Creates a decoder for a body of any kind: lines of JSON if the media type says so, otherwise an event stream or
     * what stands in its place.
     *
     * @param head the response's start; its media type matters
     * @param limits how many bytes an event, a line or a JSON body may have
     * @param sink receives the payloads
     * @param redact masks secrets in the title of a web page
     * @return a decoder at the start of the body
     */
    public static PayloadDecoder of(
            ResponseHead head, StreamLimits limits, PayloadSink sink, UnaryOperator<String> redact) {
        if (!head.mediaType().equals("application/x-ndjson")) {
            return new BodyDecoder(head, limits, sink, redact);
        }
        ContentEncoding.refuse(head);
        return new JsonLines(limits, sink);
    }

    /**
     * Creates a decoder at the start of a body.
     *
     * @param head the response's start; its media type matters
     * @param limits how many bytes an event, a line or a JSON body may have
     * @param sink receives the payloads
     */
    public BodyDecoder(ResponseHead head, StreamLimits limits, PayloadSink sink) {
        this(head, limits, sink, UnaryOperator.identity());
    }

    /**
     * Creates a decoder at the start of a body.
     *
     * @param head the response's start; its media type matters
     * @param limits how many bytes an event, a line or a JSON body may have
     * @param sink receives the payloads
     * @param redact masks secrets in the title of a web page
     */
    public BodyDecoder(ResponseHead head, StreamLimits limits, PayloadSink sink, UnaryOperator<String> redact) {
        this.head = head;
        this.limits = limits;
        this.sink = sink;
        this.redact = redact;
        this.lenient = new LenientEvents(limits.eventBytes(), sink);
        this.events = new SseDecoder(limits, lenient, 0);
    }

    @Override
    public void feed(ByteBuffer bytes) {
        if (head != null) {
            decide(head, bytes);
        }
        if (page != null) {
            page.read(bytes);
            if (page.isEnough()) {
                throw page.error(redact);
            }
        } else if (json != null) {
            readJson(json, bytes);
        } else {
            events.feed(bytes);
        }
    }

    @Override
    public void end() {
        if (page != null) {
            throw page.error(redact);
        } else if (head != null && isHtml(head)) {
            throw new WebPage().error(redact);
        } else if (json != null) {
            sink.payload(json.payload());
        } else {
            events.end();
            lenient.end();
        }
    }

    /** {@return the last event id of the complete events; empty if there is none} */
    public String lastEventId() {
        return events.lastEventId();
    }

    /** {@return how long the server asks clients to wait before a reconnection, in milliseconds, if it does} */
    public OptionalLong retryMillis() {
        return events.retryMillis();
    }

    /** The event decoder receives the bytes before the decision, too, since it ignores blank lines and a BOM. */
    private void decide(ResponseHead start, ByteBuffer bytes) {
        ContentEncoding.refuse(start);
        int first = bytes.position();
        while (first < bytes.limit() && isBlank(bytes.get(first))) {
            first++;
            skipped++;
        }
        if (first == bytes.limit()) {
            return;
        }
        byte decisive = bytes.get(first);
        head = null;
        if (decisive == '<') {
            page = new WebPage();
            return;
        } else if (isHtml(start)) {
            throw new WebPage().error(redact);
        }
        String mediaType = start.mediaType();
        boolean object = decisive == '{';
        if (object) {
            json = new JsonBody(limits.eventBytes(), skipped);
            bytes.position(first);
            sink.deviation(Deviation.JSON_BODY);
        }
        if (!mediaType.equals("text/event-stream") && !(object && mediaType.equals("application/json"))) {
            sink.deviation(Deviation.CONTENT_TYPE);
        }
    }

    private boolean isBlank(byte b) {
        return JsonBody.isWhiteSpace(b) || ByteOrderMark.isAt(skipped, b);
    }

    private static boolean isHtml(ResponseHead start) {
        return start.mediaType().equals("text/html");
    }

    /** Reads JSON and the white space after it. The bytes after that belong to an event stream. */
    private void readJson(JsonBody object, ByteBuffer bytes) {
        object.read(bytes);
        if (bytes.hasRemaining()) {
            json = null;
            events = new SseDecoder(limits, lenient, object.endPosition());
            lenient.countOne();
            sink.payload(object.payload());
            events.feed(bytes);
        }
    }
}
