package io.astreaming.replay;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The last requests, bounded in number and in the memory that bodies and heads take: the oldest are forgotten first.
 * Thread-safe.
 */
final class RequestLog {
    static final int MOST = 1_000;
    static final long MOST_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8);

    private final ArrayDeque<ReceivedRequest> requests = new ArrayDeque<>();
    private long bodies;
    private long heads;

    synchronized void add(ReceivedRequest request) {
        requests.addLast(request);
        bodies += request.size();
        heads += request.headCost();
        while (requests.size() > MOST || bodies > MOST_BYTES || heads > MOST_BYTES) {
            ReceivedRequest oldest = requests.removeFirst();
            bodies -= oldest.size();
            heads -= oldest.headCost();
        }
    }

    synchronized List<ReceivedRequest> toList() {
        return List.copyOf(requests);
    }
}
