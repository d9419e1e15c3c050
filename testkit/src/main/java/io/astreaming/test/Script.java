package io.astreaming.test;

import io.astreaming.replay.ReceivedRequest;
import io.astreaming.replay.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The replies that a test has queued, and the requests for which there was none. Thread-safe. */
final class Script implements Function<ReceivedRequest, @Nullable Reply> {
    private static final int MAX_SHOWN = 10;

    private final boolean servesMore;
    private final Queue<Reply> replies = new ArrayDeque<>();
    private final List<ReceivedRequest> unexpected = new ArrayList<>();
    private long served;

    /** Creates an empty script; if there is more to serve than what is scripted, no request is unexpected. */
    Script(boolean servesMore) {
        this.servesMore = servesMore;
    }

    synchronized void add(Reply reply) {
        replies.add(reply);
    }

    @Override
    public synchronized @Nullable Reply apply(ReceivedRequest request) {
        Reply reply = replies.poll();
        if (reply != null) {
            served++;
        } else if (!servesMore && unexpected.size() < MAX_SHOWN) {
            unexpected.add(request);
        }
        return reply;
    }

    /** Returns what doesn't match between script and requests, each as a sentence. */
    synchronized List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!replies.isEmpty()) {
            problems.add("of " + (served + replies.size()) + " scripted answers the last " + replies.size()
                    + " weren't requested: " + replies);
        }
        for (ReceivedRequest request : unexpected) {
            problems.add("no answer was scripted for a request, so it was rejected; call next(...) before the service"
                    + " sends it: " + request);
        }
        return problems;
    }

    synchronized void clear() {
        replies.clear();
        unexpected.clear();
        served = 0;
    }
}
