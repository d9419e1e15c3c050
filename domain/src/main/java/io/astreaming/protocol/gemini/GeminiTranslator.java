package io.astreaming.protocol.gemini;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.Position;
import io.astreaming.error.StreamLimit;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import io.astreaming.value.TokenUsage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Translates the responses of one stream into chunks. Each response of Gemini's stream is a whole one that holds what is
 * new: a candidate is a choice, and its parts are text, thoughts, calls, or what only Google understands. The stream has
 * no mark of its end; the choice's extras keep the finish reason as it was sent. Not thread-safe.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Generating content</a>
 */
public final class GeminiTranslator {
    private static final Set<String> TOP = Set.of("candidates", "usageMetadata", "promptFeedback", "responseId");
    private static final Set<String> ENVELOPE = Set.of("candidates", "usageMetadata", "responseId", "modelVersion");
    private static final Set<String> OF_CANDIDATE = Set.of("content", "index", "groundingMetadata");

    private final StreamLimits limits;
    private final Map<Integer, CandidateState> candidates = new HashMap<>();
    private final UsageMetadata usage = new UsageMetadata();

    /**
     * Creates the translator of one stream.
     *
     * @param limits how much of an answer is kept
     */
    public GeminiTranslator(StreamLimits limits) {
        this.limits = limits;
    }

    /**
     * Translates a response.
     *
     * @param response the response, a JSON value
     * @param noted the deviations that were noted while it was read
     * @param payload the payload that it was read from, for the positions of errors
     * @return the chunk
     * @throws LimitExceededException if there is more to keep than allowed
     */
    public Chunk translate(JsonText response, Set<Deviation> noted, Payload payload) {
        if (response.text().startsWith("[")) {
            return all(response, noted, payload);
        }
        Map<String, JsonText> members = response.members();
        JsonText wrapped = members.get("response");
        if (wrapped != null && wrapped.text().startsWith("{")) {
            members = wrapped.members(); // as Code Assist sends it
        }
        if (members.keySet().stream().noneMatch(TOP::contains)) {
            return new UnrecognizedChunk(response, noted);
        }
        JsonText reported = members.get("usageMetadata");
        if (reported != null) {
            usage.add(reported.members());
        }
        List<Choice> choices = new ArrayList<>();
        JsonText sent = members.get("candidates");
        for (JsonText candidate : sent == null ? List.<JsonText>of() : sent.elements()) {
            choices.add(choice(candidate.members(), payload));
        }
        CompletionChunk chunk = new CompletionChunk(
                CandidateParts.text(members, "responseId"),
                Protocol.GEMINI.word(),
                null,
                CandidateParts.text(members, "modelVersion"),
                choices,
                usage.changes(),
                noted,
                others(members, ENVELOPE));
        ErrorDetail blocked = choices.isEmpty() ? blocked(members.get("promptFeedback")) : null;
        return blocked == null ? chunk : new ProviderError(blocked, chunk, noted);
    }

    /** Translates a list of responses, which the API sends if it isn't asked for server-sent events. */
    private Chunk all(JsonText list, Set<Deviation> noted, Payload payload) {
        CompletionChunk all = null;
        for (JsonText response : list.elements()) {
            Chunk chunk = response.text().startsWith("{") ? translate(response, noted, payload) : null;
            CompletionChunk next = chunk instanceof CompletionChunk completion ? completion : null;
            if (chunk instanceof ProviderError error) {
                CompletionChunk last = error.alongside();
                return new ProviderError(error.error(), last == null ? all : joined(all, last), noted);
            } else if (next != null) {
                all = joined(all, next);
            }
        }
        return all == null ? new UnrecognizedChunk(list, noted) : all;
    }

    private static CompletionChunk joined(@Nullable CompletionChunk first, CompletionChunk second) {
        if (first == null) {
            return second;
        }
        List<Choice> choices = new ArrayList<>(first.choices());
        choices.addAll(second.choices());
        Map<String, JsonText> extras = new LinkedHashMap<>(first.extras().members());
        extras.putAll(second.extras().members());
        return new CompletionChunk(
                first.id() == null ? second.id() : first.id(),
                first.object(),
                null,
                first.model() == null ? second.model() : first.model(),
                choices,
                second.usage() instanceof TokenUsage ? second.usage() : first.usage(),
                second.deviations(),
                extras.isEmpty() ? Extras.NONE : new Extras(extras));
    }

    /** Returns why the prompt was blocked; null if it wasn't. */
    private static @Nullable ErrorDetail blocked(@Nullable JsonText feedback) {
        Map<String, JsonText> members = feedback == null ? Map.of() : feedback.members();
        String reason = CandidateParts.text(members, "blockReason");
        if (feedback == null || reason == null) {
            return null;
        }
        String message = CandidateParts.text(members, "blockReasonMessage");
        return new ErrorDetail(
                message == null ? "the prompt was blocked" : message, "prompt_blocked", reason, null, feedback);
    }

    private Choice choice(Map<String, JsonText> members, Payload payload) {
        int index = index(members.get("index"));
        CandidateState state = candidates.computeIfAbsent(index, any -> new CandidateState());
        List<Delta> deltas = new ArrayList<>();
        if (state.begin()) {
            deltas.add(new RoleDelta(Role.ASSISTANT));
        }
        JsonText content = members.get("content");
        JsonText parts = content == null ? null : content.members().get("parts");
        for (JsonText part : parts == null ? List.<JsonText>of() : elements(parts)) {
            state.parts.add(part, deltas);
        }
        if (state.parts.kept() > limits.totalText()) {
            throw new LimitExceededException(
                    StreamLimit.TOTAL_TEXT,
                    limits.totalText(),
                    new Position(payload.number(), payload.position(), null));
        }
        JsonText grounding = members.get("groundingMetadata");
        if (grounding != null && !grounding.members().isEmpty()) {
            state.grounding = grounding;
        }
        Extras extras = others(members, OF_CANDIDATE);
        String reason = CandidateParts.text(members, "finishReason");
        if (reason == null || reason.isEmpty()) {
            return new OpenChoice(index, deltas, null, extras, Extras.NONE);
        }
        state.parts.end(deltas);
        if (state.grounding != null) {
            deltas.add(new AnnotationsDelta(new JsonText("[" + state.grounding.text() + "]")));
            state.grounding = null;
        }
        return new FinishedChoice(
                index, deltas, finishReason(reason, state.parts.hasCalls()), null, extras, Extras.NONE);
    }

    private static FinishReason finishReason(String word, boolean calls) {
        return switch (word) {
            case "STOP" -> calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY" ->
                FinishReason.CONTENT_FILTER;
            default -> FinishReason.of(word);
        };
    }

    /** Returns the elements of a list, whose only element some gateways send without the list. */
    private static List<JsonText> elements(JsonText list) {
        return list.text().startsWith("{") ? List.of(list) : list.elements();
    }

    private static int index(@Nullable JsonText value) {
        String digits = value == null ? "0" : value.text();
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
    }

    /** Returns the members that aren't among these, without those that are null. */
    private static Extras others(Map<String, JsonText> members, Set<String> known) {
        Map<String, JsonText> others = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (!known.contains(name) && !value.isNull()) {
                others.put(name, value);
            }
        });
        return others.isEmpty() ? Extras.NONE : new Extras(others);
    }

    /** What is known of one candidate. */
    private static final class CandidateState {
        private final CandidateParts parts = new CandidateParts();
        private @Nullable JsonText grounding;
        private boolean begun;

        /** Returns whether the candidate begins. */
        private boolean begin() {
            boolean begins = !begun;
            begun = true;
            return begins;
        }
    }
}
