package io.astreaming.client;

import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import io.astreaming.port.ErrorDecoder;
import io.astreaming.port.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** A response that is no answer, and as much of its body as we take. Not thread-safe. */
final class ErrorBody {
    private final ResponseHead head;
    private final int most;
    private byte[] body = new byte[1 << 10];
    private int length;

    ErrorBody(ResponseHead head, int most) {
        this.head = head;
        this.most = most;
    }

    /** Takes the next bytes. False if no more are wanted. */
    boolean take(ByteBuffer bytes) {
        int taken = Math.min(bytes.remaining(), most - length);
        if (length + taken > body.length) {
            body = Arrays.copyOf(body, Math.min(most, Math.max(length + taken, 2 * body.length)));
        }
        bytes.get(body, length, taken);
        length += taken;
        return length < most;
    }

    /** What it says, without secrets: masked as it came, and again as it was read, for it may have been compressed or escaped. */
    ChatException error(ErrorDecoder errors, UnaryOperator<String> redact) {
        String text = new String(body, 0, length, StandardCharsets.UTF_8);
        String redacted = redact.apply(text);
        byte[] said = redacted.equals(text) ? Arrays.copyOf(body, length) : redacted.getBytes(StandardCharsets.UTF_8);
        ChatException error = errors.decode(head.map(redact), said);
        return error instanceof RejectedException rejected ? rejected.map(redact) : error;
    }
}
