package io.astreaming.app.serve;

import io.astreaming.app.endpoint.UpstreamOptions;
import io.astreaming.app.live.LiveServer;
import io.astreaming.app.live.UiOptions;
import io.astreaming.app.recording.InputFiles;
import io.astreaming.app.server.ListenOptions;
import io.astreaming.app.server.LocalServer;
import io.astreaming.app.terminal.ExitCode;
import io.astreaming.app.terminal.InterruptHandler;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.Version;
import io.astreaming.gateway.ChatGateway;
import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.stream.Chat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Serves recorded streams like a provider, or another provider's answers as chat completions. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Serves recorded streams to any client, until Ctrl-C.",
            "When the server is ready, it prints its base URL. A request whose model has the name of a file gets that"
                    + " file; other requests get each file in turn. A request that doesn't ask for a stream gets the"
                    + " same answer in one piece.",
            "With --upstream it is a gateway instead: it takes requests for chat completions, asks a provider of any"
                    + " protocol, and answers with chat completions.",
            "With --ui it shows streams in a browser while they arrive."
        },
        footer = {
            "",
            "Examples:",
            "  astreaming serve --pace 100 trace.md",
            "  astreaming chat --base-url http://127.0.0.1:8080/v1 'Say hello'",
            "  astreaming serve --upstream https://api.anthropic.com/v1 --protocol messages",
            "  astreaming serve --ui --base-url http://localhost:11434/v1 -m llama3.2",
            "  astreaming serve --ui answer.sse"
        })
public final class ServeCommand implements Callable<Integer> {
    private static final Pace WATCHED = Pace.every(Duration.ofMillis(50));

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Recorded streams: .md, .sse, .jsonl or .har.")
    private List<String> files = List.of();

    @Mixin
    private ListenOptions listen = new ListenOptions();

    @Option(
            names = "--base-path",
            paramLabel = "PATH",
            description = "The path of the base URL, / for none. Default: ${DEFAULT-VALUE}.")
    private String basePath = "/v1";

    @Option(
            names = "--azure",
            description = "Answer at /openai/deployments/NAME/chat/completions, too; NAME is the model.")
    private boolean azure;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "Answer requests to this host name, too, and not only to localhost. May be repeated.")
    private List<String> allowedHosts = List.of();

    @Option(names = "--cors", description = "Let pages from this machine read the answers in a browser.")
    private boolean cors;

    @Option(
            names = "--pace",
            paramLabel = "PACE",
            converter = PaceConverter.class,
            description =
                    "'full': as fast as possible. 'recorded': at the recorded times. A number: milliseconds between two"
                            + " chunks. Default: full; with --ui recorded, or 50 for a recording without times.")
    private Pace pace = Pace.full();

    @Option(
            names = "--cut-after",
            paramLabel = "N",
            description = "Close the connection after N chunks of each stream, to test a client.")
    private @Nullable Integer cutAfter;

    @Option(
            names = "--stall-after",
            paramLabel = "N",
            description = "Send nothing more after N chunks of each stream, and keep the connection open.")
    private @Nullable Integer stallAfter;

    @Mixin
    private UpstreamOptions upstream = new UpstreamOptions();

    @Mixin
    private UiOptions ui = new UiOptions();

    public ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (ui.isAsked()) {
            refuse(" doesn't go with --ui", "--upstream", "--azure", "--base-path", "--allow-host", "--cors");
            return showPage();
        }
        for (String option : List.of("--endpoint", "--base-url", "--model")) {
            if (isGiven(option)) {
                throw misuse(option + " goes with --ui");
            }
        }
        if (upstream.isSet()) {
            refuse(
                    " is for recorded streams; leave it out, or --upstream",
                    "--azure",
                    "--pace",
                    "--cut-after",
                    "--stall-after");
            if (!files.isEmpty()) {
                throw misuse("the answers come either from FILE or from --upstream");
            }
            return relayAnswers();
        }
        if (files.isEmpty()) {
            throw misuse("name the recorded streams to serve, or a provider with --upstream");
        }
        try (ReplayServer server = start(recordings())) {
            return untilStopped(server.baseUri().toString());
        }
    }

    private List<Recording> recordings() throws IOException {
        List<Recording> recordings = new ArrayList<>();
        for (String file : files) {
            try (InputFiles source = InputFiles.open(terminal, file)) {
                recordings.add(source.stream(null).recording());
            }
        }
        return recordings;
    }

    private int showPage() throws Exception {
        try (LiveServer page = ui.start(terminal, listen, upstream, recordings(), this::atItsPace)) {
            return untilStopped(page.url());
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    /** Somebody watches, so a recording without times takes some, too. */
    private Reply atItsPace(Recording recording) {
        Pace own = recording.hasTiming() ? Pace.recorded() : WATCHED;
        return reply(recording).pace(isGiven("--pace") ? pace : own);
    }

    private int relayAnswers() throws Exception {
        if (!"127.0.0.1".equals(listen.host()) && upstream.hasKey(terminal)) {
            terminal.error("note: every client that reaches " + listen.host() + " uses your key");
        }
        try (Chat chat = upstream.chat(terminal)) {
            GatewayHandler handler = new GatewayHandler(
                    ChatGateway.over(chat), basePath, upstream.hasKey(terminal) ? null : upstream, cors);
            try (LocalServer server =
                    LocalServer.start(listen.host(), listen.port(), allowedHosts, listen.log(terminal), handler)) {
                return untilStopped(server.uri() + handler.basePath());
            }
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    private void refuse(String why, String... refused) {
        for (String option : refused) {
            if (isGiven(option)) {
                throw misuse(option + why);
            }
        }
    }

    private boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** Prints the base URL, and waits until the server is to stop. */
    private int untilStopped(String baseUrl) throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            return InterruptHandler.stop(stopped::countDown, () -> {
                terminal.print(baseUrl);
                if (terminal.lostOutput() == null) {
                    stopped.await();
                }
                return ExitCode.CANCELLED;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.CANCELLED;
        }
    }

    private ParameterException misuse(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private ReplayServer start(List<Recording> recordings) {
        try {
            List<Reply> replies = recordings.stream().map(this::reply).toList();
            ReplayServer.Builder server = ReplayServer.serving(
                            replies.get(0), replies.subList(1, replies.size()).toArray(Reply[]::new))
                    .host(listen.host())
                    .port(listen.port())
                    .log(listen.log(terminal))
                    .basePath(basePath)
                    .pace(pace);
            allowedHosts.forEach(server::allowHost);
            if (azure) {
                server.azure();
            }
            if (cors) {
                server.allowLocalPages();
            }
            return server.start();
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    private Reply reply(Recording recording) {
        Reply reply = Reply.of(recording);
        if (cutAfter != null) {
            reply = reply.afterFrame(cutAfter).cut();
        }
        if (stallAfter != null) {
            reply = reply.afterFrame(stallAfter).stall();
        }
        return reply;
    }

    /** Converts a pace's name, or the milliseconds between chunks. */
    private static final class PaceConverter implements ITypeConverter<Pace> {
        @Override
        public Pace convert(String value) {
            try {
                return switch (value) {
                    case "full" -> Pace.full();
                    case "recorded" -> Pace.recorded();
                    default -> Pace.every(Duration.ofMillis(Integer.parseInt(value)));
                };
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'" + value + "' is neither full, recorded, nor milliseconds up to an hour");
            }
        }
    }
}
