package io.astreaming.protocol.gemini;

import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.ItemDelta;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.value.Protocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one candidate. Texts of the same kind that follow each other are one item, as long as none has a
 * signature: a signed part must go back by itself. Any other part is an item of its own. Not thread-safe.
 */
final class CandidateParts {
    private static final String TEXT = "text";
    private static final String THOUGHT = "thought";
    private static final String SIGNATURE = "thoughtSignature";
    private static final String CALL = "functionCall";

    private int next;
    private boolean calls;

    private @Nullable String runKind;
    private final StringBuilder run = new StringBuilder();
    /** How many characters of the open call are kept. */
    private int callLength;

    private @Nullable PartialArguments arguments;
    private Map<String, JsonText> openCall = Map.of();
    private Map<String, JsonText> openPart = Map.of();

    /** Returns whether there was a call that the client has to run. */
    boolean hasCalls() {
        return calls;
    }

    /** Returns how many characters of text and calls are kept. */
    int kept() {
        return run.length() + callLength;
    }

    /** Adds what a part says to the deltas. */
    void add(JsonText part, List<Delta> out) {
        Map<String, JsonText> members = part.members();
        JsonText call = members.get(CALL);
        String text = text(members, TEXT);
        if (call != null && call.text().startsWith("{")) {
            call(part, members, call.members(), out);
        } else if (text != null) {
            text(part, members, text, out);
        } else if (!members.isEmpty()) {
            end(out);
            item(type(members), part, out);
        }
    }

    private void text(JsonText part, Map<String, JsonText> members, String text, List<Delta> out) {
        JsonText thought = members.get(THOUGHT);
        String kind = thought != null && thought.text().equals("true") ? THOUGHT : TEXT;
        boolean signed = members.containsKey(SIGNATURE);
        if (text.isEmpty() && !signed) {
            return;
        }
        if (signed || !kind.equals(runKind)) {
            end(out);
            out.add(begun(kind));
        }
        if (!text.isEmpty()) {
            out.add(kind.equals(THOUGHT) ? new ReasoningDelta(text, THOUGHT) : new ContentDelta(text));
        }
        if (signed) {
            out.add(whole(kind, part));
        } else {
            runKind = kind;
            run.append(text);
        }
    }

    private void call(JsonText part, Map<String, JsonText> members, Map<String, JsonText> call, List<Delta> out) {
        String name = text(call, "name");
        boolean continues = isTrue(call.get("willContinue"));
        if (name != null) {
            end(out);
            calls = true;
            out.add(begun(CALL));
            JsonText args = call.get("args");
            String whole = continues
                    ? null
                    : args == null || args.isNull() ? "{}" : args.minified().text();
            out.add(new ToolCallDelta(next, text(call, "id"), "function", name, whole, Extras.NONE, Extras.NONE));
            if (!continues) {
                out.add(whole(CALL, part));
                return;
            }
            arguments = new PartialArguments();
            openCall = call;
            openPart = members;
        }
        JsonText pieces = call.get("partialArgs");
        if (arguments != null && pieces != null) {
            callLength += pieces.text().length();
            pieces.elements().forEach(arguments::add);
        }
        if (!continues) {
            endCall(out);
        }
    }

    private void endCall(List<Delta> out) {
        if (arguments == null) {
            return;
        }
        String text = arguments.text();
        out.add(new ToolCallDelta(next, null, null, null, text, Extras.NONE, Extras.NONE));
        Map<String, Object> call = new LinkedHashMap<>(openCall);
        call.remove("willContinue");
        call.remove("partialArgs");
        call.put("args", new JsonText(text));
        Map<String, Object> part = new LinkedHashMap<>(openPart);
        part.put(CALL, call);
        arguments = null;
        callLength = 0;
        out.add(whole(CALL, new JsonWriter().tree(part).text()));
    }

    /** Ends the text or the call that is open. */
    void end(List<Delta> out) {
        endCall(out);
        if (runKind != null) {
            Map<String, Object> part = new LinkedHashMap<>();
            part.put(TEXT, run);
            if (runKind.equals(THOUGHT)) {
                part.put(THOUGHT, true);
            }
            out.add(whole(runKind, new JsonWriter().tree(part).text()));
            runKind = null;
            run.setLength(0);
        }
    }

    private void item(String type, JsonText part, List<Delta> out) {
        out.add(begun(type));
        out.add(whole(type, part));
    }

    private ItemDelta begun(String type) {
        return new ItemDelta(Protocol.GEMINI, next, type, null);
    }

    private ItemDelta whole(String type, JsonText part) {
        return new ItemDelta(Protocol.GEMINI, next++, type, part);
    }

    /** Returns the member that says what a part is. */
    private static String type(Map<String, JsonText> members) {
        return members.entrySet().stream()
                .filter(member -> member.getValue().text().startsWith("{"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("part");
    }

    private static boolean isTrue(@Nullable JsonText value) {
        return value != null && value.text().equals("true");
    }

    static @Nullable String text(Map<String, JsonText> members, String name) {
        JsonText value = members.get(name);
        return value == null ? null : value.string();
    }
}
