package io.astreaming.http;

import io.astreaming.chunk.Deviation;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.Position;
import io.astreaming.error.StreamLimit;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.StreamLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the body of a success is. Some gateways answer with one JSON object, some name the wrong content type, and
 * a wrong base URL or a proxy brings a web page: so the first byte that is neither BOM nor white space decides.
 *
 * <p>Not thread-safe, and of no use after it has thrown.
 */
public final class BodyDecoder implements PayloadDecoder {
    private static final int FIRST_CAPACITY = 4 << 10;
    private static final Set<String> ENCODINGS = Set.of("gzip", "x-gzip", "deflate", "br", "zstd", "compress");

    private final PayloadSink sink;
    private final SseDecoder events;
    private final int limit;

    /** Absent once it is known what the body is. */
    private @Nullable ResponseHead head;

    private boolean isJson;
    private long skipped;
    private byte[] json = {};
    private int jsonLength;

    /**
     * A decoder at the start of a body.
     *
     * @param head the response's start; its media type matters
     * @param limits how many bytes an event, a line or a JSON body may have
     * @param sink whom to tell
     */
    public BodyDecoder(ResponseHead head, StreamLimits limits, PayloadSink sink) {
        this.head = head;
        this.sink = sink;
        this.events = new SseDecoder(limits, sink);
        this.limit = limits.eventBytes();
    }

    @Override
    public void feed(ByteBuffer bytes) {
        if (head != null) {
            decide(head, bytes);
        }
        if (isJson) {
            append(bytes);
        } else {
            events.feed(bytes);
        }
    }

    @Override
    public void end() {
        if (isJson) {
            sink.payload(new Payload(json, 0, jsonLength, Payload.MESSAGE, 0, skipped));
        } else {
            refuseHtml(head != null && head.mediaType().equals("text/html"));
            events.end();
        }
    }

    /** The event decoder sees what comes before the decision too: blank lines and a BOM mean nothing to it. */
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
        refuseHtml(decisive == '<' || mediaType.equals("text/html"));
        head = null;
        isJson = decisive == '{';
        if (isJson) {
            bytes.position(first);
            sink.deviation(Deviation.JSON_BODY);
        }
        if (!mediaType.equals("text/event-stream") && !(isJson && mediaType.equals("application/json"))) {
            sink.deviation(Deviation.CONTENT_TYPE);
        }
    }

    private boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n' || (skipped < 3 && b == SseDecoder.bom((int) skipped));
    }

    /** Nobody asked for an encoding. Names that mean none, such as {@code none} and {@code utf-8}, are common and harmless. */
    private static void refuseEncoded(ResponseHead start) {
        for (String encodings : start.headers().getOrDefault("content-encoding", List.of())) {
            for (String encoding : encodings.split(",", -1)) {
                String name = encoding.strip().toLowerCase(Locale.ROOT);
                if (ENCODINGS.contains(name)) {
                    throw new MalformedStreamException(
                            "the response is encoded (" + name
                                    + "), which nobody asked for; let the provider, or the proxy"
                                    + " that does it, send event streams without Content-Encoding",
                            null,
                            null);
                }
            }
        }
    }

    private static void refuseHtml(boolean html) {
        if (html) {
            throw new MalformedStreamException(
                    "the response is a web page instead of an event stream; check the base URL, which often ends in /v1,"
                            + " and whether a proxy answered in the provider's place",
                    null,
                    null);
        }
    }

    private void append(ByteBuffer bytes) {
        int count = bytes.remaining();
        if (count > limit - jsonLength) {
            throw new LimitExceededException(StreamLimit.EVENT_BYTES, limit, new Position(0, skipped, null));
        }
        int needed = jsonLength + count;
        if (needed > json.length) {
            long roomy = Math.max(FIRST_CAPACITY, 2L * json.length);
            json = Arrays.copyOf(json, (int) Math.max(needed, Math.min(limit, roomy)));
        }
        bytes.get(json, jsonLength, count);
        jsonLength = needed;
    }
}
