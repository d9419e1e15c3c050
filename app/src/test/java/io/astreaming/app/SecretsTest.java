package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.event.ChatEvent;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.AttemptHeaders;
import io.astreaming.port.KeyHeader;
import io.astreaming.port.StreamListener;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.testing.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A key, a header and a prompt are planted, servers repeat them wherever they can, and everything that comes out is searched:
 * messages, stack traces, what things say of themselves, traces, logs of every level, the screen.
 */
@Timeout(30)
class SecretsTest {
    private static final String KEY = "sk-planted-key-0123456789";
    private static final String HEADER = "planted-header-0123456789";
    private static final String SUPPLIED = "sk-supplied-key-0123456789";
    private static final String OF_THE_REQUEST = "request-header-0123456789";
    private static final String OF_THE_ATTEMPT = "attempt-header-0123456789";
    private static final String QUERY = "planted-query-0123456789";
    private static final String PROMPT = "a planted prompt";
    private static final String ECHO = String.join(" ", KEY, HEADER, SUPPLIED, OF_THE_REQUEST, OF_THE_ATTEMPT);
    private static final ChatRequest REQUEST = ChatRequest.model("m")
            .system(PROMPT)
            .user(PROMPT)
            .header("X-Job", OF_THE_REQUEST)
            .build();

    private final StringWriter heard = new StringWriter();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final Logger root = Logger.getLogger("");
    private final @Nullable Level level = root.getLevel();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord message) {
            // JUnit tells what it calls the test with; the JDK's client shows whole URLs to those who debug it.
            if (!String.valueOf(message.getLoggerName()).matches("org\\.junit.*|jdk\\.internal\\.httpclient\\.debug")) {
                hear(message.getLoggerName(), message.getMessage(), message.getParameters(), message.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        root.setLevel(Level.ALL);
        root.addHandler(log);
        PrintStream captured = new PrintStream(screen, true, StandardCharsets.UTF_8);
        System.setOut(captured);
        System.setErr(captured);
    }

    @AfterEach
    void stopListening() {
        System.setOut(out);
        System.setErr(err);
        root.removeHandler(log);
        root.setLevel(level);
    }

    static Stream<Arguments> replies() {
        Recording hello = Streams.whole("Hello", "!");
        String error =
                "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"code\":\"%s\",\"param\":\"%s\"}}".replace("%s", ECHO);
        String escaped = error.replace("-", "\\u002d").replace("p", "\\u0070");
        return Stream.of(
                Arguments.of("success", Reply.of(hello)),
                Arguments.of("an error in the stream that escapes it", sse("data: " + escaped + "\n\n")),
                Arguments.of("401 that escapes it", refusal(401, escaped)),
                Arguments.of("an echo in members that nobody knows", sse(chunk(",\"echo\":\"" + ECHO + "\""))),
                Arguments.of("an error in the stream", sse("data: " + error + "\n\n")),
                Arguments.of("an error event", sse("event: error\ndata: " + ECHO + "\n\n")),
                Arguments.of("no JSON", sse("data: " + ECHO + "\n\n")),
                Arguments.of("half an event", sse("data: {\"" + ECHO)),
                Arguments.of("a field that nobody knows", sse(ECHO + ": " + ECHO + "\n\n")),
                Arguments.of("a finish that failed", sse(chunk("").replace("stop", "error"))),
                Arguments.of("401", refusal(401, error)),
                Arguments.of("429", refusal(429, error)),
                Arguments.of("502 of a proxy", refusal(502, "<html><title>" + ECHO + "</title></html>")),
                Arguments.of("a page", Reply.status(200, "<html>" + ECHO).header("Content-Type", "text/html; " + KEY)),
                Arguments.of(
                        "a redirect elsewhere", Reply.status(307, "").header("Location", "http://localhost:1/" + KEY)),
                Arguments.of("a cut", Reply.of(hello).afterFrame(1).cut()),
                Arguments.of("a reset", Reply.of(hello).afterFrame(1).reset()),
                Arguments.of("no answer", Reply.nothing()),
                Arguments.of("another protocol", Reply.raw(("SSH-2.0 " + ECHO + "\r\n\r\n").getBytes())),
                Arguments.of(
                        "a broken head",
                        Reply.raw(("HTTP/1.1 200 OK\r\n" + ECHO + "\r\nX: " + KEY + "\r\n\r\n").getBytes())),
                Arguments.of("silence", Reply.of(hello).afterFrame(1).stall()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void keepsWhatIsPlantedToItself(String name, Reply reply) throws Exception {
        try (ReplayServer server = ReplayServer.answering(reply).start()) {
            ask(server.baseUri().toString());
        }
        assertNothingCameOut();
    }

    @Test
    void keepsItToItselfWhereThereIsNobody() throws Exception {
        String nowhere;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = "127.0.0.1:" + socket.getLocalPort() + "/v1";
        }
        ask("http://" + nowhere);
        ask("http://no-such-host.invalid/v1");
        try (ReplayServer server = ReplayServer.serving(Streams.whole("Hello")).start()) {
            ask("https://127.0.0.1:" + server.port() + "/v1"); // it speaks no TLS
        }
        assertNothingCameOut();
    }

    @Test
    void refusesAddressesThatHoldAPasswordWithoutRepeatingThem() {
        for (String address : List.of(
                "http://user:" + KEY + "@host/v1",
                "ftp://" + KEY + "/",
                "http://[" + KEY + "]/",
                KEY,
                "http://h/#" + KEY)) {
            try {
                hear(JdkChatTransport.to(address));
            } catch (IllegalArgumentException e) {
                hear(e);
            }
        }
        assertNothingCameOut();
    }

    @Test
    void theCommandLineRepeatsNothingOfWhatIsAsked(@TempDir Path folder) throws Exception {
        String schema = write(folder, "s.json", "{\"title\":\"" + PROMPT + "\",\"description\":\"" + PROMPT + "\"}");
        String tools = write(folder, "t.json", "[{\"name\":\"f\",\"description\":\"" + PROMPT + "\"}]");
        String image = write(folder, PROMPT, "GIF89a" + PROMPT);
        String session = write(
                folder,
                "talk.json",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]}");
        String broken =
                write(folder, "broken.json", "{\"model\":\"m\",\"messages\":[{\"content\":\"" + PROMPT + "\"}]}");
        String torn = write(folder, "torn.json", "{\"messages\":[\"" + PROMPT + "\"");
        try (ReplayServer server = ReplayServer.answering(
                        sse("data: no JSON\n\n"), refusal(400, "{}"), Reply.of(Streams.cut("a")))
                .start()) {
            List<List<String>> runs = List.of(
                    List.of("--json-schema", schema, "--tools", tools, "--image", image, "--session", session, PROMPT),
                    List.of("--json-schema", schema, "--image", "data:image/png;base64," + PROMPT, PROMPT),
                    List.of("--session", session, "--result", PROMPT),
                    List.of("--session", session, "--result", "c1=" + PROMPT),
                    List.of("--session", broken, "hi"),
                    List.of("--session", torn, "hi"),
                    List.of("--tools", broken, "hi"),
                    List.of("--json-schema", torn, "hi"),
                    List.of("--tools", tools, "--tool-choice", PROMPT, "hi"),
                    List.of("-i", "--session", session, PROMPT));
            for (List<String> run : runs) {
                List<String> args =
                        new ArrayList<>(List.of("chat", "--retries", "0", "--base-url", server.baseUri() + ""));
                args.addAll(run);
                Cli.Result result = new Cli()
                        .environment("OPENAI_API_KEY", KEY)
                        .environment("ASTREAMING_DEBUG", "1")
                        .input(PROMPT + "\n/no " + PROMPT + "\n/result " + PROMPT + "\n")
                        .with(args.toArray(String[]::new));
                assertThat(result.err()).isNotEmpty();
                hear(result.err());
            }
            assertThat(server.requests()).isNotEmpty();
        }
        assertNothingCameOut();
    }

    private static String write(Path folder, String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    /** Over both faces, to the end; and once more, cancelled as soon as it has begun. */
    private void ask(String baseUrl) throws Exception {
        try (JdkChatTransport transport = JdkChatTransport.builder(baseUrl + "?secret=" + QUERY)
                .apiKey(ApiKey.of(KEY))
                .apiKey(KeyHeader.X_API_KEY, () -> ApiKey.of(SUPPLIED))
                .header("X-Tenant", HEADER)
                .build()) {
            Chat chat = Chat.over(transport, new JsonbChatCodec())
                    .withRetry(RetryPolicy.DEFAULT
                            .withMaxAttempts(2)
                            .withBackoff(Duration.ZERO, Duration.ZERO)
                            .withMaxTotalBackoff(Duration.ofSeconds(1)))
                    .withTimeouts(timeouts())
                    .withTrace(request -> (payload, nanos) -> hear(payload.text(), payload))
                    .withListener(request -> new Eavesdropper());
            Flow.Publisher<ChatEvent> publisher = chat.publisher(REQUEST);
            CompletableFuture<Outcome> pushed = chat.outcome(REQUEST);
            hear(transport, chat, REQUEST, publisher, pushed, REQUEST.messages());
            hear(pushed.get(20, TimeUnit.SECONDS).error());
            try (ChatStream stream = chat.stream(REQUEST)) {
                hear(stream, stream.outcome().error(), stream.timeline());
                stream.completion();
            } catch (ChatException e) {
                hear(e);
            }
            try (ChatStream stream = chat.stream(REQUEST)) {
                stream.iterator().next();
                stream.close();
                hear(stream.outcome().error());
            }
        }
    }

    private void assertNothingCameOut() {
        assertThat(heard.toString()).isNotEmpty();
        assertThat((heard + "\n" + screen.toString(StandardCharsets.UTF_8))
                        .lines()
                        .filter(line -> Stream.of(KEY, HEADER, SUPPLIED, OF_THE_REQUEST, OF_THE_ATTEMPT, QUERY, PROMPT)
                                .anyMatch(line::contains)))
                .isEmpty();
    }

    private synchronized void hear(@Nullable Object... things) {
        for (Object thing : things) {
            if (thing instanceof Throwable thrown) {
                thrown.printStackTrace(new PrintWriter(heard, true));
            } else if (thing instanceof Object[] more) {
                hear(more);
            } else {
                heard.append(String.valueOf(thing)).append('\n');
            }
        }
    }

    private static StreamTimeouts timeouts() {
        Duration long_ = Duration.ofSeconds(15);
        return StreamTimeouts.DEFAULT
                .withHeaders(long_)
                .withFirstContent(long_)
                .withIdle(Duration.ofMillis(300))
                .withTotal(long_)
                .withAfterFinish(Duration.ofMillis(300));
    }

    private static Reply refusal(int status, String body) {
        return Reply.status(status, body).header("x-request-id", KEY).header("retry-after-ms", "0");
    }

    private static Reply sse(String body) {
        return Reply.of(Recording.sse(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String chunk(String more) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]" + more
                + "}\n\ndata: [DONE]\n\n";
    }

    /** Repeats all that a listener gets to know. */
    private final class Eavesdropper implements StreamListener {
        @Override
        public void attemptStarted(int attempt, AttemptHeaders headers) {
            headers.set("X-Span", OF_THE_ATTEMPT);
            hear(headers);
        }

        @Override
        public void attemptFailed(int attempt, ChatException error, @Nullable Duration pause) {
            hear(error);
        }
    }
}
