package io.astreaming.interpret;

import io.astreaming.completion.ToolCall;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.event.Unrecognized;
import io.astreaming.jsontext.Extras;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call as it grows. It is told of once its name is known and either arguments come or there is no more to wait for:
 * until then the name may still grow and the id still come. Not thread-safe.
 */
final class ToolCallSlot {
    private static final String EMPTY_OBJECT = "{}";

    final int position;
    final @Nullable Integer index;

    @Nullable
    String id;

    @Nullable
    String type;

    String name = "";

    private final ExtrasTracker extras;

    private final StringBuilder arguments = new StringBuilder();
    private final JsonEndDetector end = new JsonEndDetector();
    /** Arguments that came as an object; not told before the end, since a bigger one may still come. */
    private String object = "";

    private boolean contradictory;
    private boolean started;
    private int emitted;

    ToolCallSlot(int position, @Nullable Integer index, RetentionBudget held) {
        this.extras = new ExtrasTracker(Unrecognized.Location.TOOL_CALL, held);
        this.position = position;
        this.index = index;
    }

    /** Takes members beyond the model; what is new of them is told at once. */
    void takeExtras(Extras more, int choice, Consumer<ChatEvent> out) {
        if (!more.isEmpty()) {
            extras.track(more, choice, out);
        }
    }

    CharSequence arguments() {
        return arguments;
    }

    boolean hasArguments() {
        return !arguments.isEmpty() || !object.isEmpty();
    }

    boolean isNamed() {
        return !name.isBlank();
    }

    boolean isEmpty() {
        return !isNamed() && object.isEmpty() && end.isBlank(arguments);
    }

    /** Whether arguments have begun and don't seem to be whole. */
    boolean isOpen() {
        return hasArguments() && !isClosed();
    }

    /** Whether there are arguments, and they seem to be whole. */
    boolean isClosed() {
        return !object.isEmpty() || end.isClosed(arguments);
    }

    /**
     * Takes a piece of the arguments, and tells it unless the name is still to come.
     *
     * @return whether it takes the place of an object, which was a mere beginning
     */
    boolean append(String fragment, int choice, Consumer<ChatEvent> out) {
        if (!object.isEmpty() && fragment.isBlank()) {
            return false;
        }
        boolean replaces = !object.isEmpty();
        object = "";
        boolean nothingPending = started && emitted == arguments.length();
        arguments.append(fragment);
        if (nothingPending) {
            emitted = arguments.length();
            out.accept(new ToolArgumentsReceived(choice, position, fragment));
        } else if (isNamed()) {
            emit(choice, out);
        }
        return replaces;
    }

    /**
     * Takes an object for all of the arguments so far.
     *
     * @return whether it takes the place of another one
     */
    boolean replace(String whole, int choice, Consumer<ChatEvent> out) {
        boolean replaces = !object.isEmpty() && !object.equals(whole);
        object = whole;
        if (isNamed()) {
            emit(choice, out);
        }
        return replaces;
    }

    /**
     * Takes arguments as a message sums them up.
     *
     * @return false if they don't go on from what was said, and were left
     */
    boolean goOn(String whole, int choice, Consumer<ChatEvent> out) {
        settle(choice, out);
        String text = arguments.toString();
        if (whole.startsWith(text)) {
            if (whole.length() > text.length()) {
                append(whole.substring(text.length()), choice, out);
            }
            return true;
        }
        return whole.isBlank() || whole.equals(EMPTY_OBJECT) || SameJson.is(text, whole);
    }

    /** Whether it is a call of that name with these arguments. */
    boolean says(@Nullable String other, @Nullable String whole) {
        String own = object.isEmpty() ? arguments.toString() : object;
        return name.equals(other) && whole != null && (own.equals(whole) || SameJson.is(own, whole));
    }

    /** Takes all the arguments of a slot that turned out to be none of its own. */
    void takePieces(ToolCallSlot other, int choice, Consumer<ChatEvent> out) {
        other.settle(choice, out);
        append(other.arguments.toString(), choice, out);
    }

    /** Puts the object where the arguments are. Text counts more, since it was told; the object may go on from it. */
    void settle(int choice, Consumer<ChatEvent> out) {
        String whole = object;
        object = "";
        if (whole.isEmpty()) {
            return;
        }
        String text = arguments.toString().strip();
        if (whole.startsWith(text)) {
            append(whole.substring(text.length()), choice, out);
        } else {
            contradictory = !EMPTY_OBJECT.equals(whole) && !SameJson.is(whole, text);
        }
    }

    /** Tells all that hasn't been told yet. */
    void emit(int choice, Consumer<ChatEvent> out) {
        if (!started) {
            started = true;
            out.accept(new ToolCallStarted(choice, position, id, name));
        }
        if (emitted < arguments.length()) {
            String pending = arguments.substring(emitted);
            emitted = arguments.length();
            out.accept(new ToolArgumentsReceived(choice, position, pending));
        }
    }

    /** Whether the arguments are what they should be: JSON or none, and of a custom tool any text. */
    boolean isReadable() {
        return ToolCall.CUSTOM.equals(type) || isBlank(arguments) || SameJson.isJson(arguments.toString());
    }

    /** Whether the arguments came as text, and as an object that says something else. */
    boolean isContradictory() {
        return contradictory;
    }

    /** Looks no farther than to the first character that isn't white space. */
    private static boolean isBlank(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Tells that the call is whole. */
    void finish(int choice, Consumer<ChatEvent> out) {
        String kind = type == null ? ToolCall.FUNCTION : type;
        ToolCall whole = new ToolCall(id, kind, name, arguments.toString(), true, extras.emitted());
        out.accept(new ToolCallFinished(choice, position, whole));
    }
}
