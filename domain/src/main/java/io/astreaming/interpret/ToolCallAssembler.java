package io.astreaming.interpret;

import io.astreaming.completion.ToolCall;
import io.astreaming.event.ToolCallStarted;
import org.jspecify.annotations.Nullable;

/** Assembles one tool call. Not thread-safe. */
final class ToolCallAssembler {
    private final TextBuffer arguments = new TextBuffer();
    private @Nullable String id;
    private String name = "";
    private @Nullable ToolCall finished;

    void start(ToolCallStarted start) {
        id = start.id();
        name = start.name();
    }

    void append(String fragment) {
        arguments.append(fragment);
    }

    void finish(ToolCall call) {
        finished = call;
    }

    /** Returns the call; arguments that arrived after the call was complete are kept, and make it incomplete. */
    ToolCall call() {
        if (finished != null && finished.arguments().length() == arguments.length()) {
            return finished;
        }
        return new ToolCall(id, name, arguments.toString(), false);
    }
}
