package io.astreaming.protocol.messages;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.CompletionTokensDetails;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The usage of one message. Each report is cumulative: of every member the last value counts that isn't null, never a
 * sum. Anthropic's {@code input_tokens} don't include what was read from the cache or written to it, so these are
 * added. Not thread-safe.
 */
final class MessageUsage {
    /** What Bedrock counts by itself, for members that the model's own usage lacks. */
    private static final String METRICS = "amazon-bedrock-invocationMetrics";

    /** Every number with as many digits is a {@code long}, and so is the sum of three. */
    private static final int LONGEST_COUNT = 18;

    private final int maxMembers;
    private final Map<String, JsonText> members = new LinkedHashMap<>();
    private Map<String, JsonText> metrics = Map.of();
    private boolean changed;

    MessageUsage(int maxMembers) {
        this.maxMembers = maxMembers;
    }

    /** Adds a report. */
    void add(Extras report) {
        report.members().forEach((name, value) -> {
            if (!value.isNull() && !value.equals(members.put(name, value))) {
                changed = true;
            }
        });
        if (members.size() > maxMembers) {
            throw new LimitExceededException(StreamLimit.DISTINCT_EXTRAS, maxMembers, null);
        }
    }

    /** Adds the metrics of Bedrock, if they are among the members of an event. */
    void addMetrics(Extras event) {
        JsonText sent = event.get(METRICS);
        if (sent != null) {
            metrics = sent.members();
            changed = true;
        }
    }

    /** Returns the usage if it has changed since the last time. */
    Usage changes() {
        if (!changed) {
            return UsageNotReported.INSTANCE;
        }
        changed = false;
        Long input = count("input_tokens", "inputTokenCount");
        Long output = count("output_tokens", "outputTokenCount");
        Long read = count("cache_read_input_tokens", "cacheReadInputTokenCount");
        Long written = count("cache_creation_input_tokens", "cacheWriteInputTokenCount");
        Long prompt = input == null ? null : Long.valueOf(input + orZero(read) + orZero(written));
        return new TokenUsage(prompt, output, null, null, details(), written, read, new Extras(members));
    }

    private @Nullable CompletionTokensDetails details() {
        JsonText details = members.get("output_tokens_details");
        Long thinking = details == null ? null : number(details.members().get("thinking_tokens"));
        return thinking == null ? null : new CompletionTokensDetails(thinking, null, null, null, null, Extras.NONE);
    }

    /** Returns a count; some models report zeros, or nothing, and Bedrock the numbers. */
    private @Nullable Long count(String name, String metric) {
        Long count = number(members.get(name));
        Long measured = number(metrics.get(metric));
        return (count == null || count == 0) && measured != null ? measured : count;
    }

    private static long orZero(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    /** Returns a whole number that isn't negative; null if the value is something else. */
    private static @Nullable Long number(@Nullable JsonText value) {
        String digits = value == null ? "" : value.text();
        boolean whole = !digits.isEmpty()
                && digits.length() <= LONGEST_COUNT
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return whole ? Long.valueOf(digits) : null;
    }
}
