package io.astreaming.event;

import io.astreaming.chunk.Extras;
import io.astreaming.completion.ToolCall;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call as it grows. It is told of once its name is known and either arguments come or there is no more to wait for: until
 * then the name may still grow and the id still come. Not thread-safe.
 */
final class ToolCallSlot {
    final int position;
    final @Nullable Integer index;

    @Nullable
    String id;

    @Nullable
    String type;

    String name = "";

    private final ExtrasWatch extras = new ExtrasWatch(Unrecognized.Place.TOOL_CALL);

    private final StringBuilder arguments = new StringBuilder();
    private boolean started;
    private boolean finished;
    private int told;

    ToolCallSlot(int position, @Nullable Integer index) {
        this.position = position;
        this.index = index;
    }

    /** Takes members beyond the model; what is new of them is told at once. */
    void takeExtras(Extras more, int choice, Consumer<ChatEvent> out) {
        if (!more.isEmpty()) {
            extras.watch(more, choice, out);
        }
    }

    CharSequence arguments() {
        return arguments;
    }

    boolean hasArguments() {
        return !arguments.isEmpty();
    }

    boolean isEmpty() {
        return name.isEmpty() && arguments.isEmpty();
    }

    /** Takes a piece of the arguments, and tells it unless the name is still to come. */
    void append(String fragment, int choice, Consumer<ChatEvent> out) {
        boolean nothingPending = started && told == arguments.length();
        arguments.append(fragment);
        if (nothingPending) {
            told = arguments.length();
            out.accept(new ToolArgumentsReceived(choice, position, fragment));
        } else if (!name.isEmpty()) {
            tell(choice, out);
        }
    }

    /** Tells all that hasn't been told yet. */
    void tell(int choice, Consumer<ChatEvent> out) {
        if (!started) {
            started = true;
            out.accept(new ToolCallStarted(choice, position, id, name));
        }
        if (told < arguments.length()) {
            String pending = arguments.substring(told);
            told = arguments.length();
            out.accept(new ToolArgumentsReceived(choice, position, pending));
        }
    }

    /** Tells that the call is whole, once; whether this was the time. */
    boolean finish(int choice, Consumer<ChatEvent> out) {
        if (finished) {
            return false;
        }
        finished = true;
        tell(choice, out);
        out.accept(new ToolCallFinished(choice, position, whole()));
        return true;
    }

    private ToolCall whole() {
        String kind = type == null ? ToolCall.FUNCTION : type;
        return new ToolCall(id, kind, name, arguments.toString(), true, extras.told());
    }
}
