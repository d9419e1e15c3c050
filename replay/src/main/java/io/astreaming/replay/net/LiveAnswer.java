package io.astreaming.replay.net;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A status, headers, and a body that is known or arrives piece by piece. The arrays and maps aren't copied. */
public final class LiveAnswer {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] bytes;
    private final Flow.@Nullable Publisher<ByteBuffer> pieces;

    private LiveAnswer(
            int status, Map<String, String> headers, byte[] bytes, Flow.@Nullable Publisher<ByteBuffer> pieces) {
        this.status = status;
        this.headers = headers;
        this.bytes = bytes;
        this.pieces = pieces;
    }

    /** Creates an answer that is known. */
    public static LiveAnswer whole(int status, Map<String, String> headers, byte[] body) {
        return new LiveAnswer(status, headers, body, null);
    }

    /** Creates an answer whose body arrives; if the publisher fails, the connection is closed without an end. */
    public static LiveAnswer streamed(int status, Map<String, String> headers, Flow.Publisher<ByteBuffer> body) {
        return new LiveAnswer(status, headers, new byte[0], body);
    }

    int status() {
        return status;
    }

    /** Returns the known body; empty if it arrives piece by piece. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns the pieces; null if the body is known. */
    Flow.@Nullable Publisher<ByteBuffer> pieces() {
        return pieces;
    }

    /** Returns the head of the response. */
    String head(ResponseForm form) {
        StringBuilder head = new StringBuilder(StatusLine.of(status));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (pieces != null && form.chunked()) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (pieces == null && status != 204) {
            head.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        if (!isPersistent(form)) {
            head.append("Connection: close\r\n");
        }
        return head.append("\r\n").toString();
    }

    boolean isPersistent(ResponseForm form) {
        return form.persistent() && (pieces == null || form.chunked());
    }
}
