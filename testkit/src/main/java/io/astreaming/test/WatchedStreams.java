package io.astreaming.test;

import io.astreaming.completion.Outcome;
import io.astreaming.port.AttemptHeaders;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.request.ChatRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Knows the streams of the watched chats that have begun and not ended, and who opened each. Thread-safe. */
final class WatchedStreams implements Function<ChatRequest, StreamListener> {
    /** Calls between the service and this class. */
    private static final Pattern BETWEEN = Pattern.compile("(io\\.astreaming\\.(test|stream|client)|java|jdk)\\..*");

    private final Map<StreamListener, String> open = new ConcurrentHashMap<>();

    /** Called on the thread that opens a stream. */
    @Override
    public StreamListener apply(ChatRequest request) {
        String opener = StackWalker.getInstance()
                .walk(frames -> frames.filter(
                                frame -> !BETWEEN.matcher(frame.getClassName()).matches())
                        .findFirst()
                        .map(WatchedStreams::line)
                        .orElse("unknown code"));
        return new StreamListener() {
            @Override
            public void attemptStarted(int attempt, AttemptHeaders headers) {
                open.put(this, opener);
            }

            @Override
            public void ended(Outcome outcome, Timeline timeline) {
                open.remove(this);
            }
        };
    }

    /** Returns the places in the code that opened the streams that are open now. */
    List<String> openers() {
        return open.values().stream().sorted().toList();
    }

    void clear() {
        open.clear();
    }

    /** Returns a line of code as a stack trace shows it, without the module. */
    private static String line(StackWalker.StackFrame frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }
}
