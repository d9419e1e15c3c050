package io.astreaming.app.report;

import io.astreaming.app.terminal.LabelledLines;
import io.astreaming.app.terminal.TerminalText;
import io.astreaming.jsontext.Extras;
import io.astreaming.value.CompletionTokensDetails;
import io.astreaming.value.PromptTokensDetails;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Formats usage: every number that the provider reported, and no others. */
public final class UsageFormatter {
    private static final int MAX_LENGTH = 60;

    private final List<String> figures = new ArrayList<>();

    private UsageFormatter() {}

    public static void addTo(LabelledLines report, Usage usage) {
        if (usage instanceof TokenUsage tokens) {
            lines(tokens).forEach(line -> report.add("usage", line));
        } else {
            report.add("usage", "not reported");
        }
    }

    /** Adds the totals, then the cache, then the rest; only the first line is always there. */
    static List<String> lines(TokenUsage tokens) {
        return Stream.of(totals(tokens), cache(tokens), details(tokens), extras(tokens))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String totals(TokenUsage tokens) {
        return new UsageFormatter()
                .count(tokens.promptTokens(), "prompt")
                .count(tokens.completionTokens(), "completion")
                .count(tokens.totalTokens(), "total tokens")
                .orElse("no sums");
    }

    private static String cache(TokenUsage tokens) {
        return new UsageFormatter()
                .count(tokens.cachedTokens(), "read from cache")
                .count(tokens.cacheWriteTokens(), "written to cache")
                .orElse("");
    }

    private static String details(TokenUsage tokens) {
        UsageFormatter figures = new UsageFormatter();
        CompletionTokensDetails completion = tokens.completionDetails();
        if (completion != null) {
            figures.count(completion.reasoningTokens(), "reasoning")
                    .count(completion.audioTokens(), "spoken")
                    .count(completion.textTokens(), "text out")
                    .count(completion.acceptedPredictionTokens(), "predicted and used")
                    .count(completion.rejectedPredictionTokens(), "predicted in vain");
        }
        PromptTokensDetails prompt = tokens.promptDetails();
        if (prompt != null) {
            figures.count(prompt.audioTokens(), "heard")
                    .count(prompt.textTokens(), "text in")
                    .count(prompt.imageTokens(), "images");
        }
        return figures.orElse("");
    }

    /** Adds counts that aren't modelled, such as costs. */
    private static String extras(TokenUsage tokens) {
        UsageFormatter figures = new UsageFormatter().members(tokens.extras());
        if (tokens.promptDetails() != null) {
            figures.members(tokens.promptDetails().extras());
        }
        if (tokens.completionDetails() != null) {
            figures.members(tokens.completionDetails().extras());
        }
        return figures.orElse("");
    }

    private UsageFormatter members(Extras extras) {
        extras.members().forEach((name, value) -> {
            if (!value.isAbsent() && !value.isNull()) {
                figures.add(TerminalText.beginning(name, MAX_LENGTH) + " "
                        + TerminalText.beginning(value.text(), MAX_LENGTH));
            }
        });
        return this;
    }

    private UsageFormatter count(@Nullable Long count, String what) {
        if (count != null) {
            figures.add(count + " " + what);
        }
        return this;
    }

    private String orElse(String none) {
        return figures.isEmpty() ? none : String.join(", ", figures);
    }
}
