package io.astreaming.http.relay;

import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.relay.log.EventId;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamId;
import io.astreaming.sse.SseEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of a stream's events, with the ids by which a client comes back. */
final class EventFrames {
    /** A comment without a blank line: some clients take every blank line for an event. */
    private static final byte[] HEARTBEAT = {':', '\n'};

    private final StreamId stream;

    EventFrames(StreamId stream) {
        this.stream = stream;
    }

    /** Returns an event; with the time after which to reconnect, in milliseconds, unless that is 0. */
    ByteBuffer event(StoredEvent event, int retryMillis) {
        byte[] data = event.data();
        byte[] frame = SseEncoder.event(new Payload(data, 0, data.length, event.type(), 0, 0));
        return join(fields(event.number(), retryMillis), frame);
    }

    /** Returns what tells the client that the answer isn't whole. It is made from the seal alone, the same everywhere. */
    ByteBuffer end(Seal seal, int retryMillis) {
        String reason = seal.reason() == null ? "" : " (" + seal.reason() + ")";
        String json = "{\"error\":{\"message\":"
                + JsonText.ofString("The answer isn't whole: " + seal.outcome() + reason)
                + ",\"type\":\"stream_error\","
                + "\"code\":" + JsonText.ofString("stream_" + seal.outcome()) + "}}";
        return join(fields(EventId.END, retryMillis), SseEncoder.event(json));
    }

    static ByteBuffer heartbeat() {
        return ByteBuffer.wrap(HEARTBEAT.clone());
    }

    private byte[] fields(long number, int retryMillis) {
        String id = "id: " + new EventId(stream, number).text() + "\n";
        return (retryMillis == 0 ? id : "retry: " + retryMillis + "\n" + id).getBytes(StandardCharsets.US_ASCII);
    }

    private static ByteBuffer join(byte[] first, byte[] second) {
        ByteBuffer both = ByteBuffer.allocate(first.length + second.length);
        return both.put(first).put(second).flip();
    }
}
