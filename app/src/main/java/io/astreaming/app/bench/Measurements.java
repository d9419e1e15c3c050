package io.astreaming.app.bench;

import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run has measured. Times are those of completed streams alone: a stream that broke off early would look fast.
 * Gaps are those of every stream, since a stall is often what breaks one. Not thread-safe.
 */
final class Measurements {
    /** A gap from which on it is called a stall, in nanoseconds. */
    static final long STALL = 1_000_000_000L;

    final Distribution headers = new Distribution();
    final Distribution firstContent = new Distribution();
    final Distribution firstOutput = new Distribution();
    final Distribution gaps = new Distribution();
    final Distribution timePerToken = new Distribution();
    final Distribution end = new Distribution();
    /** In thousandths of a token a second. */
    final Distribution tokensPerSecond = new Distribution();

    private final List<Target> targets;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private @Nullable ChatException firstError;
    private int count;
    private int completed;
    private int withTokens;
    private long tokens;
    private int good;

    Measurements(List<Target> targets) {
        this.targets = targets;
    }

    void add(Sample sample) {
        count++;
        outcomes.merge(sample.outcome().kind(), 1, Integer::sum);
        sample.gaps().forEach(gaps::add);
        ChatException error = sample.outcome().error();
        if (error != null) {
            String kind = error instanceof RejectedException rejected ? "status " + rejected.status() : error.kind();
            errors.merge(kind, 1, Integer::sum);
            firstError = firstError == null ? error : firstError;
        }
        if (sample.isCompleted()) {
            addCompleted(sample);
        }
    }

    private void addCompleted(Sample sample) {
        completed++;
        addTo(headers, sample.headers());
        addTo(firstContent, sample.firstContent());
        addTo(firstOutput, sample.firstOutput());
        addTo(timePerToken, sample.timePerToken());
        end.add(sample.end());
        Long output = sample.outputTokens();
        if (output != null) {
            withTokens++;
            tokens += output;
            Long first = sample.firstContent();
            if (first != null && sample.end() > first) {
                tokensPerSecond.add(Math.round(output * 1e12 / (sample.end() - first)));
            }
        }
        if (targets.stream().allMatch(target -> target.isMetBy(sample))) {
            good++;
        }
    }

    private static void addTo(Distribution distribution, @Nullable Long value) {
        if (value != null) {
            distribution.add(value);
        }
    }

    List<Target> targets() {
        return targets;
    }

    /** Returns how many streams ended in each way. */
    Map<String, Integer> outcomes() {
        return outcomes;
    }

    /** Returns how many streams failed for each reason. */
    Map<String, Integer> errors() {
        return errors;
    }

    /** Returns why the first of the streams that didn't complete failed; null if there is none. */
    @Nullable
    ChatException firstError() {
        return firstError;
    }

    int count() {
        return count;
    }

    int completed() {
        return completed;
    }

    /** Returns how many completed streams met every target. */
    int good() {
        return good;
    }

    /** Returns the tokens of the completed streams whose provider counted them. */
    long tokens() {
        return tokens;
    }

    /** Returns of how many completed streams the provider counted the tokens. */
    int withTokens() {
        return withTokens;
    }

    long stalls() {
        return gaps.atLeast(STALL);
    }
}
