package io.astreaming.app.live;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection like the page's, with any headers, which browsers and HTTP clients don't allow. */
final class PageClient implements AutoCloseable {
    private final URI page;
    private final Socket socket;
    private final BufferedReader in;

    PageClient(String url) throws IOException {
        page = URI.create(url);
        socket = new Socket(page.getHost(), page.getPort());
        socket.setSoTimeout(20_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Sends a request for a place of the page, and returns the status. */
    static int status(String url, String method, String place, String... headers) throws IOException {
        try (PageClient client = new PageClient(url)) {
            return client.send(method, URI.create(url).getPath() + place, "", headers);
        }
    }

    /** Returns what the server answers. */
    static String text(String url, String method, String place, String body) throws IOException {
        try (PageClient client = new PageClient(url)) {
            client.send(method, client.page.getPath() + place, body);
            StringBuilder text = new StringBuilder();
            for (String line = client.in.readLine(); line != null; line = client.in.readLine()) {
                text.append(line).append('\n');
            }
            return text.toString();
        }
    }

    /** Asks the first source, and returns all lines of the stream. */
    static List<JsonObject> lines(String url) throws IOException {
        try (PageClient client = new PageClient(url)) {
            client.ask(0);
            List<JsonObject> lines = new ArrayList<>();
            for (JsonObject line = client.line(); line != null; line = client.line()) {
                lines.add(line);
            }
            return lines;
        }
    }

    /** Asks a source, and returns the status. */
    int ask(int source) throws IOException {
        return send("POST", page.getPath() + "streams?source=" + source, "Hi");
    }

    /** Sends a request, and reads the head of the response. In HTTP/1.0 the body ends with the connection. */
    int send(String method, String path, String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        if (all.stream().noneMatch(header -> header.startsWith("Host:"))) {
            all.add("Host: " + page.getAuthority());
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        all.add("Content-Length: " + bytes.length);
        String head = method + " " + path + " HTTP/1.0\r\n" + String.join("\r\n", all) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write(bytes);
        String status = in.readLine();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            // The headers aren't looked at.
        }
        return Integer.parseInt(status.split(" ", -1)[1]);
    }

    /** Returns the next line; null at the end. */
    @Nullable
    JsonObject line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            return null;
        }
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
