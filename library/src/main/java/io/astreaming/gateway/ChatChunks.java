package io.astreaming.gateway;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.completion.Outcome;
import io.astreaming.gateway.UpstreamAnswer.Signal;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.port.Payload;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Protocol;
import io.astreaming.value.TokenUsage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one answer as clients of chat completions expect them. Those of a provider that speaks chat completions pass
 * unchanged; all others are written anew: every chunk has the envelope, calls are numbered from 0, and the usage comes once, at
 * the end. For one thread.
 */
final class ChatChunks {
    private static final String DONE = "[DONE]";

    private final JsonbChatCodec codec;
    private final boolean usageAsked;
    private final Map<Integer, ChoiceState> choices = new HashMap<>();
    private boolean translated;
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable Long created;

    /**
     * Creates the chunks of an answer.
     *
     * @param usageAsked whether the client asked for usage
     */
    ChatChunks(JsonbChatCodec codec, boolean usageAsked) {
        this.codec = codec;
        this.usageAsked = usageAsked;
    }

    /** Returns what the client gets for a chunk; a provider's error waits until the end. */
    List<String> of(ReceivedChunk received) {
        Chunk chunk = received.chunk();
        Payload payload = received.payload();
        if (!(chunk instanceof CompletionChunk completion) || payload == null) {
            return List.of();
        }
        if (Protocol.of(completion.object()) == null) {
            boolean onlyUsage = completion.choices().isEmpty() && completion.usage() instanceof TokenUsage;
            return onlyUsage && !usageAsked ? List.of() : List.of(payload.text());
        }
        translated = true;
        id = id == null ? completion.id() : id;
        model = model == null ? completion.model() : model;
        created = created == null ? completion.created() : created;
        List<Map<String, @Nullable Object>> written = new ArrayList<>();
        for (Choice choice : completion.choices()) {
            ChoiceState state = choices.computeIfAbsent(choice.index(), ChoiceState::new);
            Map<String, @Nullable Object> change = state.add(choice);
            if (change != null) {
                written.add(change);
            }
        }
        return written.isEmpty() ? List.of() : List.of(chunk(written, null));
    }

    /** Returns what the client gets at the end: the usage and the mark of the end, or an error. */
    List<String> end(Signal end) {
        Outcome outcome = end.outcome();
        ErrorAnswer error = ErrorAnswer.of(outcome, end.error());
        if (error != null) {
            return List.of(error.body());
        }
        JsonText counted = translated && usageAsked && outcome != null
                ? Tokens.write(outcome.completion().usage(), codec)
                : null;
        return counted == null ? List.of(DONE) : List.of(chunk(List.of(), counted), DONE);
    }

    private String chunk(List<Map<String, @Nullable Object>> written, @Nullable JsonText usage) {
        Map<String, @Nullable Object> chunk = Envelope.of("chat.completion.chunk", id, created, model);
        chunk.put("choices", written);
        if (usage != null) {
            chunk.put("usage", usage);
        }
        return new JsonWriter().tree(chunk).text().text();
    }

    /** What one choice has told already. */
    private static final class ChoiceState {
        private final int index;
        private final CallNumbers calls = new CallNumbers();
        private boolean begun;

        ChoiceState(int index) {
            this.index = index;
        }

        /** Returns the choice as it is written; null if it says nothing that has a place. */
        @Nullable
        Map<String, @Nullable Object> add(Choice choice) {
            Map<String, @Nullable Object> delta = new LinkedHashMap<>();
            for (Delta each : choice.deltas()) {
                add(delta, each);
            }
            List<Map<String, @Nullable Object>> called = calls.written(choice.deltas());
            if (!called.isEmpty()) {
                delta.put("tool_calls", called);
            }
            FinishReason reason = choice instanceof FinishedChoice finished ? finished.finishReason() : null;
            if (delta.isEmpty() && reason == null && choice.logprobs() == null) {
                return null;
            }
            Map<String, @Nullable Object> written = new LinkedHashMap<>();
            written.put("index", index);
            written.put("delta", begun ? delta : withRole(delta));
            begun = true;
            if (choice.logprobs() != null) {
                written.put("logprobs", choice.logprobs().wire());
            }
            Finish.write(written, reason, calls.any());
            return written;
        }

        private static Map<String, @Nullable Object> withRole(Map<String, @Nullable Object> delta) {
            Map<String, @Nullable Object> first = new LinkedHashMap<>();
            first.put("role", "assistant");
            first.putAll(delta);
            return first;
        }

        private static void add(Map<String, @Nullable Object> into, Delta delta) {
            if (delta instanceof ContentDelta content) {
                append(into, "content", content.text());
            } else if (delta instanceof ReasoningDelta reasoning) {
                append(into, WholeCompletion.REASONING, reasoning.text());
            } else if (delta instanceof RefusalDelta refusal) {
                append(into, "refusal", refusal.text());
            } else if (delta instanceof AnnotationsDelta annotations) {
                into.put("annotations", annotations.annotations());
            }
        }

        private static void append(Map<String, @Nullable Object> into, String member, String text) {
            Object before = into.get(member);
            into.put(member, before == null ? text : before + text);
        }
    }

    /** Numbers the calls of a choice from 0, whatever numbers the provider gives, and gives an id to those without. */
    private static final class CallNumbers {
        private final Map<Integer, Integer> numbers = new HashMap<>();
        private int last = -1;

        boolean any() {
            return last >= 0;
        }

        /** Returns the pieces of calls in a chunk, those of one call joined. */
        List<Map<String, @Nullable Object>> written(List<Delta> deltas) {
            Map<Integer, CallPiece> pieces = new LinkedHashMap<>();
            for (Delta delta : deltas) {
                if (delta instanceof ToolCallDelta call) {
                    int before = last;
                    int number = number(call);
                    pieces.computeIfAbsent(number, n -> new CallPiece(n, n > before))
                            .add(call);
                }
            }
            return pieces.values().stream().map(CallPiece::written).toList();
        }

        private int number(ToolCallDelta call) {
            if (call.index() != null) {
                return numbers.computeIfAbsent(call.index(), any -> ++last);
            }
            boolean begins = last < 0 || call.id() != null || call.name() != null;
            return begins ? ++last : last;
        }
    }

    /** What a chunk says of one call. */
    private static final class CallPiece {
        private final int number;
        private final boolean first;
        private @Nullable String id;
        private @Nullable String type;
        private @Nullable String name;
        private @Nullable String arguments;

        CallPiece(int number, boolean first) {
            this.number = number;
            this.first = first;
        }

        void add(ToolCallDelta call) {
            id = call.id() == null ? id : call.id();
            type = call.type() == null ? type : call.type();
            name = call.name() == null ? name : call.name();
            arguments = arguments == null ? call.arguments() : arguments + text(call.arguments());
        }

        private static String text(@Nullable String piece) {
            return piece == null ? "" : piece;
        }

        Map<String, @Nullable Object> written() {
            Map<String, @Nullable Object> call = new LinkedHashMap<>();
            call.put("index", number);
            if (first || id != null) {
                call.put("id", id == null ? WholeCompletion.idOf(number) : id);
                call.put("type", type == null ? "function" : type);
            }
            boolean custom = "custom".equals(type);
            Map<String, @Nullable Object> function = new LinkedHashMap<>();
            if (name != null) {
                function.put("name", name);
            }
            if (first || arguments != null) {
                function.put(custom ? "input" : "arguments", text(arguments));
            }
            call.put(custom ? "custom" : "function", function);
            return call;
        }
    }
}
