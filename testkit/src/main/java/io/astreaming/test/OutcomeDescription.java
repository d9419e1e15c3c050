package io.astreaming.test;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.ToolCall;
import io.astreaming.error.ChatException;
import io.astreaming.value.TokenUsage;
import org.jspecify.annotations.Nullable;

/** Shows an outcome with its content, for the messages of failed assertions. */
final class OutcomeDescription {
    private static final int MAX_LISTED = 20;

    private final StringBuilder out = new StringBuilder();

    private OutcomeDescription() {}

    static String of(Outcome outcome) {
        OutcomeDescription description = new OutcomeDescription();
        description.describe(outcome);
        return description.out.toString().stripTrailing();
    }

    private void describe(Outcome outcome) {
        line("outcome", outcome.getClass().getSimpleName());
        ChatException error = outcome.error();
        if (error != null) {
            line("error", error.getClass().getSimpleName() + ": " + Failures.shown(error.getMessage()));
        }
        ChatCompletion completion = outcome.completion();
        completion.choices().stream().limit(MAX_LISTED).forEach(choice -> {
            String of = completion.choices().size() == 1 ? "" : " of choice " + choice.index();
            describe(choice, of);
        });
        if (completion.usage() instanceof TokenUsage usage) {
            line("usage", usage.promptTokens() + " prompt, " + usage.completionTokens() + " completion tokens");
        }
        if (!completion.deviations().isEmpty()) {
            line("deviations", completion.deviations());
        }
    }

    private void describe(CompletedChoice choice, String of) {
        text("text" + of, choice.content());
        text("reasoning" + of, choice.reasoning());
        text("refusal" + of, choice.refusal());
        for (ToolCall call : choice.toolCalls().stream().limit(MAX_LISTED).toList()) {
            line(
                    (call.complete() ? "call" : "incomplete call") + of,
                    call.name() + " " + Failures.shown(call.arguments()));
        }
        line("finish reason" + of, choice.finishReason());
    }

    private void text(String name, @Nullable String text) {
        if (text != null) {
            line(name, Failures.shown(text));
        }
    }

    private void line(String name, @Nullable Object value) {
        out.append("  ").append(name).append(": ").append(value).append(System.lineSeparator());
    }
}
