package io.astreaming.http;

import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The client that sends a transport's requests: the one we were given, or one of our own.
 *
 * <p>A client of our own has one thread, and runs its tasks there unless it has an executor. Only the start of a request, which
 * may wait for a name service, has threads of its own. Thread-safe.
 */
final class HttpClients implements AutoCloseable {
    /**
     * As many as cores, since the client does the work of starting a request on the thread that asks; and two at least, so that one
     * name that isn't answered doesn't hold up all other hosts.
     */
    static final int STARTERS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final int IDLE_SECONDS = 5;

    private final @Nullable HttpClient given;
    private final Executor executor;
    private final Duration connectTimeout;
    private final ScheduledThreadPoolExecutor senders = new ScheduledThreadPoolExecutor(STARTERS, HttpClients::starter);
    // Under the monitor:
    private @Nullable HttpClient own;
    private boolean closed;

    /**
     * Makes nothing yet.
     *
     * @param given the client to use; null for a client of our own
     * @param executor where a client of our own runs its tasks
     * @param connectTimeout how long a client of our own waits for a connection
     */
    HttpClients(@Nullable HttpClient given, Executor executor, Duration connectTimeout) {
        this.given = given;
        this.connectTimeout = connectTimeout;
        this.executor = executor;
        senders.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        senders.allowCoreThreadTimeOut(true);
        if (given == null) {
            senders.execute(HttpClients::prepare);
        }
    }

    /**
     * What takes a client longest to make is the TLS context that all of a program share: so it begins at once, while the caller
     * still makes up his request.
     */
    private static void prepare() {
        try {
            var unused = SSLContext.getDefault();
        } catch (Exception e) {
            // Of the security settings, checked or not. Whoever makes the client meets it again, and tells the caller.
        }
    }

    /** How long a connection may take: a client that was given to us has a time of its own. */
    Duration connectTimeout() {
        return given == null ? connectTimeout : given.connectTimeout().orElse(connectTimeout);
    }

    /** Starts to send and returns at once; failures go to the exchange. */
    void send(JdkExchange exchange, RedirectableRequest attempt) {
        try {
            senders.execute(() -> {
                try {
                    exchange.send(client(), attempt, next -> send(exchange, next));
                } catch (RuntimeException | Error e) {
                    exchange.fail(e);
                }
            });
        } catch (RejectedExecutionException e) {
            exchange.fail(closed());
        }
    }

    /** Does something in a while, or at once if the transport is closed. */
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

    /** Since Java 21 a client can be told; before, its thread ends when nobody refers to it and its streams have ended. */
    private static void shutdown(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdown").invoke(client);
        } catch (ReflectiveOperationException e) {
            // Java 17 to 20.
        }
    }

    /** A thread that keeps nothing of its first caller alive: the client's thread inherits from it. */
    private static Thread starter(Runnable task) {
        Thread thread = new Thread(null, task, "astreaming-http", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
