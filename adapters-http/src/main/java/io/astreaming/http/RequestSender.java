package io.astreaming.http;

import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends a transport's requests with the client that the caller gave, or with one that it builds.
 *
 * <p>A client that it builds has one thread, and runs its tasks there unless it has an executor. Only the start of a
 * request, which may wait for a name service, runs on separate threads. Thread-safe.
 */
final class RequestSender implements AutoCloseable {
    /**
     * The number of threads that start requests. There are as many as cores, since the client does that work on the
     * calling thread; and at least two, so that one host name that isn't resolved doesn't delay requests to all other
     * hosts.
     */
    static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final int IDLE_SECONDS = 5;

    private final @Nullable HttpClient given;
    private final Executor executor;
    private final UnaryOperator<Executor> context;
    private final Duration connectTimeout;
    private final ScheduledThreadPoolExecutor senders =
            new ScheduledThreadPoolExecutor(THREADS, RequestSender::newThread);
    // Guarded by the monitor:
    private @Nullable HttpClient own;
    private boolean closed;

    /**
     * Creates the thread pool; the client is built for the first request.
     *
     * @param given the caller's client; null to build one
     * @param executor runs the tasks of a client that is built
     * @param context wraps the executor of a request's start on the thread that opens the exchange
     * @param connectTimeout how long a client that is built waits for a connection
     */
    RequestSender(
            @Nullable HttpClient given, Executor executor, UnaryOperator<Executor> context, Duration connectTimeout) {
        this.given = given;
        this.context = context;
        this.connectTimeout = connectTimeout;
        this.executor = executor;
        senders.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        senders.allowCoreThreadTimeOut(true);
        if (given == null) {
            senders.execute(RequestSender::prepareTls);
        }
    }

    /**
     * Creates the TLS context that all clients of the program share. It takes longest when a client is built, so it
     * begins while the caller still prepares the request.
     */
    private static void prepareTls() {
        try {
            var unused = SSLContext.getDefault();
        } catch (Exception e) {
            // The security settings are wrong. Building the client throws the same, which is reported to the caller.
        }
    }

    /** Returns how long a connection may take; the caller's client has its own timeout. */
    Duration connectTimeout() {
        return given == null ? connectTimeout : given.connectTimeout().orElse(connectTimeout);
    }

    /** Starts to send a request, and returns at once; failures are reported to the exchange. */
    void send(JdkExchange exchange, RedirectableRequest attempt) {
        try {
            send(exchange, attempt, Objects.requireNonNull(context.apply(senders), "the wrapped executor is null"));
        } catch (RuntimeException | Error e) {
            exchange.fail(e);
        }
    }

    private void send(JdkExchange exchange, RedirectableRequest attempt, Executor sender) {
        try {
            sender.execute(() -> {
                try {
                    exchange.send(client(), attempt, next -> send(exchange, next, sender));
                } catch (RuntimeException | Error e) {
                    exchange.fail(e);
                }
            });
        } catch (RejectedExecutionException e) {
            exchange.fail(closed());
        }
    }

    /** Runs a task after a pause, or at once if the transport is closed. */
    void schedule(Runnable task, Duration pause) {
        try {
            var unused = senders.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private HttpClient client() {
        return given == null ? own() : given;
    }

    private synchronized HttpClient own() {
        if (closed) {
            throw closed();
        }
        HttpClient client = own;
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(connectTimeout)
                    .executor(executor)
                    .build();
            own = client;
        }
        return client;
    }

    private static ConnectionException closed() {
        return new ConnectionException(
                Phase.CLOSED, "the transport was closed before the request; keep it open as long as it is used", null);
    }

    @Override
    public void close() {
        HttpClient client;
        synchronized (this) {
            closed = true;
            client = own;
            own = null;
        }
        senders.shutdown();
        if (client != null) {
            shutdown(client);
        }
    }

    /**
     * Shuts the client down, as Java 21 allows; before, its thread ends when it is unreachable and its streams have
     * ended.
     */
    private static void shutdown(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdown").invoke(client);
        } catch (ReflectiveOperationException e) {
            // Java 17 to 20.
        }
    }

    /** Creates a thread that keeps no reference to its first caller, since the client's thread inherits from it. */
    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(null, task, "astreaming-http", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
