package io.astreaming.app.live;

import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.net.HttpServer;
import io.astreaming.replay.net.LoggedResponder;
import io.astreaming.replay.net.Responder;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Serves the live page to this machine. Thread-safe. */
public final class LiveServer implements AutoCloseable {
    private static final HttpServer.Terms TERMS = new HttpServer.Terms(null, 64, Duration.ofSeconds(10));

    private final List<LiveSource> sources;
    private final @Nullable ReplayServer replay;
    private final LiveStreams streams;
    private final HttpServer server;
    private final String url;

    private LiveServer(
            List<LiveSource> sources,
            @Nullable ReplayServer replay,
            LiveStreams streams,
            HttpServer server,
            String url) {
        this.sources = sources;
        this.replay = replay;
        this.streams = streams;
        this.server = server;
        this.url = url;
    }

    /**
     * Starts a server.
     *
     * @param host the interface to listen on, which only this machine reaches
     * @param port the port, 0 for any that is free
     * @param sources what the page can ask; closed with the server
     * @param replay plays the recordings among them; closed with the server; null if there are none
     * @param log receives a line for each request, without the token
     * @throws IOException if it can't listen there
     * @throws IllegalArgumentException if other machines reach the interface
     */
    static LiveServer start(
            String host,
            int port,
            List<LiveSource> sources,
            @Nullable ReplayServer replay,
            Consumer<? super String> log)
            throws IOException {
        InetAddress address = InetAddress.getByName(host);
        if (!address.isLoopbackAddress()) {
            throw new IllegalArgumentException("the page is only for this machine: --host is 127.0.0.1 or ::1");
        }
        PageAccess access = PageAccess.withNewToken();
        LiveStreams streams = new LiveStreams();
        Responder responder = new LoggedResponder(
                new LiveResponder(access, sources, streams), line -> log.accept(access.withoutToken(line)));
        try {
            HttpServer server = HttpServer.start(address, port, "astreaming-ui", responder, TERMS);
            String shown = host.contains(":") ? "[" + host + "]" : host;
            return new LiveServer(
                    sources, replay, streams, server, "http://" + shown + ":" + server.port() + access.path());
        } catch (IOException e) {
            throw new IOException("can't listen on " + host + ", port " + port + ": " + e.getMessage(), e);
        }
    }

    /** Returns the page's URL; who has it may use the endpoints. */
    public String url() {
        return url;
    }

    /** Returns how many streams are open. */
    int openStreams() {
        return streams.size();
    }

    /** Stops at once: open streams are cancelled. */
    @Override
    public void close() {
        streams.stopAll();
        server.close();
        sources.forEach(LiveSource::close);
        if (replay != null) {
            replay.close();
        }
    }
}
