package io.astreaming.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.jsontext.JsonText;
import io.astreaming.sse.SseEncoder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server with little memory, in a process of its own, among clients that begin requests and don't end them. */
@Timeout(120)
class SmallHeapTest {
    private static final int CLIENTS = 3_000;

    private final List<SocketChannel> clients = new ArrayList<>();
    private Process process;

    @AfterEach
    void leavesNothingBehind() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
        process.destroyForcibly();
    }

    @ParameterizedTest
    @CsvSource({"4, 15000", "190, 310", "15, 4000"})
    void goesOnAnsweringAmongUnfinishedHeadsAndStops(int headers, int bytesOfEach) throws Exception {
        process = start();
        BufferedReader out = process.inputReader();
        int port = Integer.parseInt(out.readLine());
        String header = "x: " + "y".repeat(bytesOfEach) + "\r\n";
        byte[] head = ("GET / HTTP/1.1\r\n" + header.repeat(headers)).getBytes(StandardCharsets.US_ASCII);

        for (int i = 0; i < CLIENTS; i++) {
            SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            clients.add(client);
            send(client, head);
            if (i % 300 == 0) {
                assertIsAnswered(port);
            }
        }
        assertIsAnswered(port);

        process.toHandle().destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(out.lines()).containsExactly(SmallHeapServer.STOPPED);
    }

    private static void assertIsAnswered(int port) throws Exception {
        try (RawClient client = new RawClient(new Socket("127.0.0.1", port))) {
            client.ask();
            assertThat(client.head()).startsWith("http/1.1 200 ok\n");
            assertThat(client.chunk()).isEqualTo("data: 1\n\n");
        }
    }

    /** Sends as much as the server takes before it refuses the rest. */
    private static void send(SocketChannel client, byte[] bytes) {
        try {
            client.write(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            // Refused and closed, to make room for others.
        }
    }

    private static Process start() throws IOException, URISyntaxException {
        String classPath = Stream.of(
                        Path.of(location(ReplayServer.class)),
                        Path.of(location(JsonText.class)),
                        Path.of(location(SseEncoder.class)),
                        Path.of("target", "test-classes"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        classPath,
                        SmallHeapServer.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    private static URI location(Class<?> type) throws URISyntaxException {
        return type.getProtectionDomain().getCodeSource().getLocation().toURI();
    }
}
