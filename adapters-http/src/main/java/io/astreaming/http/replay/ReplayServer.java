package io.astreaming.http.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A provider of chat completions that says what was recorded: a test double behind real sockets. Whatever speaks to such a
 * provider can be tested against it, in any language, without network, key or bill, and with the same bytes every time.
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
 * <p>{@code POST /v1/chat/completions} streams a recording, byte for byte, each frame in a chunk that leaves at once:
 * always a stream and always with status 200, even if the request says {@code "stream": false} or carries no key. Where
 * there are several recordings, a request gets the one that is named like its model; several of that name, or all if there
 * is none, take turns. {@code GET /v1/models} lists the names. The {@code /v1} may be left out. Anything else, or a request
 * of more than 16 MiB, is refused as OpenAI does it, with a JSON error.
 *
 * <p>The {@linkplain Pace pace} is a client's own by default; other paces replay the recorded time or let a test send
 * frame by frame. To test that code cancels a stream, let it cancel and see {@link #openStreams()} fall to zero: the server
 * sees at once that a client closed its connection.
 *
 * <p>Where a test wants something to go wrong, it says so with {@linkplain Reply replies}: {@link #answering} plays them in
 * turn.
 *
 * <p>It speaks HTTP/1.1 and 1.0, with TLS if it is {@linkplain Builder#tls given a key}. At most 4,096 connections are open
 * at a time, further ones wait; one daemon thread serves them all, with one more for each stream that waits for a
 * permit.
 *
 * <p>Thread-safe.
 */
public final class ReplayServer implements AutoCloseable {
    /** For as many connects at once; the system may allow fewer. */
    private static final int BACKLOG = 4_096;

    private final Answers answers;
    private final ServerSocketChannel listener;
    private final EventLoop loop;
    private final Connections connections;
    private final int port;
    private final URI baseUri;

    private ReplayServer(Builder builder) throws IOException {
        InetAddress host = InetAddress.getByName(builder.host);
        listener = ServerSocketChannel.open();
        try {
            listener.bind(new InetSocketAddress(host, builder.port), BACKLOG);
            port = listener.socket().getLocalPort();
            answers = new Answers(new Repertoire(builder.replies, builder.isSequence), builder.pace);
            loop = new EventLoop("astreaming-replay-" + port);
            connections = new Connections(loop, listener, answers, builder.tls, builder.longestHead);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
        String shown = host.isAnyLocalAddress() ? "127.0.0.1" : builder.host;
        baseUri = URI.create((builder.tls == null ? "http" : "https") + "://"
                + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port + "/v1");
        loop.start();
    }

    /**
     * A server to be started, on a free port of this machine's loopback interface and at full pace unless told otherwise.
     *
     * @param recording what it replays
     * @param more what it replays besides
     * @return what to start it with
     */
    public static Builder serving(Recording recording, Recording... more) {
        return new Builder(
                Stream.concat(Stream.of(recording), Stream.of(more))
                        .map(Reply::of)
                        .toList(),
                false);
    }

    /**
     * A server to be started that gives replies like recordings: a stream to who asks for the model of its name, anything
     * else in turn. So a client chooses by its model what goes wrong.
     *
     * @param reply what it does with a request
     * @param more what it does besides
     * @return what to start it with
     */
    public static Builder serving(Reply reply, Reply... more) {
        return new Builder(Stream.concat(Stream.of(reply), Stream.of(more)).toList(), false);
    }

    /**
     * A server to be started that gives each request for a completion, whatever its model, the next of some replies: the
     * first request the first, and all that come after the last one the last again. So a client can be refused twice and
     * served the third time.
     *
     * @param reply what it does with the first request
     * @param more what it does with those that follow
     * @return what to start it with
     */
    public static Builder answering(Reply reply, Reply... more) {
        return new Builder(Stream.concat(Stream.of(reply), Stream.of(more)).toList(), true);
    }

    /** {@return where clients find it, such as {@code http://127.0.0.1:49152/v1}} */
    public URI baseUri() {
        return baseUri;
    }

    /** {@return the port on which it listens} */
    public int port() {
        return port;
    }

    /**
     * {@return what was asked so far, to any path, oldest first} A request is listed before it is answered. The
     * last 1,000 are kept, or fewer if their bodies would take more than 64 MiB.
     */
    public List<ReceivedRequest> requests() {
        return answers.received();
    }

    /**
     * {@return how many responses are being sent now} When a client goes away in the middle of one, it no longer counts as
     * soon as the server's system has heard of it.
     */
    public int openStreams() {
        return connections.openStreams().get();
    }

    /** Stops at once: streams end in the middle, the port is free and no thread is left when it returns. */
    @Override
    public void close() {
        loop.close();
        try {
            listener.close();
        } catch (IOException e) {
            // The loop has closed it, unless its thread couldn't.
        }
    }

    /** Tells the address alone. */
    @Override
    public String toString() {
        return "ReplayServer[" + baseUri + "]";
    }

    /** How to start a {@link ReplayServer}. Not thread-safe. */
    public static final class Builder {
        private final List<Reply> replies;
        private final boolean isSequence;
        private String host = "127.0.0.1";
        private int port;
        private Pace pace = Pace.full();
        private @Nullable SSLContext tls;
        private Duration longestHead = Duration.ofSeconds(10);

        private Builder(List<Reply> replies, boolean isSequence) {
            this.replies = replies;
            this.isSequence = isSequence;
        }

        /**
         * Listens elsewhere. Beyond the loopback interface everybody who reaches this machine is answered.
         *
         * @param host the name or address of an interface
         * @return this
         */
        public Builder host(String host) {
            this.host = Objects.requireNonNull(host, "host");
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
         * Sends frames at a pace, where a reply has none of its own.
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

        /** How long the head of a request may take, for tests that don't want to wait. */
        Builder longestHead(Duration longestHead) {
            this.longestHead = longestHead;
            return this;
        }

        /**
         * Starts the server.
         *
         * @return the server, to be closed by the caller
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
