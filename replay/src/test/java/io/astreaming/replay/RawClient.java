package io.astreaming.replay;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sees a response chunk by chunk, as the server wrote it. */
public final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    public RawClient(URI baseUri) throws IOException {
        this(new Socket(baseUri.getHost(), baseUri.getPort()));
    }

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        in = socket.getInputStream();
    }

    /** Asks for a stream and reads the head of the response. */
    static RawClient streaming(ReplayServer server) throws IOException {
        RawClient client = asking(server);
        client.head();
        return client;
    }

    /** Asks for a stream and reads nothing yet. */
    static RawClient asking(ReplayServer server) throws IOException {
        RawClient client = new RawClient(server.baseUri());
        client.ask();
        return client;
    }

    void ask() throws IOException {
        send("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 15\r\n\r\n" + Calls.STREAM);
    }

    public void send(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    }

    /** Status line and headers, in lower case. */
    public String head() throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    /** The next chunk of the body, empty at the end. */
    String chunk() throws IOException {
        int size = Integer.parseInt(line(), 16);
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size || !line().isEmpty()) {
            throw new EOFException("the connection ended within a chunk");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Bytes that have arrived and weren't read. */
    public int available() throws IOException {
        return in.available();
    }

    byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    /** What comes until the server closes the connection. */
    public String text() throws IOException {
        return new String(rest(), StandardCharsets.UTF_8);
    }

    /** The next bytes, whatever they are. */
    String next(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
