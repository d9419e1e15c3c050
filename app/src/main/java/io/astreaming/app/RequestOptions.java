package io.astreaming.app;

import io.astreaming.request.ChatRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What to ask for, the prompt aside. */
final class RequestOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--model", paramLabel = "NAME", description = "Who is to answer. Default: ${DEFAULT-VALUE}.")
    private String model = "gpt-4o-mini";

    @Option(names = "--system", paramLabel = "TEXT", description = "Instructions that come before the prompt.")
    private @Nullable String system;

    @Option(
            names = "--prefill",
            paramLabel = "TEXT",
            description =
                    "How the answer is to begin. It is sent as the assistant's last message and printed before the"
                            + " text, so that standard output holds the whole.")
    private String prefill = "";

    @Option(names = "--temperature", paramLabel = "NUMBER", description = "How freely to choose words.")
    private @Nullable Double temperature;

    @Option(names = "--max-tokens", paramLabel = "COUNT", description = "How long the answer may be.")
    private @Nullable Integer maxTokens;

    @Option(names = "--no-usage", description = "Don't ask for usage: a few servers refuse the question.")
    private boolean noUsage;

    /** How the answer begins; empty if the model decides. */
    String prefill() {
        return prefill;
    }

    /** The request that these options make of a prompt. */
    ChatRequest request(String prompt) {
        try {
            if (prompt.isBlank()) {
                throw new IllegalArgumentException("the prompt is empty");
            }
            return build(prompt);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private ChatRequest build(String prompt) {
        ChatRequest.Builder request = ChatRequest.model(model).includeUsage(!noUsage);
        if (system != null) {
            request.system(system);
        }
        request.user(prompt);
        if (!prefill.isEmpty()) {
            request.assistant(prefill);
        }
        if (temperature != null) {
            request.temperature(temperature);
        }
        if (maxTokens != null) {
            request.maxTokens(maxTokens);
        }
        return request.build();
    }
}
