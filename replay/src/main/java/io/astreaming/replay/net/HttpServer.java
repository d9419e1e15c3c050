package io.astreaming.replay.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A small server of HTTP/1.1 and 1.0 whose responses may last: one daemon thread serves all connections. It bounds their
 * number, and the memory that they and their incomplete requests take. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {
    /** How many connections may wait to be accepted; the operating system may allow fewer. */
    private static final int BACKLOG = 4_096;

    /** How often someone who waits for the last response looks whether there is one. */
    private static final long LOOK_AT_RESPONSES_MILLIS = 10;

    private final ServerSocketChannel listener;
    private final EventLoop loop;
    private final Connections connections;
    private final int port;

    /**
     * What a server accepts.
     *
     * @param tls the key and certificate with which it speaks TLS; null if it doesn't
     * @param connections how many connections are open at a time; further ones wait
     * @param headTimeout how long the head of a request may take from its first byte
     */
    public record Terms(@Nullable SSLContext tls, int connections, Duration headTimeout) {}

    private HttpServer(ServerSocketChannel listener, String name, Responder responder, Terms terms) throws IOException {
        this.listener = listener;
        port = listener.socket().getLocalPort();
        loop = new EventLoop(name + "-" + port);
        connections = new Connections(loop, listener, responder, terms.tls(), terms.connections(), terms.headTimeout());
    }

    /**
     * Starts a server.
     *
     * @param host the interface to listen on
     * @param port the port to listen on; 0 for any that is free
     * @param name the beginning of its thread's name, which the port follows
     * @throws IOException if it can't listen there
     */
    public static HttpServer start(InetAddress host, int port, String name, Responder responder, Terms terms)
            throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.bind(new InetSocketAddress(host, port), BACKLOG);
            HttpServer server = new HttpServer(listener, name, responder, terms);
            server.loop.start();
            return server;
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    /** Returns the port on which it listens. */
    public int port() {
        return port;
    }

    /** Returns how many responses are being sent. Waits for the server's thread. */
    public int responses() {
        return connections.responses();
    }

    /** Waits until no response is being sent, or the time is over. */
    public void awaitResponses(Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        while (responses() > 0 && System.nanoTime() - until < 0) {
            Thread.sleep(LOOK_AT_RESPONSES_MILLIS);
        }
    }

    /** Closes the connections whose response is being sent, before it returns. */
    public void cutStreams() {
        connections.cutStreams();
    }

    /** Stops at once: open responses are cut; when this returns, the port is free and no thread is left. */
    @Override
    public void close() {
        loop.close();
        try {
            listener.close();
        } catch (IOException e) {
            // The event loop has closed it, unless its thread couldn't.
        }
    }
}
