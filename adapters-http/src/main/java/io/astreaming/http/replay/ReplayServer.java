package io.astreaming.http.replay;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

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
 * notices a client that went away when it next sends something.
 *
 * <p>At most 1,024 streams are sent at a time, each by a daemon thread of its own; further requests wait. The server
 * beneath is the JDK's; on the module path, say {@code requires jdk.httpserver}. So that frames leave at once, loading this
 * class sets the system property {@code sun.net.httpserver.nodelay}, unless it is set; where the JVM has started another
 * such server before, that comes too late, and the property belongs on the command line.
 *
 * <p>Thread-safe.
 */
public final class ReplayServer implements AutoCloseable {
    private static final int MOST_THREADS = 1_024;
    private static final int BACKLOG = 1_024;

    static {
        // The JDK's server has no other switch for this. With Nagle's algorithm a small frame waits until the client
        // has acknowledged the one before, which takes a client's kernel up to 40 ms.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final ReceivedRequests received = new ReceivedRequests();
    private final ReplayHandler handler;
    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final URI baseUri;

    private ReplayServer(Builder builder) throws IOException {
        handler = new ReplayHandler(new Repertoire(builder.recordings), builder.pace, received);
        InetAddress host = InetAddress.getByName(builder.host);
        server = HttpServer.create(new InetSocketAddress(host, builder.port), BACKLOG);
        String shown = host.isAnyLocalAddress() ? "127.0.0.1" : builder.host;
        baseUri = URI.create("http://" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port() + "/v1");
        threads = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "astreaming-replay-" + port());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    /**
     * A server to be started, on a free port of this machine's loopback interface and at full pace unless told otherwise.
     *
     * @param recording what it replays
     * @param more what it replays besides
     * @return what to start it with
     */
    public static Builder serving(Recording recording, Recording... more) {
        List<Recording> recordings = new ArrayList<>();
        recordings.add(recording);
        recordings.addAll(List.of(more));
        return new Builder(recordings);
    }

    /** {@return where clients find it, such as {@code http://127.0.0.1:49152/v1}} */
    public URI baseUri() {
        return baseUri;
    }

    /** {@return the port on which it listens} */
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * {@return what was asked so far, to any path, oldest first} A request is listed before it is answered. The
     * last 1,000 are kept, or fewer if their bodies would take more than 64 MiB.
     */
    public List<ReceivedRequest> requests() {
        return received.toList();
    }

    /** {@return how many streams are being sent now} */
    public int openStreams() {
        return handler.openStreams();
    }

    /** Stops at once: streams end in the middle, the port is free and no thread is left when it returns. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the address alone. */
    @Override
    public String toString() {
        return "ReplayServer[" + baseUri + "]";
    }

    /** How to start a {@link ReplayServer}. Not thread-safe. */
    public static final class Builder {
        private final List<Recording> recordings;
        private String host = "127.0.0.1";
        private int port;
        private Pace pace = Pace.full();

        private Builder(List<Recording> recordings) {
            this.recordings = recordings;
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
         * Sends frames at a pace.
         *
         * @param pace when each frame is sent
         * @return this
         */
        public Builder pace(Pace pace) {
            this.pace = Objects.requireNonNull(pace, "pace");
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
            recordings.forEach(pace::check);
            try {
                return new ReplayServer(this);
            } catch (IOException e) {
                throw new UncheckedIOException("can't listen on " + host + ", port " + port, e);
            }
        }
    }
}
