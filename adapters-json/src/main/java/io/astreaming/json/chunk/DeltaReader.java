package io.astreaming.json.chunk;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.ContentDelta;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a choice's {@code delta} object, or a whole completion's {@code message}. Not thread-safe. */
public final class DeltaReader {
    /** To clear a set costs as much as it ever held: a bigger one isn't used again. */
    private static final int ORDINARY = 100;

    /** Errors and usage may stand anywhere. */
    private static final Set<String> LOOKED_INTO = Set.of("error", "usage");

    private final ObjectMembers members = new ObjectMembers();
    private final AudioReader audio = new AudioReader();
    private final ToolCallReader toolCalls = new ToolCallReader();
    private final List<Delta> deltas = new ArrayList<>();
    /** Names of the members beyond the model that became deltas. */
    private Set<String> unrecognized = new HashSet<>();
    /** For each repeated member, how many deltas there were before it came the last time. */
    private Map<String, Integer> repeated = new HashMap<>();

    /** Whether there was an object or a list that may hold reasoning. */
    private boolean mayHoldThoughts;

    private Extras extras = Extras.NONE;

    /** What the object adds, in its order. */
    List<Delta> read(JsonTokens in) {
        members.begin(in);
        deltas.clear();
        mayHoldThoughts = false;
        if (unrecognized.size() <= ORDINARY) {
            unrecognized.clear();
        } else {
            unrecognized = new HashSet<>();
        }
        if (!repeated.isEmpty()) {
            repeated = new HashMap<>();
        }
        for (String name = in.member(); name != null; name = in.member()) {
            member(in, name);
        }
        extras = members.end();
        if (!repeated.isEmpty()) {
            dropStale();
        }
        if (mayHoldThoughts) {
            ReasoningFinder.find(deltas, in);
        }
        List<Delta> read = List.copyOf(deltas);
        deltas.clear();
        return read;
    }

    /** The extras of the object that was read last. */
    Extras extras() {
        return extras;
    }

    /**
     * Whether somebody looks at what a member says that isn't modelled.
     *
     * @param reasoned whether other members say reasoning in plain words
     */
    public static boolean isLookedInto(String name, boolean reasoned) {
        return LOOKED_INTO.contains(name)
                || ReasoningFinder.isPlain(name)
                || (!reasoned && ReasoningFinder.isStructured(name));
    }

    private void member(JsonTokens in, String name) {
        switch (name) {
            case "role" -> {
                if (isA(Event.VALUE_STRING, in, name)) {
                    role(in);
                }
            }
            case "content" -> {
                meet(name);
                content(in);
            }
            case "reasoning_content", "reasoning", "reasoning_text" -> {
                if (isA(Event.VALUE_STRING, in, name)) {
                    deltas.add(new ReasoningDelta(in.string(), name));
                }
            }
            case "refusal" -> {
                if (isA(Event.VALUE_STRING, in, name)) {
                    deltas.add(new RefusalDelta(in.string()));
                }
            }
            case "tool_calls" -> {
                meet(name);
                toolCalls.readAll(in, deltas, members);
            }
            case "function_call" -> {
                if (isA(Event.START_OBJECT, in, name)) {
                    deltas.add(toolCalls.readFunctionCall(in));
                }
            }
            case "audio" -> {
                if (isA(Event.START_OBJECT, in, name)) {
                    deltas.add(audio.read(in));
                }
            }
            case "annotations" -> {
                if (isA(Event.START_ARRAY, in, name)) {
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

    private void content(JsonTokens in) {
        switch (in.event()) {
            case VALUE_STRING -> deltas.add(new ContentDelta(in.string()));
            case VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE -> {
                in.deviation(Deviation.CONTENT_NOT_A_STRING);
                members.keep("content", in.value());
                deltas.add(new ContentDelta(in.value().text()));
            }
            case START_ARRAY -> {
                in.deviation(Deviation.CONTENT_NOT_A_STRING);
                int mark = in.mark();
                ContentParts.read(in, deltas);
                members.keep("content", in.since(mark));
            }
            case START_OBJECT -> part(in);
            default -> unreadable(in, "content");
        }
    }

    /** A part that isn't in a list. */
    private void part(JsonTokens in) {
        int mark = in.mark();
        Delta part = ContentParts.part(in);
        deltas.add(part);
        if (part instanceof UnrecognizedDelta) {
            in.deviation(Deviation.UNEXPECTED_FORM);
        } else {
            in.deviation(Deviation.CONTENT_NOT_A_STRING);
            members.keep("content", in.since(mark));
        }
    }

    private void other(JsonTokens in, String name) {
        in.count();
        if (!unrecognized.add(name)) {
            members.drop(name);
            repeated.put(name, deltas.size());
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
        mayHoldThoughts |= structure && ReasoningFinder.isStructured(name);
        deltas.add(new UnrecognizedDelta(name, in.value()));
    }

    private boolean isA(Event kind, JsonTokens in, String name) {
        meet(name);
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

    private void meet(String name) {
        if (members.markSeen(name)) {
            repeated.put(name, deltas.size());
        }
    }

    private void dropStale() {
        List<Delta> all = List.copyOf(deltas);
        deltas.clear();
        for (int i = 0; i < all.size(); i++) {
            if (i >= repeated.getOrDefault(DeltaWriter.member(all.get(i)), 0)) {
                deltas.add(all.get(i));
            }
        }
    }
}
