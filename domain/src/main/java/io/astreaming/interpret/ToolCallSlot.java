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
 * One call as it grows. Its start is emitted once its name is known and either arguments arrive or the stream ends:
 * until then the name may still grow and the id may still arrive. Not thread-safe.
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
    private final GrowingValue end = new GrowingValue();
    /** Arguments that arrived as an object; not emitted before the end, since a larger one may still arrive. */
    private String object = "";

    private boolean contradictory;
    private boolean started;
    private int emitted;

    ToolCallSlot(int position, @Nullable Integer index, RetentionBudget budget) {
        this.extras = new ExtrasTracker(Unrecognized.Location.TOOL_CALL, budget);
        this.position = position;
        this.index = index;
    }

    /** Adds members that aren't modelled, and reports the new ones at once. */
    void addExtras(Extras more, int choice, Consumer<ChatEvent> out) {
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

    /** Returns whether arguments have begun and don't seem to be complete. */
    boolean isOpen() {
        return hasArguments() && !isClosed();
    }

    /** Returns whether there are arguments that seem to be complete. */
    boolean isClosed() {
        return !object.isEmpty() || end.isClosed(arguments);
    }

    /**
     * Adds a piece of the arguments, and emits it unless the name hasn't arrived yet.
     *
     * @return whether it replaces an object, which was only a beginning
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
     * Replaces all of the arguments so far by an object.
     *
     * @return whether it replaces another object
     */
    boolean replace(String full, int choice, Consumer<ChatEvent> out) {
        boolean replaces = !object.isEmpty() && !object.equals(full);
        object = full;
        if (isNamed()) {
            emit(choice, out);
        }
        return replaces;
    }

    /**
     * Adds arguments from a message, which has all of them so far.
     *
     * @return false if they don't continue the earlier arguments, and were ignored
     */
    boolean continueWith(String full, int choice, Consumer<ChatEvent> out) {
        settle(choice, out);
        String text = arguments.toString();
        if (full.startsWith(text)) {
            if (full.length() > text.length()) {
                append(full.substring(text.length()), choice, out);
            }
            return true;
        }
        return full.isBlank() || full.equals(EMPTY_OBJECT) || SameJson.is(text, full);
    }

    /** Returns whether this is a call with that name and these arguments. */
    boolean matches(@Nullable String other, @Nullable String full) {
        String own = object.isEmpty() ? arguments.toString() : object;
        return name.equals(other) && full != null && (own.equals(full) || SameJson.is(own, full));
    }

    /** Adds all the arguments of a slot that turned out to belong to this call. */
    void mergePieces(ToolCallSlot other, int choice, Consumer<ChatEvent> out) {
        other.settle(choice, out);
        append(other.arguments.toString(), choice, out);
    }

    /** Adds the object to the arguments. Text has priority, since it was emitted; the object may continue it. */
    void settle(int choice, Consumer<ChatEvent> out) {
        String full = object;
        object = "";
        if (full.isEmpty()) {
            return;
        }
        String text = arguments.toString().strip();
        if (full.startsWith(text)) {
            append(full.substring(text.length()), choice, out);
        } else {
            contradictory = !EMPTY_OBJECT.equals(full) && !SameJson.is(full, text);
        }
    }

    /** Emits everything that hasn't been emitted yet. */
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

    /** Returns whether the arguments are valid: JSON or none; for a custom tool any text. */
    boolean isReadable() {
        return ToolCall.CUSTOM.equals(type) || isBlank(arguments) || SameJson.isJson(arguments.toString());
    }

    /** Returns whether the arguments arrived as text and as a different object. */
    boolean isContradictory() {
        return contradictory;
    }

    /** Reads no further than the first character that isn't white space. */
    private static boolean isBlank(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Reports that the call is complete. */
    void finish(int choice, Consumer<ChatEvent> out) {
        String kind = type == null ? ToolCall.FUNCTION : type;
        ToolCall call = new ToolCall(id, kind, name, arguments.toString(), true, extras.emitted());
        out.accept(new ToolCallFinished(choice, position, call));
    }
}
