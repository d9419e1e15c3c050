package io.astreaming.app.chat;

import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Parameters of the request. */
final class ParameterOptions {
    @Option(names = "--temperature", paramLabel = "NUMBER", description = "How random the choice of words is.")
    private @Nullable Double temperature;

    @Option(
            names = "--top-p",
            paramLabel = "NUMBER",
            description = "Choose only among the most likely words that have this share, from 0 to 1.")
    private @Nullable Double topP;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Ask for the same answer to the same request.")
    private @Nullable Long seed;

    @Option(names = "--max-tokens", paramLabel = "COUNT", description = "The maximum length of the answer.")
    private @Nullable Integer maxTokens;

    @Option(
            names = "--max-completion-tokens",
            paramLabel = "COUNT",
            description = "The same under the name that OpenAI's newer models want; it counts reasoning, too.")
    private @Nullable Integer maxCompletionTokens;

    @Option(
            names = "--option",
            paramLabel = "NAME=JSON",
            description =
                    "Send this member of the request as it is, such as reasoning_effort='\"low\"'. A value that isn't JSON"
                            + " is sent as a string. May be repeated.")
    private List<String> others = List.of();

    @Option(names = "--no-usage", description = "Don't ask for usage: a few servers reject the parameter.")
    private boolean noUsage;

    /**
     * Adds the parameters that the command line names.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    void addTo(ChatRequest.Builder request) {
        request.includeUsage(!noUsage);
        if (temperature != null) {
            request.temperature(temperature);
        }
        if (topP != null) {
            request.set(Parameter.TOP_P, topP.doubleValue());
        }
        if (seed != null) {
            request.set(Parameter.SEED, seed.longValue());
        }
        if (maxTokens != null) {
            request.maxTokens(maxTokens);
        }
        if (maxCompletionTokens != null) {
            request.set(Parameter.MAX_COMPLETION_TOKENS, maxCompletionTokens);
        }
        for (String other : others) {
            int equals = other.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("--option takes NAME=JSON");
            }
            request.extra(other.substring(0, equals), json(other.substring(equals + 1)));
        }
    }

    private static JsonText json(String value) {
        try {
            return JsonText.of(value).minified();
        } catch (IllegalArgumentException e) {
            return JsonText.ofString(value);
        }
    }
}
