package io.astreaming.http.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The answer to a client: a status, headers, and a body that may be a stream. */
public final class RelayResponse {
    private static final byte[] NOTHING = new byte[0];

    private final int status;
    private final Map<String, String> headers;
    private final byte[] bytes;
    private final Flow.@Nullable Publisher<ByteBuffer> stream;

    private RelayResponse(
            int status, Map<String, String> headers, byte[] bytes, Flow.@Nullable Publisher<ByteBuffer> stream) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.bytes = bytes;
        this.stream = stream;
    }

    static RelayResponse whole(int status, Map<String, String> headers, byte[] bytes) {
        return new RelayResponse(status, headers, bytes, null);
    }

    static RelayResponse empty(int status, Map<String, String> headers) {
        return whole(status, headers, NOTHING);
    }

    static RelayResponse streamed(Map<String, String> headers, Flow.Publisher<ByteBuffer> stream) {
        return new RelayResponse(200, headers, NOTHING, stream);
    }

    /** {@return the status} */
    public int status() {
        return status;
    }

    /** {@return the headers, each with one value; none of them says how long the body is} */
    public Map<String, String> headers() {
        return headers;
    }

    /** {@return the body, if it isn't streamed; empty if there is none} */
    public byte[] bytes() {
        return bytes;
    }

    /** {@return whether the body is a stream of events, which may take long and has no length} */
    public boolean isStreamed() {
        return stream != null;
    }

    /**
     * Returns the body as a stream for one subscriber. An error says that this node can't learn how the stream goes on: the
     * connection is to be broken, not ended, so that the client comes back.
     *
     * @return a publisher as Reactive Streams define it, of buffers to be written one after another
     * @throws IllegalStateException if the body isn't streamed
     */
    public Flow.Publisher<ByteBuffer> stream() {
        if (stream == null) {
            throw new IllegalStateException("the body isn't streamed: use bytes()");
        }
        return stream;
    }

    /**
     * Writes the body, whichever it is. The calling thread waits for the stream; it may be a virtual thread.
     *
     * @param out where to; flushed after each event, not closed
     * @throws IOException if writing fails, since the client has left; or if the stream breaks off without an end, and the
     *     connection is to be broken
     */
    public void writeTo(OutputStream out) throws IOException {
        if (stream == null) {
            out.write(bytes);
            out.flush();
        } else {
            BlockingBody.write(stream, out);
        }
    }

    @Override
    public String toString() {
        return "RelayResponse[" + status + (stream == null ? ", " + bytes.length + " bytes" : ", streamed") + "]";
    }
}
