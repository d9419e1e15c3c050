package io.astreaming.app.chat;

import io.astreaming.Protocols;
import io.astreaming.app.endpoint.EndpointOptions;
import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.app.terminal.LineSource;
import io.astreaming.app.terminal.StandardStream;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.Version;
import io.astreaming.app.trace.KeptAnswer;
import io.astreaming.app.trace.TimedRecording;
import io.astreaming.app.trace.TraceFiles;
import io.astreaming.app.trace.Traces;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.port.ChatTransport;
import io.astreaming.stream.Chat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends a request to an endpoint and prints the answer as it arrives. */
@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Asks an endpoint and prints the answer as it arrives.",
            "Standard output gets the text and then the tool calls, one on each line, and nothing else."
                    + " The summary goes to standard error."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:completed",
            "1:failed, or not the JSON that was asked for",
            "2:wrong usage",
            "3:truncated: the answer or a call ended before it was whole",
            "4:timed out",
            "130:cancelled with Ctrl-C"
        },
        footer = {
            "",
            "Examples:",
            "  astreaming chat 'Say hello'",
            "  git diff | astreaming chat 'Write a commit message'",
            "  astreaming chat --base-url http://localhost:11434/v1 --model llama3.2 hello",
            "  astreaming chat --json-schema colour.json 'Name a colour' | jq .",
            "  astreaming chat --tools tools.json 'Do I need a coat in Oslo?'",
            "  astreaming chat --image cat.png 'What is this?'",
            "  astreaming chat --session talk.json"
        })
public final class ChatCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PromptOptions prompt = new PromptOptions();

    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Mixin
    private RequestOptions options = new RequestOptions();

    @Option(
            names = "--session",
            paramLabel = "FILE",
            description = "Keep the conversation in this file, readable only by you, and continue it next time.")
    private @Nullable String session;

    @Option(
            names = {"-i", "--interactive"},
            description =
                    "Read questions line by line. This is the default with --session and no PROMPT at a terminal.")
    private boolean interactive;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print no summary; errors come all the same.")
    private boolean quiet;

    @Option(names = "--reasoning", description = "Print the model's reasoning to standard error.")
    private boolean reasoning;

    @Option(
            names = "--trace",
            paramLabel = "DIR",
            description =
                    "Write request, stream and text as Markdown files to this directory, and the stream with its arrival"
                            + " times (.sse). They are readable only by you, and contain prompts and answers, but no"
                            + " keys.")
    private @Nullable Path traces;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Write the stream with its arrival times to this file, for inspect and serve, such as"
                    + " answer.sse. It is readable only by you. One answer only: use --trace for several.")
    private @Nullable Path recording;

    @Mixin
    private TimeoutOptions timeoutOptions = new TimeoutOptions();

    public ChatCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        boolean asksAgain = interactive || (session != null && prompt.isEmpty() && terminal.has(StandardStream.INPUT));
        try (JdkChatTransport transport = endpoint.transport(terminal)) {
            Chat chat = Chat.over(transport, Protocols.codec(endpoint.protocol(terminal)))
                    .withTimeouts(timeoutOptions.timeouts())
                    .withRetry(timeoutOptions.retry())
                    .withListener(asked -> new RetryNotice(terminal));
            boolean asks = !asksAgain || !prompt.isEmpty();
            Turn turn = new Turn(terminal, chat, options.prefill(), reasoning, keeper(transport), asksAgain, quiet);
            Session talk = session(turn, asks, !asksAgain);
            if (!asksAgain) {
                return talk.ask(LineSource.NONE);
            }
            try (LineSource lines = terminal.lines()) {
                return new InteractiveChat(terminal, talk, prompt, lines).run(asks);
            }
        }
    }

    /**
     * Returns the earlier conversation with the new prompt; any problem with it counts as wrong usage, and nothing is
     * sent.
     */
    private Session session(Turn turn, boolean asks, boolean once) throws InterruptedException {
        try {
            prompt.check(session != null, !once);
            prepareFiles(once);
            SessionFile file = session == null ? null : SessionFile.of(session);
            Conversation conversation =
                    options.conversation(terminal, endpoint, file == null ? null : file.read(terminal));
            if (asks) {
                prompt.say(terminal, conversation, once);
            }
            return new Session(terminal, turn, conversation, file);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), ErrorReporter.describe(e));
        }
    }

    private KeptAnswer.@Nullable Keeper keeper(ChatTransport transport) {
        if (traces != null) {
            return new Traces(traces, transport);
        }
        Path file = recording;
        return file == null ? null : warn -> TimedRecording.begin(file, warn);
    }

    private void prepareFiles(boolean once) throws IOException {
        if (traces != null) {
            if (recording != null) {
                throw new IllegalArgumentException("--trace writes a recording, too: leave --record out");
            }
            TraceFiles.prepare(traces);
        } else if (recording != null) {
            if (!once) {
                throw new IllegalArgumentException("--record keeps one answer: use --trace for a conversation");
            }
            TimedRecording.prepare(recording);
        }
    }
}
