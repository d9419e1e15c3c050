package io.astreaming.benchmarks.harness;

import io.astreaming.benchmarks.server.StreamServer;
import java.io.IOException;
import java.util.List;

/** The server, in a process of its own, for as long as this is open. */
final class Server implements AutoCloseable {
    private final Process process;
    private final String baseUrl;

    Server(Jvm jvm) throws IOException {
        process = jvm.start("arena", List.of(), List.of("-Xmx1g"), StreamServer.class.getName(), List.of());
        baseUrl = process.inputReader().readLine();
    }

    String baseUrl() {
        return baseUrl;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
    }
}
