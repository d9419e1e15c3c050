package io.astreaming.protocol.ollama;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Translates the lines of one stream into chunks: each holds what is new of the one answer, and the last says that it is
 * done, why, and what was counted. Calls arrive whole. The chunk's extras keep what else a line says, such as durations.
 * Not thread-safe.
 *
 * @see <a href="https://docs.ollama.com/api/chat">Generate a chat message</a>
 */
public final class OllamaTranslator {
    private static final String THINKING = "thinking";
    private static final Set<String> KNOWN = Set.of("model", "message", "response", THINKING, "done");
    private static final int LONGEST_COUNT = 18;

    private int calls;
    private boolean begun;
    private boolean ended;

    /** Creates the translator of one stream. */
    public OllamaTranslator() {}

    /** {@return whether the last line said that the answer is done} */
    public boolean hasEnded() {
        return ended;
    }

    /**
     * Translates a line.
     *
     * @param line the line, a JSON value
     * @param noted the deviations that were noted while it was read
     * @return the chunk
     */
    public Chunk translate(JsonText line, Set<Deviation> noted) {
        Map<String, JsonText> members = line.members();
        if (!members.containsKey("message") && !members.containsKey("response") && !members.containsKey("done")) {
            return new UnrecognizedChunk(line, noted);
        }
        JsonText sent = members.get("message");
        Map<String, JsonText> message = sent == null ? members : sent.members();
        List<Delta> deltas = new ArrayList<>();
        if (!begun) {
            begun = true;
            deltas.add(new RoleDelta(Role.ASSISTANT));
        }
        add(message, deltas);
        JsonText done = members.get("done");
        ended = done != null && done.text().equals("true");
        Choice choice = ended
                ? new FinishedChoice(0, deltas, finishReason(members), null, only(members, "done_reason"), Extras.NONE)
                : new OpenChoice(0, deltas, null, Extras.NONE, Extras.NONE);
        return new CompletionChunk(
                null,
                Protocol.OLLAMA.word(),
                null,
                text(members, "model"),
                List.of(choice),
                usage(members),
                noted,
                others(members));
    }

    private void add(Map<String, JsonText> message, List<Delta> out) {
        String thinking = text(message, THINKING);
        if (thinking != null && !thinking.isEmpty()) {
            out.add(new ReasoningDelta(thinking, THINKING));
        }
        String content = text(message, message.containsKey("content") ? "content" : "response");
        if (content != null && !content.isEmpty()) {
            out.add(new ContentDelta(content));
        }
        JsonText sent = message.get("tool_calls");
        for (JsonText call : sent == null ? List.<JsonText>of() : sent.elements()) {
            call(call.members(), out);
        }
    }

    /** The index that a line may give a call repeats from line to line, so that it doesn't count. */
    private void call(Map<String, JsonText> call, List<Delta> out) {
        JsonText function = call.get("function");
        Map<String, JsonText> called = function == null ? Map.of() : function.members();
        JsonText arguments = called.get("arguments");
        String text = arguments == null ? null : arguments.string();
        String json = arguments == null || arguments.isNull()
                ? "{}"
                : arguments.minified().text();
        out.add(new ToolCallDelta(
                calls++,
                text(call, "id"),
                "function",
                text(called, "name"),
                text == null ? json : text,
                Extras.NONE,
                Extras.NONE));
    }

    private FinishReason finishReason(Map<String, JsonText> members) {
        String word = text(members, "done_reason");
        if (word == null || word.isEmpty() || word.equals("stop")) {
            return calls > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        }
        return FinishReason.of(word);
    }

    private static Usage usage(Map<String, JsonText> members) {
        Long prompt = count(members.get("prompt_eval_count"));
        Long answer = count(members.get("eval_count"));
        return prompt == null && answer == null
                ? UsageNotReported.INSTANCE
                : new TokenUsage(
                        prompt, answer, null, null, null, null, null, only(members, "prompt_eval_count", "eval_count"));
    }

    /** Returns some members, as they were sent. */
    private static Extras only(Map<String, JsonText> members, String... names) {
        Map<String, JsonText> found = new LinkedHashMap<>();
        for (String name : names) {
            JsonText value = members.get(name);
            if (value != null && !value.isNull()) {
                found.put(name, value);
            }
        }
        return found.isEmpty() ? Extras.NONE : new Extras(found);
    }

    private static @Nullable Long count(@Nullable JsonText value) {
        String digits = value == null ? "" : value.text();
        boolean whole = !digits.isEmpty()
                && digits.length() <= LONGEST_COUNT
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return whole ? Long.valueOf(digits) : null;
    }

    private static Extras others(Map<String, JsonText> members) {
        Map<String, JsonText> others = new LinkedHashMap<>(members);
        others.keySet().removeAll(KNOWN);
        others.values().removeIf(JsonText::isNull);
        return others.isEmpty() ? Extras.NONE : new Extras(others);
    }

    private static @Nullable String text(Map<String, JsonText> members, String name) {
        JsonText value = members.get(name);
        return value == null ? null : value.string();
    }
}
