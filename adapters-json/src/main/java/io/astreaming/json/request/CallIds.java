package io.astreaming.json.request;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The ids of tool calls in a request, call and result in pairs. Some providers number the calls of each answer anew
 * ({@code call_0}), and some refuse a conversation in which an id stands twice: a repeated id gets a number, in the call
 * and in its result. Not thread-safe.
 */
public final class CallIds {
    private final UnaryOperator<String> form;
    private final Set<String> used = new HashSet<>();
    /** By the id in the conversation: the ids that were written for the calls of the last answer, without a result yet. */
    private final Map<String, Deque<String>> open = new HashMap<>();
    /** By the id in the conversation: the id that was written last. */
    private final Map<String, String> latest = new HashMap<>();

    /**
     * Creates an object for one request.
     *
     * @param form gives an id the form that the protocol requires
     */
    public CallIds(UnaryOperator<String> form) {
        this.form = form;
    }

    /** Begins another answer of the model: results that come later belong to its calls. */
    public void nextAnswer() {
        open.clear();
    }

    /** Returns the id to be written for a call. */
    public String ofCall(String id) {
        String allowed = form.apply(id);
        String written = allowed;
        for (int number = 2; !used.add(written); number++) {
            written = allowed + "_" + number;
        }
        open.computeIfAbsent(id, each -> new ArrayDeque<>()).add(written);
        latest.put(id, written);
        return written;
    }

    /** Returns the id to be written for a result. */
    public String ofResult(String id) {
        Deque<String> calls = open.get(id);
        String written = calls == null ? null : calls.poll();
        return written == null ? writtenLast(id) : written;
    }

    private String writtenLast(String id) {
        @Nullable String written = latest.get(id);
        return written == null ? form.apply(id) : written;
    }

    /** Returns an id for a call in the older form, which has none. */
    public static String ofFunction(@Nullable String name) {
        return "function_" + name;
    }
}
