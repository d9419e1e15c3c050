package io.astreaming.app.recording;

import io.astreaming.app.terminal.ExitCode;
import io.astreaming.app.terminal.InterruptHandler;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.Version;
import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Serves recorded streams like a provider. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Serves recorded streams to any client, until Ctrl-C.",
            "When the server is ready, it prints its base URL. A request whose model has the name of a file gets that"
                    + " file; other requests get each file in turn. A request that doesn't ask for a stream gets the"
                    + " same answer in one piece."
        },
        footer = {
            "",
            "Example:",
            "  astreaming serve --pace 100 trace.md",
            "  astreaming chat --base-url http://127.0.0.1:8080/v1 'Say hello'"
        })
public final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recorded streams: .md, .sse or .jsonl.")
    private List<String> files = List.of();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port to listen on, 0 for any free port. Default: ${DEFAULT-VALUE}.")
    private int port = 8080;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "The interface to listen on. Default: ${DEFAULT-VALUE}, only for this machine.")
    private String host = "127.0.0.1";

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
                            + " chunks. Default: full.")
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

    public ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        List<Recording> recordings = new ArrayList<>();
        for (String file : files) {
            try (InputFiles source = InputFiles.open(terminal, file)) {
                recordings.add(source.stream(null).recording());
            }
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try (ReplayServer server = start(recordings)) {
            return InterruptHandler.stop(stopped::countDown, () -> {
                terminal.print(server.baseUri().toString());
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

    private ReplayServer start(List<Recording> recordings) {
        try {
            List<Reply> replies = recordings.stream().map(this::reply).toList();
            ReplayServer.Builder server = ReplayServer.serving(
                            replies.get(0), replies.subList(1, replies.size()).toArray(Reply[]::new))
                    .host(host)
                    .port(port)
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
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
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
