package io.astreaming.interpret;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.event.AnnotationsReceived;
import io.astreaming.event.AudioReceived;
import io.astreaming.event.ChoiceEvent;
import io.astreaming.event.ChoiceFinished;
import io.astreaming.event.ItemFinished;
import io.astreaming.event.ItemStarted;
import io.astreaming.event.LogprobsReceived;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.RefusalReceived;
import io.astreaming.event.RoleReceived;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Role;
import io.astreaming.value.TokenLogprob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Assembles the content of one choice. Not thread-safe. */
final class ChoiceAssembler {
    private final int index;
    private final RetentionBudget budget;

    // These stay empty for most choices: a mutable collection is created with the first entry.
    private List<JsonText> annotations = List.of();
    private List<TokenLogprob> logprobs = List.of();
    private Map<Integer, ToolCallAssembler> calls = Map.of();
    private Map<String, List<JsonText>> unrecognized = Map.of();
    private Map<String, JsonText> extras = Map.of();
    private Map<Integer, AnswerItem> items = Map.of();
    private @Nullable Role role;
    private @Nullable TextBuffer content;
    private @Nullable TextBuffer reasoning;
    private @Nullable TextBuffer refusal;
    private @Nullable AudioAssembler audio;
    private @Nullable FinishReason finishReason;

    ChoiceAssembler(int index, RetentionBudget budget) {
        this.index = index;
        this.budget = budget;
    }

    int index() {
        return index;
    }

    void accept(ChoiceEvent event) {
        if (event instanceof TextReceived text) {
            content = append(content, text.text());
        } else if (event instanceof ToolArgumentsReceived arguments) {
            call(arguments.call()).append(budget.chargeText(arguments.fragment()));
        } else if (event instanceof ReasoningReceived piece) {
            reasoning = append(reasoning, piece.text());
        } else if (event instanceof RefusalReceived piece) {
            refusal = append(refusal, piece.text());
        } else if (event instanceof ToolCallStarted start) {
            call(start.call()).start(start);
        } else if (event instanceof ToolCallFinished finish) {
            call(finish.call()).finish(finish.toolCall());
        } else if (event instanceof RoleReceived sent) {
            role = sent.role();
        } else if (event instanceof ChoiceFinished finish) {
            finishReason = finish.finishReason();
        } else if (event instanceof LogprobsReceived received) {
            charge(received.logprobs().content());
            logprobs = logprobs.isEmpty() ? new ArrayList<>() : logprobs;
            logprobs.addAll(received.logprobs().content());
        } else if (event instanceof AudioReceived received) {
            audio = audio == null ? new AudioAssembler(budget) : audio;
            audio.accept(received.audio());
        } else if (event instanceof AnnotationsReceived received) {
            budget.charge(received.annotations().text());
            annotations = annotations.isEmpty() ? new ArrayList<>() : annotations;
            annotations.add(received.annotations());
        } else if (event instanceof ItemStarted start) {
            item(new AnswerItem(start.protocol(), start.position(), start.type(), null));
        } else if (event instanceof ItemFinished finish) {
            JsonText wire = finish.item().wire();
            budget.charge(wire == null ? null : wire.text());
            item(finish.item());
        }
    }

    /** Keeps an item; its start was counted by the interpreter. */
    private void item(AnswerItem item) {
        items = items.isEmpty() ? new TreeMap<>() : items;
        items.put(item.position(), item);
    }

    private TextBuffer append(@Nullable TextBuffer text, String piece) {
        budget.chargeText(piece);
        TextBuffer longer = text == null ? new TextBuffer() : text;
        longer.append(piece);
        return longer;
    }

    private void charge(List<TokenLogprob> tokens) {
        for (TokenLogprob token : tokens) {
            budget.charge(token.token());
            charge(token.topLogprobs());
        }
    }

    private ToolCallAssembler call(int position) {
        calls = calls.isEmpty() ? new TreeMap<>() : calls;
        return calls.computeIfAbsent(position, p -> new ToolCallAssembler());
    }

    void unrecognized(String name, JsonText value) {
        budget.charge(value.text());
        unrecognized = unrecognized.isEmpty() ? new LinkedHashMap<>() : unrecognized;
        List<JsonText> values = unrecognized.get(name);
        if (values == null) {
            budget.distinct();
            budget.charge(name);
            values = new ArrayList<>();
            unrecognized.put(name, values);
        }
        values.add(value);
    }

    void extra(String name, JsonText value) {
        extras = extras.isEmpty() ? new LinkedHashMap<>() : extras;
        if (budget.keep(extras, name, value) == null) {
            budget.distinct();
        }
    }

    CompletedChoice choice() {
        List<ToolCall> toolCalls = new ArrayList<>();
        FunctionCall functionCall = null;
        for (Map.Entry<Integer, ToolCallAssembler> entry : calls.entrySet()) {
            ToolCall call = entry.getValue().call();
            if (entry.getKey() == ToolCallStarted.FUNCTION_CALL) {
                functionCall = new FunctionCall(call.name(), call.arguments(), call.complete());
            } else {
                toolCalls.add(call);
            }
        }
        return new CompletedChoice(
                index,
                role,
                string(content),
                string(reasoning),
                string(refusal),
                toolCalls,
                functionCall,
                audio == null ? null : audio.audio(),
                annotations,
                logprobs,
                finishReason,
                unrecognized,
                extras,
                List.copyOf(items.values()));
    }

    private static @Nullable String string(@Nullable TextBuffer text) {
        return text == null ? null : text.toString();
    }
}
