package io.astreaming.app;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.Timeline;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks an endpoint and shows the answer as it arrives. */
@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Asks an endpoint and prints the answer as it arrives.",
            "The text goes to standard output and nothing else does; the summary goes to standard error."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:completed",
            "1:failed",
            "2:wrong usage",
            "3:truncated: the stream ended before the answer was whole",
            "4:timed out",
            "130:cancelled with Ctrl-C"
        },
        footer = {
            "",
            "Examples:",
            "  astreaming chat 'Say hello'",
            "  git diff | astreaming chat --system 'Write a commit message'",
            "  astreaming chat --base-url http://localhost:11434/v1 --model llama3.2 hello",
            "  astreaming chat --prefill '{' 'Name a colour, as JSON' | jq ."
        })
final class ChatCommand implements Callable<Integer> {
    private static final int LONGEST_PROMPT = 16 << 20;

    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "PROMPT",
            description = "What to ask. Without it, or with '-', it is read from standard input.")
    private @Nullable String prompt;

    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Mixin
    private RequestOptions options = new RequestOptions();

    @Option(names = "--reasoning", description = "Print the model's reasoning to standard error.")
    private boolean reasoning;

    @Option(
            names = "--trace",
            paramLabel = "DIR",
            description = "Keep request, stream and text as Markdown files in this directory, readable by you alone.")
    private @Nullable Path traces;

    @Mixin
    private PatienceOptions patience = new PatienceOptions();

    ChatCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (JdkChatTransport transport = endpoint.transport(terminal)) {
            Chat chat = Chat.over(transport, new JsonbChatCodec())
                    .withTimeouts(patience.timeouts())
                    .withRetry(patience.retry())
                    .withListener(asked -> new Attempts(terminal));
            ChatRequest request = options.request(prompt());
            if (traces == null) {
                try (ChatStream stream = chat.stream(request)) {
                    return OnInterrupt.stop(stream::close, () -> show(stream, null));
                }
            }
            try (TraceFiles trace = trace(traces);
                    ChatStream stream = chat.withTrace(trace).stream(request)) {
                return OnInterrupt.stop(stream::close, () -> show(stream, trace));
            }
        }
    }

    private TraceFiles trace(Path directory) throws IOException {
        try {
            return TraceFiles.begin(directory, terminal::complain);
        } catch (IOException e) {
            throw new IOException("can't keep a trace in " + Problems.describe(e), e);
        }
    }

    private String prompt() throws IOException {
        if (prompt != null && !prompt.equals("-")) {
            return prompt;
        }
        if (terminal.has(Screen.INPUT)) {
            terminal.tell("Type what to ask; Ctrl-D ends it.");
        }
        byte[] bytes = terminal.in().readNBytes(LONGEST_PROMPT + 1);
        if (bytes.length > LONGEST_PROMPT) {
            throw new IOException("the prompt is longer than " + (LONGEST_PROMPT >> 20) + " MiB");
        }
        return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    }

    private int show(ChatStream stream, @Nullable TraceFiles trace) throws IOException {
        LiveAnswer answer = new LiveAnswer(terminal, options.prefill(), reasoning, trace);
        Outcome outcome = answer.show(stream);
        if (terminal.has(Screen.OUTPUT) && answer.isLineOpen()) {
            terminal.print("");
        }
        conclude(outcome, stream.timeline(), trace == null ? List.of() : trace.paths());
        return ExitCode.of(outcome);
    }

    /** Where nothing came at all, the reason says everything. */
    private void conclude(Outcome outcome, Timeline timeline, List<Path> files) {
        boolean summary = timeline.chunks() > 0 || outcome instanceof Cancelled || outcome instanceof Completed;
        Report report = summary ? Summary.of(outcome, timeline) : new Report();
        files.forEach(file -> report.add("trace", file.toString()));
        report.lines().forEach(terminal::tell);
        if (outcome.error() != null && !(outcome instanceof Cancelled)) {
            terminal.complain(Problems.describe(outcome.error()));
        }
    }
}
