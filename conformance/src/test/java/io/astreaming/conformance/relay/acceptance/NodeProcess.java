package io.astreaming.conformance.relay.acceptance;

import io.astreaming.testing.SmallHeap;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A node of a relay that is a process of its own. */
@SuppressWarnings("try") // waits until the process has ended
final class NodeProcess implements AutoCloseable {
    private final String redis;
    private final URI upstream;
    private final File errors;
    private Process process;
    private volatile int port;

    NodeProcess(String redis, URI upstream, File errors) throws Exception {
        this.redis = redis;
        this.upstream = upstream;
        this.errors = errors;
        start();
    }

    void start() throws Exception {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dsun.net.httpserver.nodelay=true",
                        "-cp",
                        SmallHeap.everything(),
                        NodeMain.class.getName(),
                        redis,
                        upstream.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(errors))
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null || !line.startsWith("port ")) {
            throw new IllegalStateException("the node doesn't start: " + line);
        }
        port = Integer.parseInt(line.substring(5));
    }

    int port() {
        return port;
    }

    void kill() throws Exception {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    /** Tells the node to end, and returns its exit code. */
    int terminate() throws Exception {
        signal("TERM");
        return process.waitFor(40, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() throws Exception {
        kill();
    }
}
