package com.example;

import com.sun.net.httpserver.HttpServer;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service of CDI, MicroProfile Config and the JDK's own HTTP server. */
public final class Application implements AutoCloseable {
    private static final int SHUTDOWN_SECONDS = 30; // for answers that are being streamed

    private final SeContainer container;
    private final ChatHandler handler;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(); // from Java 21 on rather virtual ones

    public Application(int port) throws IOException {
        container = SeContainerInitializer.newInstance().initialize();
        handler = container.select(ChatHandler.class).get();
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/chat", handler);
        server.setExecutor(threads);
        server.start();
    }

    public static void main(String[] args) throws IOException {
        Application application = new Application(8080);
        Runtime.getRuntime().addShutdownHook(new Thread(application::close));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(handler.running() == 0 ? 0 : SHUTDOWN_SECONDS);
        threads.shutdown();
        container.close();
    }
}
