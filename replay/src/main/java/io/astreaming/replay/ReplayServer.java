package io.astreaming.replay;

import io.astreaming.replay.net.HttpServer;
import io.astreaming.replay.net.LocalHosts;
import io.astreaming.replay.net.LoggedResponder;
import io.astreaming.replay.net.Responder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A provider of chat completions that replays recordings: a test double behind real sockets. Any client of such a
 * provider can be tested against it, in any language, without network, key or costs, and with the same bytes every
 * time.
 *
 * <pre>{@code
 * Recording hello = Recording.sse(Path.of("src/test/resources/hello.sse"));
 *
 * try (ReplayServer server = ReplayServer.serving(hello).start()) {
 *     MyClient client = new MyClient(server.baseUri());      // http://127.0.0.1:49152/v1
 *
 *     assertThat(client.ask("Say hello")).isEqualTo("Hello!");
 *     assertThat(server.requests().get(0).text()).contains("Say hello");
 * }
 * }</pre>
 *
 * <p>{@code POST /v1/chat/completions} answers with a recording and status 200, whether the request has an API key or
 * not. With {@code "stream": true} it streams the recording byte for byte, each frame in a chunk that is sent at once.
 * Otherwise it sends the answer in one piece, as the {@code chat.completion} that the recorded chunks add up to; a
 * stream that reports an error becomes a response with that error. If there are several recordings, a request gets the
 * one with the name of its model; several with that name, or all if there is none, take turns. {@code GET /v1/models}
 * lists the names, and {@code GET /v1/models/{name}} shows one. Any other request is rejected in the form that OpenAI
 * uses, with a JSON error that says what would be right: another path (404), another method (405), a body that isn't
 * JSON (400), a request of more than 16 MiB (413).
 *
 * <p>On the loopback interface it answers requests that are addressed to this machine, such as {@code localhost}, and
 * rejects others (421), so that a page of another server can't read its responses. {@link Builder#allowHost} allows
 * more names.
 *
 * <p>By default the client determines the {@linkplain Pace pace}; other paces replay the recorded time or let a test
 * send frame by frame. To test that code cancels a stream, let it cancel and wait until {@link #openStreams()} is zero:
 * the server detects at once that a client has closed its connection.
 *
 * <p>A test injects faults with {@linkplain Reply replies}: {@link #answering} plays them in turn.
 *
 * <p>It speaks HTTP/1.1 and 1.0, with TLS if it is {@linkplain Builder#tls given a key}. At most 4,096 connections are
 * open at a time, further ones wait; one daemon thread serves them all, with one more for each stream that waits for a
 * permit. The head of a request has to arrive within ten seconds, its body within five minutes. Connections and
 * incomplete requests take at most an eighth of the heap, or 256 MiB: beyond that the oldest incomplete request is
 * rejected (503).
 *
 * <p>Thread-safe.
 */
public final class ReplayServer implements AutoCloseable {
    /** How many connections are open at a time. */
    static final int MAX_CONNECTIONS = 4_096;

    private final RequestRouter router;
    private final PlaybackResponder responder;
    private final HttpServer server;
    private final URI baseUri;

    private ReplayServer(Builder builder) throws IOException {
        InetAddress host = InetAddress.getByName(builder.host);
        router = new RequestRouter(
                builder.script,
                new ReplySelector(builder.replies, builder.isSequence),
                builder.pace,
                new Routes(builder.basePath, builder.azure),
                new AccessRules(new LocalHosts(builder.hosts), !host.isLoopbackAddress(), builder.localPages));
        responder = new PlaybackResponder(router);
        HttpServer.Terms terms = new HttpServer.Terms(builder.tls, MAX_CONNECTIONS, builder.headTimeout);
        Responder logged = builder.log == null ? responder : new LoggedResponder(responder, builder.log);
        server = HttpServer.start(host, builder.port, "astreaming-replay", logged, terms);
        String shown = host.isAnyLocalAddress() ? "127.0.0.1" : builder.host;
        baseUri = URI.create((builder.tls == null ? "http" : "https") + "://"
                + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + server.port() + builder.basePath);
    }

    /**
     * Creates a builder of a server that by default listens on a free port of this machine's loopback interface, and
     * sends at full pace.
     *
     * @param recording the first recording that it replays
     * @param more further recordings
     * @return the builder, with which to start it
     */
    public static Builder serving(Recording recording, Recording... more) {
        return new Builder(
                Stream.concat(Stream.of(recording), Stream.of(more))
                        .map(Reply::of)
                        .toList(),
                false);
    }

    /**
     * Creates a builder of a server that treats replies like recordings: a request gets the stream with the name of its
     * model, and other requests get the replies in turn. So a client can select a fault by its model.
     *
     * @param reply the first reply
     * @param more further replies
     * @return the builder, with which to start it
     */
    public static Builder serving(Reply reply, Reply... more) {
        return new Builder(Stream.concat(Stream.of(reply), Stream.of(more)).toList(), false);
    }

    /**
     * Creates a builder of a server that gives each request for a completion, whatever its model, the next reply: the
     * first request gets the first reply, and requests after the last reply get the last one again. So a client can be
     * rejected twice and get an answer the third time.
     *
     * @param reply the reply to the first request
     * @param more the replies to the requests that follow
     * @return the builder, with which to start it
     */
    public static Builder answering(Reply reply, Reply... more) {
        return new Builder(Stream.concat(Stream.of(reply), Stream.of(more)).toList(), true);
    }

    /** {@return its base URI, such as {@code http://127.0.0.1:49152/v1}} */
    public URI baseUri() {
        return baseUri;
    }

    /** {@return the port on which it listens} */
    public int port() {
        return server.port();
    }

    /**
     * {@return the requests so far, to any path, oldest first} A request is listed before it is answered. The last
     * 1,000 are kept, or fewer if their bodies would take more than 64 MiB.
     */
    public List<ReceivedRequest> requests() {
        return router.received();
    }

    /**
     * {@return how many responses are being sent now} If a client closes its connection in the middle of one, that one
     * stops counting as soon as the server's operating system detects it.
     */
    public int openStreams() {
        return responder.openStreams();
    }

    /**
     * Forgets the requests so far, and cuts the streams that are open, before it returns. So tests can share a server, and
     * no answer to a later request is cut; connections that wait for a request stay open, and replies continue with the next one.
     */
    public void reset() {
        router.forgetRequests();
        server.cutStreams();
    }

    /** Stops at once: open streams are cut; when this returns, the port is free and no thread is left. */
    @Override
    public void close() {
        server.close();
    }

    /** Shows only the address. */
    @Override
    public String toString() {
        return "ReplayServer[" + baseUri + "]";
    }

    /** Configures and starts a {@link ReplayServer}. Not thread-safe. */
    public static final class Builder {
        private static final Pattern BASE_PATH = Pattern.compile("/|(/[A-Za-z0-9._~-]+)+/?");

        private final List<Reply> replies;
        private final boolean isSequence;
        private Function<? super ReceivedRequest, ? extends @Nullable Reply> script = request -> null;
        private String host = "127.0.0.1";
        private int port;
        private Pace pace = Pace.full();
        private @Nullable SSLContext tls;
        private final List<String> hosts = new ArrayList<>();
        private String basePath = "/v1";
        private boolean azure;
        private boolean localPages;
        private @Nullable Consumer<? super String> log;
        private Duration headTimeout = Duration.ofSeconds(10);

        private Builder(List<Reply> replies, boolean isSequence) {
            this.replies = replies;
            this.isSequence = isSequence;
        }

        /**
         * Listens on another interface. Beyond the loopback interface every client that reaches this machine gets an
         * answer.
         *
         * @param host the name or address of an interface
         * @return this
         */
        public Builder host(String host) {
            this.host = Objects.requireNonNull(host, "host");
            return allowHost(host);
        }

        /**
         * Answers requests that are addressed to another name than one of this machine's own too, such as a name in
         * {@code /etc/hosts} or that of a proxy in front. This matters on the loopback interface alone: elsewhere
         * requests to any name are answered.
         *
         * @param name the name of a host, without a port
         * @return this
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder allowHost(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("the name of a host must not be blank");
            }
            hosts.add(name);
            return this;
        }

        /**
         * Answers below another path than {@code /v1}.
         *
         * @param path the path of the base URL, such as {@code /api/v1}; {@code /} for none
         * @return this
         * @throws IllegalArgumentException if it isn't a path that begins with a slash
         */
        public Builder basePath(String path) {
            if (!BASE_PATH.matcher(path).matches()) {
                throw new IllegalArgumentException("a base path is / or like /api/v1, not " + path);
            }
            basePath = path.replaceFirst("/$", "");
            return this;
        }

        /**
         * Answers at the paths of Azure too: {@code POST /openai/deployments/{name}/chat/completions}, where the
         * deployment's name is used as the model's name.
         *
         * @return this
         */
        public Builder azure() {
            azure = true;
            return this;
        }

        /**
         * Lets pages that come from this machine, such as {@code http://localhost:3000}, read the answers in a browser
         * (CORS). Those of other servers can't.
         *
         * @return this
         */
        public Builder allowLocalPages() {
            localPages = true;
            return this;
        }

        /**
         * Listens on a fixed port.
         *
         * @param port the port, 0 for any that is free
         * @return this
         * @throws IllegalArgumentException if there is no such port
         */
        public Builder port(int port) {
            if (port < 0 || port > 0xffff) {
                throw new IllegalArgumentException("a port lies between 0 and 65535, not " + port);
            }
            this.port = port;
            return this;
        }

        /**
         * Sends frames at a pace, unless a reply has its own.
         *
         * @param pace when each frame is sent
         * @return this
         */
        public Builder pace(Pace pace) {
            this.pace = Objects.requireNonNull(pace, "pace");
            return this;
        }

        /**
         * Speaks TLS, and HTTP/1.1 over it: the base URI begins with {@code https}.
         *
         * @param context holds the server's key and certificate
         * @return this
         * @throws IllegalArgumentException if the context wasn't initialised
         */
        public Builder tls(SSLContext context) {
            try {
                context.createSSLEngine();
            } catch (IllegalStateException e) {
                throw new IllegalArgumentException("the SSL context wasn't initialised", e);
            }
            this.tls = context;
            return this;
        }

        /**
         * Asks a function for the reply to each request for a completion, before the server uses its own replies. So a
         * test can decide about a reply while the server runs.
         *
         * @param script receives the request, and returns the reply, or null for the server's own one. It is called on
         *     the server's thread, so it must not block; if it throws, the request is rejected (500)
         * @return this
         */
        public Builder script(Function<? super ReceivedRequest, ? extends @Nullable Reply> script) {
            this.script = Objects.requireNonNull(script, "script");
            return this;
        }

        /**
         * Logs each request, in one line when its response has ended, such as {@code 2026-11-30T12:00:00.123Z POST
         * /v1/chat/completions 200 hello 1234 bytes 12 ms}. The columns are the time at which it arrived, its method, its
         * path, the status, the recording's name, the bytes of the body, and the milliseconds; {@code -} stands for what
         * there isn't, and {@code cut} at the end means that the body wasn't sent to its end. A line contains no
         * control characters, and no query, header or body of the request.
         *
         * @param log receives each line, such as {@code System.err::println}. It is called on the server's thread, so it
         *     must not block
         * @return this
         */
        public Builder log(Consumer<? super String> log) {
            this.log = Objects.requireNonNull(log, "log");
            return this;
        }

        /** Sets how long the head of a request may take, for tests that can't wait. */
        Builder headTimeout(Duration headTimeout) {
            this.headTimeout = headTimeout;
            return this;
        }

        /**
         * Starts the server.
         *
         * @return the server; the caller closes it
         * @throws IllegalArgumentException if the pace needs timing and a recording has none
         * @throws UncheckedIOException if it can't listen there
         */
        public ReplayServer start() {
            replies.stream()
                    .filter(reply -> reply.pace() == null)
                    .map(Reply::body)
                    .forEach(pace::check);
            try {
                return new ReplayServer(this);
            } catch (IOException e) {
                throw new UncheckedIOException("can't listen on " + host + ", port " + port, e);
            }
        }
    }
}
