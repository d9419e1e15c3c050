package io.astreaming.interpret;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChoiceEvent;
import io.astreaming.event.StreamStarted;
import io.astreaming.event.Unrecognized;
import io.astreaming.event.UsageReported;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the events of one stream into a completion, in time and memory linear in their content. Not thread-safe.
 */
public final class CompletionAssembler {
    private static final int FEW = 4;

    private final RetentionBudget budget;
    private final TreeMap<Integer, ChoiceAssembler> choices = new TreeMap<>();
    private final Map<String, JsonText> extras = new LinkedHashMap<>(FEW);
    private @Nullable ChoiceAssembler latest;
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable Long created;
    private Usage usage = UsageNotReported.INSTANCE;

    /**
     * Creates the assembler of one stream.
     *
     * @param budget how much may be kept of the stream
     */
    public CompletionAssembler(RetentionBudget budget) {
        this.budget = budget;
    }

    /**
     * Adds an event.
     *
     * @param event the next event of the stream
     * @throws io.astreaming.error.LimitExceededException if there is more to keep than allowed
     */
    public void accept(ChatEvent event) {
        if (event instanceof ChoiceEvent sent) {
            choice(sent.choice()).accept(sent);
        } else if (event instanceof StreamStarted start) {
            id = start.id();
            model = start.model();
            created = start.created();
        } else if (event instanceof UsageReported reported) {
            usage = reported.usage();
        } else if (event instanceof Unrecognized unknown) {
            unrecognized(unknown);
        }
    }

    private void unrecognized(Unrecognized unknown) {
        switch (unknown.location()) {
            case CHUNK -> {
                if (budget.keep(extras, unknown.name(), unknown.value()) == null) {
                    budget.distinct();
                }
            }
            case CHOICE -> choice(unknown.choice()).extra(unknown.name(), unknown.value());
            case DELTA -> choice(unknown.choice()).unrecognized(unknown.name(), unknown.value());
            case TOOL_CALL -> budget.ofCall(unknown.name()); // part of the complete call
            case PAYLOAD -> {} // not part of the answer
        }
    }

    private ChoiceAssembler choice(int index) {
        if (latest == null || latest.index() != index) {
            latest = choices.get(index);
        }
        if (latest == null) {
            latest = new ChoiceAssembler(index, budget);
            choices.put(index, latest);
        }
        return latest;
    }

    /**
     * Returns the completion so far.
     *
     * @param deviations the deviations from the protocol so far
     * @param ofStream further extras, which no chunk has
     * @return the completion, whole or not
     */
    public ChatCompletion completion(Map<Deviation, Long> deviations, Extras ofStream) {
        List<CompletedChoice> completed =
                choices.values().stream().map(ChoiceAssembler::choice).toList();
        Map<String, JsonText> members = extras;
        if (!ofStream.isEmpty()) {
            members = new LinkedHashMap<>(extras);
            members.putAll(ofStream.members());
        }
        return new ChatCompletion(id, model, created, completed, usage, members, deviations);
    }
}
