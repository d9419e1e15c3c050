package io.astreaming.replay;

import io.astreaming.replay.completion.ErrorJson;
import io.astreaming.sse.SseEncoder;
import io.astreaming.value.FinishReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds the recording of an answer. Each call adds chunks, in the order in which they are sent; what a stream needs
 * at its end, {@link #build} adds:
 *
 * <pre>{@code
 * Recording weather = Recording.builder()
 *         .reasoning("Where is that?")
 *         .toolCall("call_1", "weather", "{\"city\":", "\"Oslo\"}")
 *         .usage(11, 7)
 *         .build(); // adds the finish reason tool_calls, the usage, and [DONE]
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class RecordingBuilder {
    private final String model;
    private final ChunkJson json;
    private final List<Frame> frames = new ArrayList<>();

    /** The choices that have begun, each with the number of its tool calls. */
    private final Map<Integer, Integer> calls = new TreeMap<>();

    private final Set<Integer> finished = new LinkedHashSet<>();
    private int choice;
    private @Nullable String usage;
    private boolean cut;
    private boolean withFinish = true;
    private boolean withDone = true;

    RecordingBuilder(String model) {
        this.model = model;
        this.json = new ChunkJson(model);
    }

    /**
     * Adds text, a chunk for each piece.
     *
     * @param pieces the pieces; one may end within a surrogate pair
     * @return this
     */
    public RecordingBuilder text(String... pieces) {
        return pieces("content", pieces);
    }

    /**
     * Adds reasoning, in the member that most providers use, {@code reasoning_content}.
     *
     * @param pieces the pieces, a chunk for each
     * @return this
     */
    public RecordingBuilder reasoning(String... pieces) {
        return pieces("reasoning_content", pieces);
    }

    /**
     * Adds a refusal.
     *
     * @param pieces the pieces, a chunk for each
     * @return this
     */
    public RecordingBuilder refusal(String... pieces) {
        return pieces("refusal", pieces);
    }

    /**
     * Adds texts to any member of the delta, such as {@code reasoning}.
     *
     * @param member the member's name
     * @param pieces the pieces, a chunk for each
     * @return this
     */
    public RecordingBuilder pieces(String member, String... pieces) {
        for (String piece : pieces) {
            delta(Map.of(member, piece));
        }
        return this;
    }

    /**
     * Begins a tool call, the next one of its choice.
     *
     * @param id the call's id
     * @param name the function's name
     * @param arguments the JSON text of the arguments, in pieces: a chunk for each, after the one with the name.
     *     None if they follow with {@link #arguments}
     * @return this
     */
    public RecordingBuilder toolCall(String id, String name, String... arguments) {
        int call = calls.getOrDefault(choice, 0);
        delta(ChunkJson.callStart(call, id, name));
        calls.put(choice, call + 1);
        for (String piece : arguments) {
            arguments(call, piece);
        }
        return this;
    }

    /**
     * Adds to the arguments of any tool call that has begun: so parallel calls can be mixed.
     *
     * @param call which call of its choice it is, from 0
     * @param piece a piece of the JSON text
     * @return this
     * @throws IllegalArgumentException if there is no such call
     */
    public RecordingBuilder arguments(int call, String piece) {
        if (call < 0 || call >= calls.getOrDefault(choice, 0)) {
            throw new IllegalArgumentException("choice " + choice + " has no tool call " + call + " yet");
        }
        return delta(ChunkJson.callArguments(call, piece));
    }

    /**
     * Lets the chunks that follow belong to another choice. A builder begins with choice 0.
     *
     * @param index the choice's index
     * @return this
     */
    public RecordingBuilder choice(int index) {
        choice = index;
        return this;
    }

    /**
     * Finishes the choice. One that isn't finished by this finishes at the end: with {@code tool_calls} if it has
     * some, otherwise with {@code stop}.
     *
     * @param reason the finish reason, such as {@link FinishReason#LENGTH}
     * @return this
     */
    public RecordingBuilder finish(FinishReason reason) {
        String payload = json.choice(choice, withRole(choice, Map.of()), reason.value());
        calls.putIfAbsent(choice, 0);
        finished.add(choice);
        return payload(payload);
    }

    /**
     * Reports usage after the finish reasons, in a chunk without choices, as OpenAI does.
     *
     * @param prompt the tokens of the request
     * @param completion the tokens of the answer
     * @return this
     */
    public RecordingBuilder usage(long prompt, long completion) {
        return usage(prompt, 0, completion, 0);
    }

    /**
     * Reports usage with its details.
     *
     * @param prompt the tokens of the request
     * @param cached how many of them were read from the prompt cache
     * @param completion the tokens of the answer
     * @param reasoning how many of them were spent on reasoning
     * @return this
     */
    public RecordingBuilder usage(long prompt, long cached, long completion, long reasoning) {
        usage = json.usage(prompt, cached, completion, reasoning);
        return this;
    }

    /**
     * Reports an error within the stream, which ends with it.
     *
     * @param message what the provider says
     * @param code a word such as {@code server_overloaded}; null for none
     * @return this
     */
    public RecordingBuilder error(String message, @Nullable String code) {
        cut = true;
        return payload(ErrorJson.of(message, "server_error", null, code).strip());
    }

    /**
     * Adds a comment, which some providers send as a heartbeat.
     *
     * @param text such as {@code ping}
     * @return this
     */
    public RecordingBuilder comment(String text) {
        frames.add(new Frame(SseEncoder.comment(text), null));
        return this;
    }

    /**
     * Adds an event with any data, for what the other methods can't write.
     *
     * @param data usually JSON; not validated
     * @return this
     */
    public RecordingBuilder payload(String data) {
        frames.add(event(data));
        return this;
    }

    /**
     * Truncates the answer: nothing is added at the end, neither finish reasons nor usage nor {@code [DONE]}. The
     * response ends as valid HTTP; {@link FaultPoint#cut} closes the connection instead.
     *
     * @return this
     */
    public RecordingBuilder truncated() {
        cut = true;
        return this;
    }

    /**
     * Leaves out the finish reasons that aren't set with {@link #finish}, as some providers do.
     *
     * @return this
     */
    public RecordingBuilder withoutFinish() {
        withFinish = false;
        return this;
    }

    /**
     * Leaves out {@code [DONE]}, as some providers do.
     *
     * @return this
     */
    public RecordingBuilder withoutDone() {
        withDone = false;
        return this;
    }

    /**
     * Adds what is missing at the end.
     *
     * @return the recording, without timing
     */
    public Recording build() {
        List<Frame> whole = new ArrayList<>(frames);
        if (!cut) {
            for (int index : calls.isEmpty() ? Set.of(choice) : calls.keySet()) {
                if (withFinish && !finished.contains(index)) {
                    whole.add(event(end(index)));
                }
            }
            if (usage != null) {
                whole.add(event(usage));
            }
            if (withDone) {
                whole.add(new Frame(SseEncoder.done(), null));
            }
        }
        return Recording.of(model, whole);
    }

    private String end(int index) {
        FinishReason reason = calls.getOrDefault(index, 0) > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        return json.choice(index, withRole(index, Map.of()), reason.value());
    }

    private RecordingBuilder delta(Map<String, ?> delta) {
        String payload = json.choice(choice, withRole(choice, delta), null);
        calls.putIfAbsent(choice, 0);
        return payload(payload);
    }

    /** Adds the role if it is the first delta of a choice. */
    private Map<String, ?> withRole(int index, Map<String, ?> delta) {
        if (calls.containsKey(index)) {
            return delta;
        }
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("role", "assistant");
        first.putAll(delta);
        return first;
    }

    private static Frame event(String data) {
        return new Frame(SseEncoder.event(data), null);
    }
}
