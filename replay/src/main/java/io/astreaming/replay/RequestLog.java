package io.astreaming.replay;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The latest requests, bounded in number and in the memory of their bodies and heads; the oldest are removed first.
 * Thread-safe.
 */
final class RequestLog {
    static final int MAX_REQUESTS = 1_000;
    static final long MAX_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8);

    private final ArrayDeque<ReceivedRequest> requests = new ArrayDeque<>();
    private long bodies;
    private long heads;

    synchronized void add(ReceivedRequest request) {
        requests.addLast(request);
        bodies += request.size();
        heads += request.headCost();
        while (requests.size() > MAX_REQUESTS || bodies > MAX_BYTES || heads > MAX_BYTES) {
            ReceivedRequest oldest = requests.removeFirst();
            bodies -= oldest.size();
            heads -= oldest.headCost();
        }
    }

    synchronized void clear() {
        requests.clear();
        bodies = 0;
        heads = 0;
    }

    synchronized List<ReceivedRequest> toList() {
        return List.copyOf(requests);
    }
}
