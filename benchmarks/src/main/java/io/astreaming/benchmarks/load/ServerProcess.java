package io.astreaming.benchmarks.load;

import io.astreaming.http.replay.Pace;
import io.astreaming.http.replay.ReplayServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A replay server in a JVM of its own, so that what is measured here is the client alone. Ends when its owner does. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;
    private final String baseUrl;

    /** Serves so many chunks at a gap. */
    ServerProcess(int chunks, Duration gap) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx1g",
                        ServerProcess.class.getName(),
                        String.valueOf(chunks),
                        String.valueOf(gap.toMillis()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        baseUrl = String.valueOf(said.readLine());
    }

    String baseUrl() {
        return baseUrl;
    }

    /** How many streams the server is sending now. */
    int openStreams() throws IOException {
        OutputStream in = process.getOutputStream();
        in.write('\n');
        in.flush();
        return Integer.parseInt(String.valueOf(said.readLine()));
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
    }

    /** The other process: tells its address, and how many streams are open whenever it is asked. */
    public static void main(String[] args) throws IOException {
        Pace pace = Pace.every(Duration.ofMillis(Long.parseLong(args[1])));
        try (ReplayServer server = ReplayServer.serving(Chunks.recording(Integer.parseInt(args[0])))
                .pace(pace)
                .start()) {
            System.out.println(server.baseUri());
            while (System.in.read() >= 0) {
                System.out.println(server.openStreams());
            }
        }
    }
}
