package io.astreaming.app.bench;

import io.astreaming.Protocols;
import io.astreaming.app.endpoint.EndpointOptions;
import io.astreaming.app.inspect.PageFile;
import io.astreaming.app.recording.RecordedStream;
import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.app.terminal.ExitCode;
import io.astreaming.app.terminal.InterruptHandler;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.Version;
import io.astreaming.completion.Outcome;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.Chat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends many requests to an endpoint and reports how fast its streams are. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Sends the same request many times and reports how fast the answers stream.",
            "Every request costs what your provider charges for it. Ctrl-C ends the run and reports what was measured."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every answer completed",
            "1:at least one failed",
            "2:wrong usage",
            "3:at least one was truncated",
            "4:at least one timed out",
            "130:ended with Ctrl-C"
        },
        footer = {
            "",
            "The figures:",
            "  headers   until the response's headers arrived",
            "  ttft      until the first content: text, reasoning, a refusal or a tool call",
            "  ttfo      until the first content that isn't reasoning; shown if it differs",
            "  gap       between two chunks with content; also of streams that didn't complete",
            "  tpot      from the first content to the end, divided by the tokens after the first",
            "  e2e       until the end of the stream",
            "  tokens/s  tokens of one stream, from its first content to its end",
            "Times are those of completed answers; tokens are those that the provider counted.",
            "",
            "Examples:",
            "  astreaming bench --base-url http://localhost:8000/v1 --model llama 'Tell a story'",
            "  astreaming bench --base-url $URL --model m --rate 5 --slo ttft:500,tpot:50 'Hello'",
            "  astreaming bench --base-url $URL --model m --concurrency 16 --json 'Hello' | jq .goodput"
        })
public final class BenchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "PROMPT", description = "What to ask, each time.")
    private String prompt = "";

    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "NAME",
            description = "The model. Default: that of the endpoint in your file.")
    private @Nullable String model;

    @Option(names = "--max-tokens", paramLabel = "COUNT", description = "The maximum length of an answer.")
    private @Nullable Integer maxTokens;

    @Mixin
    private LoadOptions loadOptions = new LoadOptions();

    @Option(
            names = "--slo",
            paramLabel = "NAME:MS",
            description =
                    "What a good answer keeps, in milliseconds: ttft, ttfo, tpot, e2e. Several are separated by commas; a"
                            + " measure that isn't known isn't kept.")
    private List<String> targets = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long a stream may take. Default: 300. Nothing for a minute ends it, too.")
    private double timeout = 300;

    @Option(names = "--json", description = "Print one line of JSON instead of the report.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "OUT",
            description =
                    "Write the inspector's page of two streams to this file: the one with the latest first content, and"
                            + " the one that took longest. It is readable only by you: it contains the answers.")
    private @Nullable String html;

    public BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Load load = checked(loadOptions::load);
        Measurements measured = new Measurements(checked(() -> Target.parse(targets)));
        String out = html;
        PageFile page = out == null ? null : checked(() -> PageFile.named(out));
        if (!endpoint.isGiven()) {
            throw new ParameterException(
                    spec.commandLine(), "--base-url is missing: a load is sent only to an endpoint that is named");
        }
        ChatRequest request = checked(this::request);
        StreamTimeouts timeouts = checked(this::timeouts);
        try (JdkChatTransport transport = endpoint.transport(terminal)) {
            if (page != null) {
                page.prepare();
            }
            Chat chat = Chat.over(transport, Protocols.codec(endpoint.protocol(terminal)))
                    .withTimeouts(timeouts)
                    .withRetry(RetryPolicy.NONE);
            Outcome unusable = warmUp(chat, request, load.warmup());
            if (unusable != null) {
                terminal.error("a warm-up request didn't complete, so no load is sent: "
                        + ErrorReporter.describe(Objects.requireNonNull(unusable.error())));
                return ExitCode.of(unusable);
            }
            return run(chat, request, load, measured, page);
        }
    }

    /** Sends requests that aren't measured; returns the outcome of the first that didn't complete, or null. */
    private @Nullable Outcome warmUp(Chat chat, ChatRequest request, int count) {
        Outcome outcome = null;
        for (int i = 1; i <= count && (outcome == null || outcome.error() == null); i++) {
            terminal.status("warm-up request " + i + " of " + count);
            outcome = chat.outcome(request).join();
        }
        terminal.status("");
        return outcome == null || outcome.error() == null ? null : outcome;
    }

    private int run(Chat chat, ChatRequest request, Load load, Measurements measured, @Nullable PageFile page)
            throws Exception {
        SlowestStreams slowest = page == null ? null : new SlowestStreams();
        Progress progress = new Progress(terminal, load.requests());
        LoadRunner runner = new LoadRunner(
                load,
                stream -> kept(chat, stream, slowest)
                        .withListener(asked -> stream)
                        .receivedPublisher(request)
                        .subscribe(stream),
                sample -> {
                    measured.add(sample);
                    if (slowest != null) {
                        slowest.add(sample);
                    }
                    progress.show(measured);
                });
        AtomicBoolean stopped = new AtomicBoolean();
        Runnable stop = () -> {
            stopped.set(true);
            runner.stop();
        };
        return InterruptHandler.stop(stop, () -> {
            runner.run();
            progress.clear();
            report(load, measured, runner.elapsed());
            if (page != null && slowest != null) {
                writePage(page, slowest.recordings());
            }
            return stopped.get() ? ExitCode.CANCELLED : code(measured);
        });
    }

    private static Chat kept(Chat chat, SampledStream stream, @Nullable SlowestStreams slowest) {
        if (slowest == null) {
            return chat;
        }
        KeptStream kept = slowest.begin();
        stream.keepIn(kept);
        return chat.withTrace(asked -> kept);
    }

    private void writePage(PageFile page, List<RecordedStream> streams) throws IOException {
        if (streams.isEmpty()) {
            terminal.error("no stream could be kept, so " + page.name() + " is empty");
        } else {
            page.writeStreams(streams);
            terminal.info("the slowest streams are in " + page.name());
        }
    }

    private void report(Load load, Measurements measured, long elapsed) {
        if (json) {
            terminal.print(BenchJson.of(load, measured, elapsed));
        } else {
            BenchText.of(load, measured, elapsed).forEach(terminal::print);
        }
    }

    private static int code(Measurements measured) {
        Set<String> outcomes = measured.outcomes().keySet();
        if (measured.count() == measured.completed()) {
            return measured.count() > 0 ? ExitCode.COMPLETED : ExitCode.FAILED;
        }
        if (outcomes.contains("failed")) {
            return ExitCode.FAILED;
        }
        return outcomes.contains("timed_out") ? ExitCode.TIMED_OUT : ExitCode.TRUNCATED;
    }

    private ChatRequest request() {
        String asked = model != null ? model : endpoint.model(terminal);
        if (asked == null) {
            throw new IllegalArgumentException("--model is missing: name the model to measure");
        }
        ChatRequest.Builder request = ChatRequest.model(asked).user(prompt);
        return (maxTokens == null ? request : request.maxTokens(maxTokens)).build();
    }

    private StreamTimeouts timeouts() {
        if (!(timeout >= 0.001 && timeout <= 86_400)) {
            throw new IllegalArgumentException("--timeout lies between 0.001 and 86400");
        }
        Duration total = Duration.ofNanos((long) (timeout * 1e9));
        Duration idle = Duration.ofMinutes(1).compareTo(total) < 0 ? Duration.ofMinutes(1) : total;
        return StreamTimeouts.DEFAULT
                .withTotal(total)
                .withFirstContent(total)
                .withHeaders(total)
                .withIdle(idle);
    }

    /** Reports an option that is out of its range as wrong usage. */
    private <T> T checked(Callable<T> option) throws Exception {
        try {
            return option.call();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
