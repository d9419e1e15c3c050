package io.astreaming.json.messages;

import io.astreaming.json.request.RemainingParameters;
import io.astreaming.json.request.WireObject;
import io.astreaming.request.Parameter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much the model thinks. Claude 4.6 and later models decide themselves, guided by an effort; earlier ones, and
 * models of other makers, are told a number of tokens.
 *
 * @see <a href="https://docs.claude.com/en/docs/build-with-claude/adaptive-thinking">Adaptive thinking</a>
 */
final class Thinking {
    /** The smallest number of tokens that the API accepts. */
    private static final int LEAST = 1024;

    /** What share of the answer's maximum each effort is, for models that are told a number. */
    private static final Map<String, Double> SHARES = Map.of("minimal", 0.1, "low", 0.2, "medium", 0.5, "high", 0.8);

    private static final double LARGEST_SHARE = 0.95;

    /** The version in names such as claude-3-7-sonnet, claude-opus-4-20250514 and anthropic/claude-sonnet-4.5. */
    private static final Pattern VERSION = Pattern.compile("claude-(?:[a-z]+-)?(\\d{1,2})(?:[-.](\\d{1,2}))?(?!\\d)");

    private final boolean adaptive;
    private final int maxTokens;
    private @Nullable String effort;

    /**
     * Creates an object for one request.
     *
     * @param model the model's name on any platform
     * @param maxTokens the maximum length of the answer, thinking included
     */
    Thinking(String model, int maxTokens) {
        adaptive = isAdaptive(model.toLowerCase(Locale.ROOT));
        this.maxTokens = maxTokens;
    }

    private static boolean isAdaptive(String model) {
        Matcher version = VERSION.matcher(model);
        if (!version.find()) {
            return model.contains("claude");
        }
        int major = Integer.parseInt(version.group(1));
        int minor = version.group(2) == null ? 0 : Integer.parseInt(version.group(2));
        return major > 4 || (major == 4 && minor >= 6);
    }

    /** Returns the member {@code thinking}; null to leave it out. */
    @Nullable
    Object member(RemainingParameters parameters) {
        String word = parameters.take(Parameter.REASONING_EFFORT);
        String summary = parameters.take(Parameter.REASONING_SUMMARY);
        Integer budget = parameters.take(Parameter.THINKING_BUDGET);
        if ("none".equals(word) || (budget != null && budget == 0)) {
            return type("disabled").members();
        }
        if (adaptive && word != null) {
            effort = word.equals("minimal") ? "low" : word;
        }
        if (budget != null) {
            return type("enabled").with("budget_tokens", budget).members();
        } else if (adaptive) {
            return word == null && summary == null
                    ? null
                    : type("adaptive").with("display", "summarized").members();
        } else if (word == null) {
            return null;
        }
        int share = (int) (maxTokens * SHARES.getOrDefault(word, LARGEST_SHARE));
        return type("enabled").with("budget_tokens", Math.max(LEAST, share)).members();
    }

    /** Returns the effort for {@code output_config}, after {@link #member}; null to leave it out. */
    @Nullable
    String effort() {
        return effort;
    }

    private static WireObject type(String type) {
        return new WireObject().with("type", type);
    }
}
