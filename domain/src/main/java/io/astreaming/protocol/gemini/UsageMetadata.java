package io.astreaming.protocol.gemini;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.CompletionTokensDetails;
import io.astreaming.value.PromptTokensDetails;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The usage of one answer. Each report is cumulative: of every member the last value counts. Gemini counts thoughts and
 * the prompts of its own tools separately; here they are added to the answer's and the prompt's tokens. Not thread-safe.
 */
final class UsageMetadata {
    private static final int LONGEST_COUNT = 18;

    /** No provider has more members; the others of a hostile one are left out. */
    private static final int MOST_MEMBERS = 64;

    private final Map<String, JsonText> members = new LinkedHashMap<>();
    private boolean changed;

    void add(Map<String, JsonText> report) {
        report.forEach((name, value) -> {
            boolean fits = members.size() < MOST_MEMBERS || members.containsKey(name);
            if (fits && !value.isNull() && !value.equals(members.put(name, value))) {
                changed = true;
            }
        });
    }

    /** Returns the usage if it has changed since the last time. */
    Usage changes() {
        if (!changed) {
            return UsageNotReported.INSTANCE;
        }
        changed = false;
        Long thoughts = count("thoughtsTokenCount");
        Long cached = count("cachedContentTokenCount");
        return new TokenUsage(
                sum(count("promptTokenCount"), count("toolUsePromptTokenCount")),
                sum(count("candidatesTokenCount"), thoughts),
                count("totalTokenCount"),
                cached == null ? null : new PromptTokensDetails(cached, null, null, null, null, Extras.NONE),
                thoughts == null ? null : new CompletionTokensDetails(thoughts, null, null, null, null, Extras.NONE),
                null,
                null,
                new Extras(members));
    }

    private static @Nullable Long sum(@Nullable Long first, @Nullable Long second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first + second;
    }

    private @Nullable Long count(String name) {
        JsonText value = members.get(name);
        String digits = value == null ? "" : value.text();
        boolean whole = !digits.isEmpty()
                && digits.length() <= LONGEST_COUNT
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return whole ? Long.valueOf(digits) : null;
    }
}
