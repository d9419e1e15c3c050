package io.astreaming.app;

import io.astreaming.app.chat.AnswerPrinter;
import io.astreaming.app.report.Summary;
import io.astreaming.app.terminal.ExitCode;
import io.astreaming.app.terminal.InterruptHandler;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.Version;
import io.astreaming.app.trace.TraceFiles;
import io.astreaming.completion.Outcome;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Shows the library at work without network or key: every byte still passes through a real socket. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Replays a recorded stream and reads it over a real socket.")
final class DemoCommand implements Callable<Integer> {
    private static final String RECORDING = "seed.md";
    private static final Duration GAP = Duration.ofMillis(400);
    private static final String PREFILL = "{";

    private final Terminal terminal;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        ChatRequest request = ChatRequest.model("claude-haiku-4-5-20251001")
                .system("Is this a new topic? Answer with a JSON object: isNewTopic and title.")
                .user("hi")
                .assistant(PREFILL)
                .build();
        Path traces = Files.createTempDirectory("astreaming-");
        try (ReplayServer server = start();
                JdkChatTransport transport =
                        JdkChatTransport.to(server.baseUri().toString());
                TraceFiles trace = TraceFiles.begin(traces, transport, terminal::error);
                ChatStream stream =
                        Chat.over(transport, new JsonbChatCodec()).withTrace(sent -> trace).stream(request)) {
            terminal.print("A recorded stream, replayed at " + server.baseUri() + " and read back:");
            return InterruptHandler.stop(stream::close, () -> show(stream, trace));
        } finally {
            remove(traces);
        }
    }

    private int show(ChatStream stream, TraceFiles trace) throws IOException {
        terminal.print("");
        AnswerPrinter answer = new AnswerPrinter(terminal, PREFILL, false, trace);
        Outcome outcome = answer.show(stream);
        if (answer.isLineOpen()) {
            terminal.print("");
        }
        terminal.print("");
        boolean equal = Arrays.equals(Files.readAllBytes(trace.paths().get(0)), recording());
        Summary.of(outcome, stream.timeline())
                .add(
                        "trace",
                        (equal ? "equals" : "differs from")
                                + " the recording, byte for byte; chat --trace DIR keeps one")
                .lines()
                .forEach(terminal::print);
        return ExitCode.of(outcome);
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static ReplayServer start() throws IOException {
        return ReplayServer.serving(Recording.read(RECORDING, recording()))
                .pace(Pace.every(GAP))
                .start();
    }

    private static byte[] recording() throws IOException {
        try (InputStream in = DemoCommand.class.getResourceAsStream(RECORDING)) {
            if (in == null) {
                throw new FileNotFoundException("the demo's recording isn't in the jar");
            }
            return in.readAllBytes();
        }
    }
}
