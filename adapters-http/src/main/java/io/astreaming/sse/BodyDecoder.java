package io.astreaming.sse;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.Position;
import io.astreaming.error.StreamLimit;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
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
    private static final int FIRST_CAPACITY = 4 << 10;
    private static final int LONGEST_PAGE = 8 << 10;
    private static final Set<String> ENCODINGS = Set.of("gzip", "x-gzip", "deflate", "br", "zstd", "compress");

    private final StreamLimits limits;
    private final PayloadSink sink;
    private final UnaryOperator<String> redact;
    private final LenientEvents lenient;
    private SseDecoder events;

    /** Null once the body's format is known. */
    private @Nullable ResponseHead head;

    private Kind kind = Kind.EVENTS;
    private long skipped;
    /** The bytes of a JSON object or of a web page so far. */
    private byte[] held = {};

    private int length;
    private final JsonEndDetector jsonEnd = new JsonEndDetector();
    private boolean jsonIsWhole;

    /** The format of the current bytes. */
    private enum Kind {
        EVENTS,
        JSON,
        PAGE
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
        if (kind == Kind.PAGE) {
            hold(bytes, Math.min(bytes.remaining(), LONGEST_PAGE - length));
            refuseOnceTitled();
        } else if (kind == Kind.JSON) {
            readJson(bytes);
        }
        if (kind == Kind.EVENTS) {
            events.feed(bytes);
        }
    }

    @Override
    public void end() {
        if (kind == Kind.PAGE || (head != null && head.mediaType().equals("text/html"))) {
            throw page();
        } else if (kind == Kind.JSON) {
            sink.payload(json());
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
        refuseEncoded(start);
        int first = bytes.position();
        while (first < bytes.limit() && isBlank(bytes.get(first))) {
            first++;
            skipped++;
        }
        if (first == bytes.limit()) {
            return;
        }
        byte decisive = bytes.get(first);
        String mediaType = start.mediaType();
        head = null;
        if (decisive == '<') {
            kind = Kind.PAGE;
            return;
        } else if (mediaType.equals("text/html")) {
            throw page();
        }
        boolean json = decisive == '{';
        if (json) {
            kind = Kind.JSON;
            bytes.position(first);
            sink.deviation(Deviation.JSON_BODY);
        }
        if (!mediaType.equals("text/event-stream") && !(json && mediaType.equals("application/json"))) {
            sink.deviation(Deviation.CONTENT_TYPE);
        }
    }

    private boolean isBlank(byte b) {
        return isWhiteSpace(b) || (skipped < 3 && b == SseDecoder.bom((int) skipped));
    }

    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    /**
     * Throws if the response is encoded, since the request asked for no encoding. Names that mean no encoding, such as
     * {@code none} and {@code utf-8}, are common and harmless.
     */
    private static void refuseEncoded(ResponseHead start) {
        for (String encodings : start.headers().getOrDefault("content-encoding", List.of())) {
            for (String encoding : encodings.split(",", -1)) {
                String name = encoding.strip().toLowerCase(Locale.ROOT);
                if (ENCODINGS.contains(name)) {
                    throw new MalformedStreamException(
                            "the response is encoded (" + name
                                    + "), though the request asked for none; let the provider, or the proxy"
                                    + " that does it, send event streams without Content-Encoding",
                            null,
                            null);
                }
            }
        }
    }

    private void refuseOnceTitled() {
        if (length == LONGEST_PAGE || WebPage.hasTitle(held, length)) {
            throw page();
        }
    }

    private MalformedStreamException page() {
        return new MalformedStreamException(
                "the response is a web page" + redact.apply(WebPage.title(held, length))
                        + " instead of an event stream; check the base URL, which often ends in /v1,"
                        + " and whether a proxy answered in the provider's place",
                null,
                null);
    }

    /** Reads JSON and the white space after it. The bytes after that belong to an event stream. */
    private void readJson(ByteBuffer bytes) {
        int at = bytes.position();
        while (at < bytes.limit() && !jsonIsWhole) {
            jsonIsWhole = jsonEnd.isReachedBy(bytes.get(at++));
        }
        while (at < bytes.limit() && isWhiteSpace(bytes.get(at))) {
            at++;
        }
        int count = at - bytes.position();
        if (count > limits.eventBytes() - length) {
            throw new LimitExceededException(
                    StreamLimit.EVENT_BYTES, limits.eventBytes(), new Position(0, skipped, null));
        }
        hold(bytes, count);
        if (bytes.hasRemaining()) {
            Payload json = json();
            kind = Kind.EVENTS;
            held = new byte[0];
            events = new SseDecoder(limits, lenient, skipped + length);
            lenient.countOne();
            sink.payload(json);
        }
    }

    private Payload json() {
        return new Payload(held, 0, length, Payload.MESSAGE, 0, skipped);
    }

    private void hold(ByteBuffer bytes, int count) {
        int needed = length + count;
        if (needed > held.length) {
            long roomy = Math.max(FIRST_CAPACITY, 2L * held.length);
            held = Arrays.copyOf(held, (int) Math.max(needed, Math.min(limits.eventBytes(), roomy)));
        }
        bytes.get(held, length, count);
        length = needed;
    }
}
