package io.astreaming.client;

import io.astreaming.port.ChatTransport;
import io.astreaming.port.Redactor;
import io.astreaming.request.Headers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Masks the secrets of one stream: those of its transports, the headers of its request, and what was sent with each of
 * its last attempts, since a transport whose key has changed may no longer know the former key. Not thread-safe.
 */
public final class StreamRedactor implements Redactor {
    private static final int MAX_ATTEMPTS = 8;

    private final List<ChatTransport> transports;
    /**
     * The latest comes first: it also knows the earlier secrets, and masks the longest of secrets that contain each
     * other.
     */
    private final Deque<Redactor> attempts = new ArrayDeque<>();

    /**
     * Creates the redactor of a stream.
     *
     * @param transports the transports that may send the request
     * @param headers the headers of the request
     */
    public StreamRedactor(List<ChatTransport> transports, Headers headers) {
        this.transports = List.copyOf(transports);
        if (!headers.isEmpty()) {
            transports.forEach(transport -> add(transport.redactor(headers)));
        }
    }

    /** Adds the secrets of one more attempt. */
    void add(Redactor attempt) {
        if (attempt == Redactor.NONE || (attempt instanceof ChatTransport sender && transports.contains(sender))) {
            return;
        }
        if (attempts.size() == MAX_ATTEMPTS) {
            attempts.removeLast();
        }
        attempts.addFirst(attempt);
    }

    @Override
    public String redact(String text) {
        String redacted = text;
        for (Redactor attempt : attempts) {
            redacted = attempt.redact(redacted);
        }
        for (ChatTransport transport : transports) {
            redacted = transport.redact(redacted);
        }
        return redacted;
    }

    @Override
    public int secretPrefixLength(String text) {
        int longest = 0;
        for (ChatTransport transport : transports) {
            longest = Math.max(longest, transport.secretPrefixLength(text));
        }
        for (Redactor attempt : attempts) {
            longest = Math.max(longest, attempt.secretPrefixLength(text));
        }
        return longest;
    }
}
