package io.astreaming.app.bench;

import io.astreaming.app.trace.TimedRecording;
import io.astreaming.port.Payload;
import io.astreaming.port.TraceSink;
import io.astreaming.sse.SseEncoder;
import java.io.ByteArrayOutputStream;

/** Keeps one stream in memory with its arrival times, unless it is too long. Used by one thread after another. */
final class KeptStream implements TraceSink {
    private static final int MAX_BYTES = 4 << 20;

    private final Memory memory;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private boolean begun;
    private boolean dropped;

    /** Tells whether there is memory for some more streams. Thread-safe. */
    interface Memory {
        /** Takes some bytes; returns whether there were so many. A negative number gives them back. */
        boolean take(int bytes);
    }

    KeptStream(Memory memory) {
        this.memory = memory;
    }

    @Override
    public void received(Payload payload, long nanos) {
        begun = true;
        write(TimedRecording.timed(SseEncoder.event(payload), nanos));
    }

    @Override
    public void comment(Payload text, long nanos) {
        write(TimedRecording.timed(SseEncoder.comment(text.text().stripLeading()), nanos));
    }

    private void write(byte[] event) {
        if (dropped) {
            return;
        }
        if (bytes.size() + event.length <= MAX_BYTES && memory.take(event.length)) {
            bytes.writeBytes(event);
        } else {
            drop();
        }
    }

    /** Forgets the stream: a part of it would look like a stream that broke off. */
    void drop() {
        dropped = true;
        memory.take(-bytes.size());
        bytes.reset();
    }

    /** Returns whether no payload is kept. */
    boolean isEmpty() {
        return !begun || dropped;
    }

    /** Returns the stream as server-sent events. */
    byte[] bytes() {
        return bytes.toByteArray();
    }
}
