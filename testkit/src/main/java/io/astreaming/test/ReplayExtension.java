package io.astreaming.test;

import io.astreaming.Astreaming;
import io.astreaming.replay.ReceivedRequest;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.AssertionFailedError;

/**
 * A provider for the tests of a service, as an extension of JUnit: a {@link ReplayServer} that each test scripts.
 *
 * <pre>{@code
 * class GreeterTest {
 *     @RegisterExtension
 *     static final ReplayExtension model = ReplayExtension.scripted();
 *
 *     @Test
 *     void greets(Chat chat) {
 *         model.next(Recording.ofText("Hello", ", world"));
 *
 *         assertEquals("Hello, world", new Greeter(chat).greet());
 *         assertThat(model.onlyRequest()).hasModel("gpt-4o-mini");
 *     }
 * }
 * }</pre>
 *
 * <p>In a static field it runs one server for all tests of a class, at one address; in an instance field, one for each
 * test. Between tests it forgets requests and scripted answers. After each test, once the methods annotated
 * {@code @AfterEach} have run, it fails the test if
 *
 * <ul>
 *   <li>a scripted answer wasn't requested,
 *   <li>a request came for which nothing was scripted, unless the extension was created with answers to serve then,
 *   <li>a stream is still open after two seconds, because the service neither read it to its end nor closed it. For
 *       streams of {@link #chat()}, and of a chat that was {@linkplain #watch watched}, this is certain; streams of
 *       others count only while the server has something to send.
 * </ul>
 *
 * <p>If the test itself failed, only that is reported. Tests and constructors may have parameters of the types
 * {@link ReplayServer}, {@link URI} (the base URL, such as {@code http://127.0.0.1:49152/v1}) and {@link Chat} (with
 * default settings, and closed with the server).
 *
 * <p>Works with JUnit 5.11 and newer, and JUnit 6. Its methods are thread-safe; tests that share one extension must not
 * run at the same time.
 */
public final class ReplayExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(2);
    private static final long POLL_NANOS = Duration.ofMillis(2).toNanos();
    private static final Reply UNSCRIPTED = Faults.rejected(400, "The test has scripted no answer to this request");

    private final ReplayServer.Builder builder;
    private final Script script;
    private final WatchedStreams streams = new WatchedStreams();
    private volatile Duration wait = DEFAULT_WAIT;

    /** How many classes share the server: the one with the static field, and those nested in it that run now. */
    private int classes;

    private volatile @Nullable ReplayServer server;
    private @Nullable Chat chat;

    private ReplayExtension(ReplayServer.Builder builder, boolean servesMore) {
        this.script = new Script(servesMore);
        this.builder = builder.script(script);
    }

    /**
     * Creates an extension that answers with what each test scripts, and nothing else.
     *
     * @return the extension, for a field annotated {@code @RegisterExtension}
     */
    public static ReplayExtension scripted() {
        return new ReplayExtension(ReplayServer.answering(UNSCRIPTED), false);
    }

    /**
     * Creates an extension that serves recordings to the requests for which nothing is scripted: each request gets the
     * recording with the name of its model, or if there is none, the next of all.
     *
     * @param recording the first recording
     * @param more further recordings
     * @return the extension, for a field annotated {@code @RegisterExtension}
     */
    public static ReplayExtension serving(Recording recording, Recording... more) {
        return serving(ReplayServer.serving(recording, more));
    }

    /**
     * Creates an extension with a server of other settings, such as another path or TLS. What the server replies, it
     * replies to the requests for which nothing is scripted.
     *
     * @param server the settings; this extension sets the {@linkplain ReplayServer.Builder#script script}
     * @return the extension, for a field annotated {@code @RegisterExtension}
     */
    public static ReplayExtension serving(ReplayServer.Builder server) {
        return new ReplayExtension(server, true);
    }

    /**
     * Sets how long the streams may stay open after a test, before that fails it.
     *
     * @param wait the time; two seconds by default
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public ReplayExtension withWait(Duration wait) {
        if (wait.isNegative()) {
            throw new IllegalArgumentException("a time to wait can't be negative: " + wait);
        }
        this.wait = wait;
        return this;
    }

    /**
     * Scripts the answers to the next requests that have none yet.
     *
     * @param answer the answer to the next request, sent at the server's pace
     * @param more the answers to those that follow
     * @return this
     */
    public ReplayExtension next(Recording answer, Recording... more) {
        Stream.concat(Stream.of(answer), Stream.of(more)).map(Reply::of).forEach(script::add);
        return this;
    }

    /**
     * Scripts the replies to the next requests that have none yet.
     *
     * @param reply the reply to the next request, such as a {@linkplain Faults fault}
     * @param more the replies to those that follow
     * @return this
     */
    public ReplayExtension next(Reply reply, Reply... more) {
        Stream.concat(Stream.of(reply), Stream.of(more)).forEach(script::add);
        return this;
    }

    /**
     * {@return the requests of this test so far, oldest first, including those to other paths}
     *
     * @throws IllegalStateException if no test runs
     */
    public List<ReceivedRequest> requests() {
        return server().requests();
    }

    /**
     * {@return the request of this test}
     *
     * @throws AssertionFailedError if there were none or several
     * @throws IllegalStateException if no test runs
     */
    public ReceivedRequest onlyRequest() {
        List<ReceivedRequest> requests = requests();
        if (requests.size() != 1) {
            throw new AssertionFailedError("expected one request, but there were " + requests.size() + ": " + requests);
        }
        return requests.get(0);
    }

    /**
     * {@return the URL below which the server has {@code /chat/completions}}
     *
     * @throws IllegalStateException if no test runs
     */
    public URI baseUri() {
        return server().baseUri();
    }

    /**
     * {@return the server}
     *
     * @throws IllegalStateException if no test runs
     */
    public ReplayServer server() {
        ReplayServer running = server;
        if (running == null) {
            throw new IllegalStateException("the server runs only during tests: is the field annotated"
                    + " @RegisterExtension, and static if the server is used before a test?");
        }
        return running;
    }

    /**
     * {@return a chat with the server, which has default settings and sends the key {@code test-key}; closed with the
     * server}
     *
     * @throws IllegalStateException if no test runs
     */
    public synchronized Chat chat() {
        Chat open = chat;
        if (open == null) {
            open = watch(Astreaming.chat(baseUri().toString(), ApiKey.of("test-key")));
            chat = open;
        }
        return open;
    }

    /**
     * Returns a copy of a service's own chat, whose streams are checked at the end of each test: the service has to read
     * each to its end, close it or cancel it.
     *
     * @param chat a chat, usually with this server
     * @return a copy with one more listener
     */
    public Chat watch(Chat chat) {
        return chat.withListener(streams);
    }

    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        classes++;
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> problems = new ArrayList<>();
        try {
            if (context.getExecutionException().isEmpty()) {
                problems.addAll(openStreams());
                problems.addAll(script.problems());
            }
        } finally {
            server().reset();
            script.clear();
            streams.clear();
            stopIfUnused();
        }
        if (!problems.isEmpty()) {
            throw new AssertionFailedError(String.join(System.lineSeparator(), problems));
        }
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        classes--;
        stopIfUnused();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ReplayServer.class || type == Chat.class || type == URI.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Chat.class ? chat() : type == URI.class ? baseUri() : server();
    }

    /** Returns the streams that are still open after the time to wait, each as a sentence. */
    private List<String> openStreams() {
        long deadline = System.nanoTime() + wait.toNanos();
        while (isStreaming()
                && System.nanoTime() - deadline < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        List<String> openers = streams.openers();
        if (openers.isEmpty() && isStreaming()) {
            openers = List.of("unknown code, while the server had something to send");
        }
        return openers.stream()
                .map(opener -> "a stream is still open " + wait.toMillis() + " ms after the test; read it to its end,"
                        + " close it, or cancel its subscription or future. It was opened by " + opener)
                .toList();
    }

    private boolean isStreaming() {
        return server().openStreams() > 0 || !streams.openers().isEmpty();
    }

    private synchronized void start() {
        if (server == null) {
            server = builder.start();
        }
    }

    private synchronized void stopIfUnused() {
        ReplayServer running = server;
        if (classes > 0 || running == null) {
            return;
        }
        if (chat != null) {
            chat.close();
            chat = null;
        }
        running.close();
        server = null;
    }
}
