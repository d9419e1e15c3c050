package io.astreaming.conformance;

import io.astreaming.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A provider that never stops talking and counts what it gets rid of. Answers one request. */
public final class Firehose implements AutoCloseable {
    private static final byte[] EVENT = ("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                    + "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "water ".repeat(40)
                    + "\"},\"finish_reason\":null}]}\n\n")
            .getBytes(StandardCharsets.UTF_8);

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final AtomicLong sent = new AtomicLong();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    public Firehose() throws IOException {
        Thread thread = new Thread(this::talk, "firehose");
        thread.setDaemon(true);
        thread.start();
    }

    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    /** Bytes that the kernel has taken. */
    long sent() {
        return sent.get();
    }

    /** Completes when the client has gone. */
    public CompletableFuture<Void> gone() {
        return gone;
    }

    /** How much is sent when nothing more goes out. */
    public long sentWhenStuck() {
        return Await.untilStill(this::sent);
    }

    private void talk() {
        try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            for (int matched = 0; matched < 4; ) { // up to the blank line; the body may stay where it is
                int read = in.read();
                matched = read == "\r\n\r\n".charAt(matched) ? matched + 1 : read == '\r' ? 1 : 0;
            }
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            while (true) {
                out.write(EVENT);
                sent.addAndGet(EVENT.length);
            }
        } catch (IOException e) {
            gone.complete(null);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
