package io.astreaming.app.chat;

import io.astreaming.app.endpoint.EndpointOptions;
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
            names = {"-m", "--model"},
            paramLabel = "NAME",
            description =
                    "The model. Default: the session's, else the endpoint's in your file, else " + DEFAULT_MODEL + ".")
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

    @Mixin
    private ParameterOptions parameters = new ParameterOptions();

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
    Conversation conversation(Terminal terminal, EndpointOptions endpoint, @Nullable ChatRequest session)
            throws IOException {
        List<Message> messages = new ArrayList<>(session == null ? List.of() : session.messages());
        if (system != null) {
            messages.removeIf(Conversation::isInstruction);
            messages.add(0, Message.system(system));
        }
        String standard = endpoint.model(terminal);
        ChatRequest.Builder request =
                session == null ? ChatRequest.model(standard == null ? DEFAULT_MODEL : standard) : session.toBuilder();
        if (model != null) {
            request.model(model);
        }
        parameters.addTo(request);
        // A request needs a message; only the settings of this one are used.
        ChatRequest settings = answer.addTo(terminal, request.user("").build());
        return new Conversation(settings, messages);
    }
}
