package io.astreaming.app.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.astreaming.jsontext.JsonText;
import io.astreaming.replay.net.LocalHosts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server over the JDK's own, with a thread for each request, for clients of this machine: a page of another server can
 * neither send requests to it nor read its answers. Bound to an address beyond the loopback interface, it answers requests
 * to any host. Thread-safe.
 */
public final class LocalServer implements AutoCloseable {
    /** How many requests are answered at a time; further connections are closed. */
    private static final int MAX_REQUESTS = 1_024;

    private static final int MAX_BODY = 16 << 20;
    private static final int BACKLOG = 512;

    static {
        // The JDK's server reads these once. Small events have to leave at once, and a client must send its request in
        // time.
        setIfAbsent("sun.net.httpserver.nodelay", "true");
        setIfAbsent("sun.net.httpserver.maxReqTime", "60");
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final URI uri;

    private LocalServer(HttpServer server, ThreadPoolExecutor threads, URI uri) {
        this.server = server;
        this.threads = threads;
        this.uri = uri;
    }

    /**
     * Starts a server.
     *
     * @param host the interface to listen on
     * @param port the port, 0 for any that is free
     * @param allowed further names by which clients may address the server
     * @param log receives a line for each request that was answered
     * @param handler answers each request that may be answered, on a thread of its own
     * @throws IOException if it can't listen there
     */
    public static LocalServer start(
            String host, int port, Collection<String> allowed, Consumer<? super String> log, HttpHandler handler)
            throws IOException {
        InetAddress address = InetAddress.getByName(host);
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
        } catch (IOException e) {
            throw new IOException("can't listen on " + host + ", port " + port + ": " + e.getMessage(), e);
        }
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                0, MAX_REQUESTS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), LocalServer::daemon);
        LocalHosts local = new LocalHosts(allowed);
        boolean anyHost = !address.isLoopbackAddress();
        server.setExecutor(threads);
        server.createContext("/", new LoggedHandler(exchange -> answer(exchange, local, anyHost, handler), log));
        server.start();
        String shown = address.isAnyLocalAddress() ? "127.0.0.1" : host;
        URI uri = URI.create("http://" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":"
                + server.getAddress().getPort());
        return new LocalServer(server, threads, uri);
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "astreaming-server");
        thread.setDaemon(true);
        return thread;
    }

    private static void answer(HttpExchange exchange, LocalHosts local, boolean anyHost, HttpHandler handler)
            throws IOException {
        try (exchange) {
            String host = exchange.getRequestHeaders().getFirst("Host");
            String origin = exchange.getRequestHeaders().getFirst("Origin");
            if (!anyHost && host != null && !local.contains(host)) {
                error(exchange, 421, "this server is reached as localhost: use that name, or --allow-host");
            } else if (origin != null && !local.containsOrigin(origin)) {
                // A browser sends such a request even to a server that wouldn't let the page read the answer.
                error(exchange, 403, "pages of other servers may not send requests to this one");
            } else {
                handler.handle(exchange);
            }
        }
    }

    /** Returns the server's address, without a path, such as {@code http://127.0.0.1:8080}. */
    public URI uri() {
        return uri;
    }

    /** Reads the body of a request. If it is too long, answers with an error and returns null. */
    public static byte @Nullable [] body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length <= MAX_BODY) {
            return body;
        }
        error(exchange, 413, "the request is longer than " + (MAX_BODY >> 20) + " MiB");
        return null;
    }

    /** Answers with an error in OpenAI's form. */
    public static void error(HttpExchange exchange, int status, String message) throws IOException {
        String body = "{\"error\":{\"message\":" + JsonText.ofString(message)
                + ",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}\n";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().put("Connection", List.of("close")); // what is left of the request isn't read
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Stops at once: the answers that are being sent are cut, and their threads are interrupted. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
