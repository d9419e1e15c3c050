package io.astreaming.app.relay;

import io.astreaming.app.server.ListenOptions;
import io.astreaming.app.terminal.ExitCode;
import io.astreaming.app.terminal.InterruptHandler;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.Version;
import io.astreaming.redis.RedisStreamLog;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelaySettings;
import io.astreaming.replay.net.HttpServer;
import io.astreaming.replay.net.LoggedResponder;
import io.astreaming.replay.net.Responder;
import io.astreaming.settings.ApiKey;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Relays a provider's streams. */
@Command(
        name = "relay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Relays a provider's streams to clients who may leave and come back, until Ctrl-C.",
            "When the relay is ready, it prints its base URL. POST /chat/completions there asks the provider and streams"
                    + " the answer, each event with an id. The header Content-Location names the stream: GET it with"
                    + " Last-Event-ID to go on after an event, DELETE it to stop the stream."
        },
        footer = {
            "",
            "Environment:",
            "  OPENAI_API_KEY           The provider's key. Without it the provider gets",
            "                           each client's own Authorization.",
            "  ASTREAMING_REDIS_URI     The same as --redis, for a URI with a password.",
            "  ASTREAMING_RELAY_SECRET  Names streams of idempotency keys: at least 16",
            "                           characters, needed with --redis, the same on",
            "                           all nodes.",
            "",
            "Example:",
            "  astreaming relay --upstream https://api.openai.com/v1",
            "  curl -iN http://127.0.0.1:8080/v1/chat/completions -d \\",
            "    '{\"stream\":true,\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}'",
            "  curl -N http://127.0.0.1:8080/v1/streams/ID -H 'Last-Event-ID: ID.7'"
        })
public final class RelayCommand implements Callable<Integer> {
    private static final int MAX_CONNECTIONS = 16_384;
    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);

    /** How long clients have to read what they were told last. */
    private static final Duration LAST_READS = Duration.ofSeconds(2);

    /** How long the log may take beyond the drain. */
    private static final Duration LAST_WRITES = Duration.ofSeconds(6);

    private static final int SECRET_BYTES = 16;
    private static final Pattern STREAM_ID = Pattern.compile("(/streams/\\S{6})\\S+");
    private static final String LOGGING = "slf4j.internal.verbosity";

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--upstream",
            required = true,
            paramLabel = "URL",
            description = {"The provider's base URL, such as", "https://api.openai.com/v1."})
    private String upstreamUrl = "";

    @Option(
            names = "--redis",
            paramLabel = "URI",
            description = {
                "Keep streams in Redis 7 or newer, such as",
                "redis://localhost:6379, so that each node of a deployment serves them. Default: in memory, until the"
                        + " process ends."
            })
    private @Nullable String redisUri;

    @Mixin
    private ListenOptions listen = new ListenOptions();

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "How long open streams may go on after Ctrl-C or SIGTERM before they are ended as truncated."
                    + " Default: ${DEFAULT-VALUE}.")
    private int drainSeconds = 30;

    @Option(
            names = "--cors-origin",
            paramLabel = "ORIGIN",
            description = "The origin whose pages may use the relay, such as https://app.example. Default:"
                    + " ${DEFAULT-VALUE}, all.")
    private String corsOrigin = "*";

    public RelayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        check();
        byte[] secret = secret();
        try (Upstream upstream = upstream()) {
            Relay relay = relay();
            Responder responder = new RelayResponder(relay, secret, upstream, corsOrigin);
            try (HttpServer server = start(relay, new LoggedResponder(responder, log()))) {
                return serve(relay, server);
            }
        }
    }

    private void check() {
        if (drainSeconds < 0 || drainSeconds > 86_400) {
            throw misuse("--drain takes seconds, at most a day, not " + drainSeconds);
        }
        if (!corsOrigin.matches("\\*|[a-z][a-z0-9+.-]*://[A-Za-z0-9.:\\[\\]-]+")) {
            throw misuse("an origin is * or like https://app.example, without a path");
        }
        if (redisUri == null) {
            redisUri = terminal.environment("ASTREAMING_REDIS_URI");
        }
    }

    private byte[] secret() {
        String given = terminal.environment("ASTREAMING_RELAY_SECRET");
        if (given != null && given.length() < SECRET_BYTES) {
            throw misuse("ASTREAMING_RELAY_SECRET has at least " + SECRET_BYTES
                    + " characters: who guesses it can read streams");
        }
        if (given != null) {
            return given.getBytes(StandardCharsets.UTF_8);
        }
        if (redisUri != null) {
            throw misuse("with --redis the environment variable ASTREAMING_RELAY_SECRET has to be set, the same on all"
                    + " nodes: else an idempotency key would name different streams on different nodes");
        }
        byte[] random = new byte[2 * SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }

    private Upstream upstream() {
        String key = terminal.environment("OPENAI_API_KEY");
        try {
            return new Upstream(upstreamUrl, key == null ? null : ApiKey.of(key));
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    private Relay relay() throws IOException {
        String redis = redisUri;
        if (redis == null) {
            return Relay.inMemory(RelaySettings.DEFAULT, Runtime.getRuntime().maxMemory() / 4);
        }
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "ERROR"); // nobody needs to know that Lettuce finds no logger
        }
        try {
            return Relay.over(RedisStreamLog.connect(redis, "as"), RelaySettings.DEFAULT);
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Who knows the whole id of a stream can read it, so only its beginning is logged. */
    private Consumer<String> log() {
        Consumer<String> log = listen.log(terminal);
        return line -> log.accept(STREAM_ID.matcher(line).replaceFirst("$1..."));
    }

    private HttpServer start(Relay relay, Responder responder) throws IOException {
        HttpServer.Terms terms = new HttpServer.Terms(null, MAX_CONNECTIONS, HEAD_TIMEOUT);
        try {
            return HttpServer.start(
                    InetAddress.getByName(listen.host()), listen.port(), "astreaming-relay-http", responder, terms);
        } catch (IOException e) {
            var unused = relay.close(Duration.ZERO);
            throw new IOException(
                    "can't listen on " + listen.host() + ", port " + listen.port() + ": " + e.getMessage(), e);
        }
    }

    private Integer serve(Relay relay, HttpServer server) throws Exception {
        Duration drain = Duration.ofSeconds(drainSeconds);
        Duration most = drain.plus(LAST_WRITES).plus(LAST_READS).plus(LAST_WRITES);
        CountDownLatch stopped = new CountDownLatch(1);
        return InterruptHandler.stop(stopped::countDown, most, () -> {
            terminal.print(baseUrl(server));
            if (terminal.lostOutput() == null) {
                await(stopped);
            }
            finish(relay, server, drain);
            return ExitCode.CANCELLED;
        });
    }

    private static void await(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            // Whoever runs the command within his process stops it like this.
        }
    }

    private String baseUrl(HttpServer server) throws IOException {
        String host = listen.host();
        String shown = InetAddress.getByName(host).isAnyLocalAddress() ? "127.0.0.1" : host;
        return "http://" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + server.port() + "/v1";
    }

    /** Lets streams end, ends the others, and tells their readers. */
    private void finish(Relay relay, HttpServer server, Duration drain) throws InterruptedException {
        if (server.responses() > 0) {
            terminal.info("astreaming: open streams have up to " + drain.toSeconds() + " s to end");
        }
        try {
            relay.close(drain).toCompletableFuture().get(drain.plus(LAST_WRITES).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            terminal.error("the log of streams can't be reached: readers on other nodes learn of the end later");
        }
        server.awaitResponses(LAST_READS);
    }

    private ParameterException misuse(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
