package io.astreaming.http;

import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.port.StreamTimeouts;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The client that sends a transport's requests: the one we were given, or one of our own for each connect timeout, which the
 * JDK knows of whole clients alone.
 *
 * <p>A client of our own runs its tasks where they arise: nothing of ours waits there, and a hop between threads for every
 * piece of a stream costs more than what is done with it. Only the start of a request, which may wait for a name service, has
 * threads of its own. Thread-safe.
 */
final class Clients implements AutoCloseable {
    private static final int STARTERS = 4;
    private static final int IDLE_SECONDS = 5;

    private final @Nullable HttpClient given;
    private final Map<Duration, HttpClient> own = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor starters = new ThreadPoolExecutor(
            STARTERS, STARTERS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Clients::daemon);

    Clients(@Nullable HttpClient given) {
        this.given = given;
        starters.allowCoreThreadTimeOut(true);
    }

    /** How long a connection may take: a client that was given to us may know better. */
    Duration connectTimeout(StreamTimeouts timeouts) {
        return given == null ? timeouts.connect() : given.connectTimeout().orElse(timeouts.connect());
    }

    /** Starts to send and returns at once; failures go to the exchange. */
    void send(JdkExchange exchange, Attempt attempt, Duration connect) {
        try {
            starters.execute(() -> {
                try {
                    exchange.send(client(connect), attempt, next -> send(exchange, next, connect));
                } catch (RuntimeException | Error e) {
                    exchange.fail(e);
                }
            });
        } catch (RejectedExecutionException e) {
            exchange.fail(new ConnectionException(Phase.CONNECT, "the transport is closed", null));
        }
    }

    private HttpClient client(Duration connect) {
        return given != null ? given : own.computeIfAbsent(connect, Clients::newClient);
    }

    private static HttpClient newClient(Duration connect) {
        return HttpClient.newBuilder()
                .connectTimeout(connect)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public void close() {
        starters.shutdown();
        own.values().forEach(Clients::shutdown);
        own.clear();
    }

    /** Since Java 21 a client can be told; before, its threads end when nobody refers to it. */
    private static void shutdown(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdown").invoke(client);
        } catch (ReflectiveOperationException e) {
            // Java 17 to 20.
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "astreaming-http");
        thread.setDaemon(true);
        return thread;
    }
}
