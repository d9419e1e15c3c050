package io.astreaming.app.chat;

import io.astreaming.app.terminal.Terminal;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the request, except the prompt. */
final class RequestOptions {
    private static final String DEFAULT_MODEL = "gpt-4o-mini";

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The model. Default: the session's, else " + DEFAULT_MODEL + ".")
    private @Nullable String model;

    @Option(names = "--system", paramLabel = "TEXT", description = "Instructions that come before the prompt.")
    private @Nullable String system;

    @Option(
            names = "--prefill",
            paramLabel = "TEXT",
            description =
                    "The beginning of the answer. It is sent as the assistant's last message and printed before the"
                            + " text, so that standard output holds the whole answer.")
    private String prefill = "";

    @Option(names = "--temperature", paramLabel = "NUMBER", description = "How random the choice of words is.")
    private @Nullable Double temperature;

    @Option(names = "--max-tokens", paramLabel = "COUNT", description = "The maximum length of the answer.")
    private @Nullable Integer maxTokens;

    @Option(names = "--no-usage", description = "Don't ask for usage: a few servers reject the parameter.")
    private boolean noUsage;

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    /** Returns the prefill; empty if there is none. */
    String prefill() {
        return prefill;
    }

    /**
     * Returns the session's conversation with these options applied.
     *
     * @throws IOException if a file can't be read
     * @throws IllegalArgumentException if the content of an option or a file is invalid
     */
    Conversation conversation(Terminal terminal, @Nullable ChatRequest session) throws IOException {
        List<Message> messages = new ArrayList<>(session == null ? List.of() : session.messages());
        if (system != null) {
            messages.removeIf(Conversation::isInstruction);
            messages.add(0, Message.system(system));
        }
        ChatRequest.Builder request = session == null ? ChatRequest.model(DEFAULT_MODEL) : session.toBuilder();
        set(request);
        // A request needs a message; only the settings of this one are used.
        ChatRequest settings = answer.addTo(terminal, request.user("").build());
        return new Conversation(settings, messages);
    }

    private void set(ChatRequest.Builder request) {
        request.includeUsage(!noUsage);
        if (model != null) {
            request.model(model);
        }
        if (temperature != null) {
            request.temperature(temperature);
        }
        if (maxTokens != null) {
            request.maxTokens(maxTokens);
        }
    }
}
