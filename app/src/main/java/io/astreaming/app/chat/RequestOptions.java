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

/** What to ask for, the prompt aside. */
final class RequestOptions {
    private static final String DEFAULT_MODEL = "gpt-4o-mini";

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Who is to answer. Default: the session's, else " + DEFAULT_MODEL + ".")
    private @Nullable String model;

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

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    /** How the answer begins; empty if the model decides. */
    String prefill() {
        return prefill;
    }

    /**
     * What these options make of a session: whom to ask and how, and what was said so far.
     *
     * @throws IOException if a file can't be read
     * @throws IllegalArgumentException if an option or a file holds what can't be
     */
    Conversation conversation(Terminal terminal, @Nullable ChatRequest session) throws IOException {
        List<Message> messages = new ArrayList<>(session == null ? List.of() : session.messages());
        if (system != null) {
            messages.removeIf(Conversation::isInstruction);
            messages.add(0, Message.system(system));
        }
        ChatRequest.Builder request = session == null ? ChatRequest.model(DEFAULT_MODEL) : session.toBuilder();
        set(request);
        // A request needs a message; of this one the settings alone count.
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
