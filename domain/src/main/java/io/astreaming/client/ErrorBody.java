package io.astreaming.client;

import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import io.astreaming.port.ErrorDecoder;
import io.astreaming.port.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** An error response with the beginning of its body, up to a limit. Not thread-safe. */
final class ErrorBody {
    private final ResponseHead head;
    private final int max;
    private byte[] body = new byte[1 << 10];
    private int length;

    ErrorBody(ResponseHead head, int max) {
        this.head = head;
        this.max = max;
    }

    /** Appends the next bytes. Returns false if the limit is reached. */
    boolean append(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), max - length);
        if (length + count > body.length) {
            body = Arrays.copyOf(body, Math.min(max, Math.max(length + count, 2 * body.length)));
        }
        bytes.get(body, length, count);
        length += count;
        return length < max;
    }

    /**
     * Returns the error with secrets masked: in the body as it arrived, and again in the decoded text, which may have
     * been compressed or escaped in the body.
     */
    ChatException error(ErrorDecoder errors, UnaryOperator<String> redact) {
        String text = new String(body, 0, length, StandardCharsets.UTF_8);
        String redacted = redact.apply(text);
        byte[] bytes = redacted.equals(text) ? Arrays.copyOf(body, length) : redacted.getBytes(StandardCharsets.UTF_8);
        ChatException error = errors.decode(head.map(redact), bytes);
        return error instanceof RejectedException rejected ? rejected.map(redact) : error;
    }
}
