package io.astreaming.http.replay;

import java.util.ArrayDeque;
import java.util.List;

/** The last requests, bounded in number and in bytes: the oldest are forgotten first. Thread-safe. */
final class ReceivedRequests {
    static final int MOST = 1_000;
    static final long MOST_BYTES = 64L << 20;

    private final ArrayDeque<ReceivedRequest> requests = new ArrayDeque<>();
    private long bytes;

    synchronized void add(ReceivedRequest request) {
        requests.addLast(request);
        bytes += request.size();
        while (requests.size() > MOST || bytes > MOST_BYTES) {
            bytes -= requests.removeFirst().size();
        }
    }

    synchronized List<ReceivedRequest> toList() {
        return List.copyOf(requests);
    }
}
