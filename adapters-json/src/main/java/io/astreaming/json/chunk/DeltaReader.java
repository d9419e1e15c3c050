package io.astreaming.json.chunk;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.Extras;
import io.astreaming.value.Deviation;
import io.astreaming.value.Role;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a choice's {@code delta} object, or a whole completion's {@code message}. Not thread-safe. */
public final class DeltaReader {
    /** Errors and usage, which are read wherever they occur. */
    private static final Set<String> SEARCHED = Set.of("error", "usage");

    private final ObjectMembers members = new ObjectMembers();
    private final AudioReader audio = new AudioReader();
    private final ToolCallReader toolCalls = new ToolCallReader();
    private final List<Delta> deltas = new ArrayList<>();
    private final RepeatedMembers repeated = new RepeatedMembers();
    /** Whether there was an object or an array that may have reasoning. */
    private boolean mayHaveReasoning;

    private Extras extras = Extras.NONE;

    /** Reads the object and returns its deltas, in the order of their members. */
    List<Delta> read(JsonTokens in) {
        members.begin(in);
        deltas.clear();
        mayHaveReasoning = false;
        repeated.begin();
        for (String name = in.member(); name != null; name = in.member()) {
            member(in, name);
        }
        extras = members.end();
        repeated.dropStale(deltas);
        if (mayHaveReasoning) {
            ReasoningFinder.find(deltas, in);
        }
        List<Delta> read = List.copyOf(deltas);
        deltas.clear();
        return read;
    }

    /** Returns the extras of the object that was read last. */
    Extras extras() {
        return extras;
    }

    /**
     * Returns whether a reader uses the value of a member that isn't modelled.
     *
     * @param hasReasoning whether other members have reasoning as a string
     */
    public static boolean isSearched(String name, boolean hasReasoning) {
        return SEARCHED.contains(name)
                || ReasoningFinder.isPlain(name)
                || (!hasReasoning && ReasoningFinder.isStructured(name));
    }

    private void member(JsonTokens in, String name) {
        switch (name) {
            case "role" -> {
                if (hasKind(Event.VALUE_STRING, in, name)) {
                    role(in);
                }
            }
            case "content" -> {
                markSeen(name);
                if (!ContentParts.readContent(in, deltas, members)) {
                    unreadable(in, name);
                }
            }
            case "reasoning_content", "reasoning", "reasoning_text" -> {
                if (hasKind(Event.VALUE_STRING, in, name)) {
                    deltas.add(new ReasoningDelta(in.string(), name));
                }
            }
            case "refusal" -> {
                if (hasKind(Event.VALUE_STRING, in, name)) {
                    deltas.add(new RefusalDelta(in.string()));
                }
            }
            case "tool_calls" -> {
                markSeen(name);
                toolCalls.readAll(in, deltas, members);
            }
            case "function_call" -> {
                if (hasKind(Event.START_OBJECT, in, name)) {
                    deltas.add(toolCalls.readFunctionCall(in));
                }
            }
            case "audio" -> {
                if (hasKind(Event.START_OBJECT, in, name)) {
                    deltas.add(audio.read(in));
                }
            }
            case "annotations" -> {
                if (hasKind(Event.START_ARRAY, in, name)) {
                    deltas.add(new AnnotationsDelta(in.value()));
                }
            }
            default -> other(in, name);
        }
    }

    private void role(JsonTokens in) {
        String role = in.string();
        if (role.isEmpty()) {
            members.keep("role", in.value());
        } else {
            deltas.add(new RoleDelta(Role.of(role)));
        }
    }

    private void other(JsonTokens in, String name) {
        in.count();
        if (repeated.hasSeen(name)) {
            members.drop(name);
            repeated.add(name, deltas.size());
        }
        if (in.event() == Event.VALUE_NULL) {
            members.keep(name, in.value());
        } else if (in.event() == Event.VALUE_STRING && ReasoningFinder.isPlain(name)) {
            deltas.add(new ReasoningDelta(in.string(), name));
        } else {
            asSent(in, name);
        }
    }

    private void asSent(JsonTokens in, String name) {
        boolean structure = in.event() == Event.START_OBJECT || in.event() == Event.START_ARRAY;
        mayHaveReasoning |= structure && ReasoningFinder.isStructured(name);
        deltas.add(new UnrecognizedDelta(name, in.value()));
    }

    private boolean hasKind(Event kind, JsonTokens in, String name) {
        markSeen(name);
        if (in.event() == kind) {
            return true;
        }
        unreadable(in, name);
        return false;
    }

    private void unreadable(JsonTokens in, String name) {
        if (in.event() == Event.VALUE_NULL) {
            members.keep(name, in.value());
        } else {
            in.deviation(Deviation.UNEXPECTED_FORM);
            asSent(in, name);
        }
    }

    private void markSeen(String name) {
        if (members.markSeen(name)) {
            repeated.add(name, deltas.size());
        }
    }
}
