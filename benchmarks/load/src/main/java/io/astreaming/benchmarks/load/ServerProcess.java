package io.astreaming.benchmarks.load;

import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Replay servers in a JVM of their own, so that what is measured here is the client alone. They end when their owner does. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;
    private final List<String> baseUrls;

    private ServerProcess(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx1g",
                ServerProcess.class.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        baseUrls = List.of(answer().split(" "));
    }

    /** One server of so many chunks at a gap. */
    static ServerProcess serving(int chunks, Duration gap) throws IOException {
        return new ServerProcess(String.valueOf(chunks), String.valueOf(gap.toMillis()));
    }

    /** One server for each trouble. */
    static ServerProcess troubled() throws IOException {
        return new ServerProcess();
    }

    String baseUrl() {
        return baseUrls.get(0);
    }

    String baseUrl(Trouble trouble) {
        return baseUrls.get(trouble.ordinal());
    }

    /** How many streams are being sent now. */
    int openStreams() throws IOException {
        OutputStream in = process.getOutputStream();
        in.write('\n');
        in.flush();
        return Integer.parseInt(answer());
    }

    private String answer() throws IOException {
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the server's process has ended");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
    }

    /** The other process: it prints its addresses, and on request how many streams are open. */
    public static void main(String[] args) throws IOException {
        List<ReplayServer> servers = new ArrayList<>();
        if (args.length > 0) {
            Pace pace = Pace.every(Duration.ofMillis(Long.parseLong(args[1])));
            servers.add(ReplayServer.serving(Chunks.recording(Integer.parseInt(args[0])))
                    .pace(pace)
                    .start());
        } else {
            for (Trouble trouble : Trouble.values()) {
                Reply reply = trouble.reply();
                servers.add(ReplayServer.answering(reply)
                        .pace(Pace.every(Duration.ofMillis(1)))
                        .start());
            }
        }
        System.out.println(String.join(
                " ", servers.stream().map(server -> server.baseUri().toString()).toList()));
        while (System.in.read() >= 0) {
            System.out.println(
                    servers.stream().mapToInt(ReplayServer::openStreams).sum());
        }
        servers.forEach(ReplayServer::close);
    }
}
