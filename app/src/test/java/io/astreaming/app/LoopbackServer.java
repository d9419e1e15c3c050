package io.astreaming.app;

import com.sun.net.httpserver.HttpServer;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.stream.Chat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider on the loopback: keeps each request's body, and answers with one stream after the other, the last one again. */
final class LoopbackServer implements AutoCloseable {
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final JdkChatTransport transport;

    /** A server that answers with streams, each of them its payloads; {@code [DONE]} is added. */
    @SafeVarargs
    LoopbackServer(List<String>... streams) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            List<String> stream = streams[Math.min(bodies.size(), streams.length) - 1];
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            byte[] events = ("data: " + String.join("\n\ndata: ", stream) + "\n\ndata: [DONE]\n\n")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, events.length);
            exchange.getResponseBody().write(events);
            exchange.close();
        });
        server.start();
        transport = JdkChatTransport.to(baseUrl());
    }

    String baseUrl() {
        InetSocketAddress address = server.getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/v1";
    }

    Chat chat() {
        return Chat.over(transport, new JsonbChatCodec());
    }

    /** The bodies that came, in their order. */
    List<String> bodies() {
        return bodies;
    }

    @Override
    public void close() {
        transport.close();
        server.stop(0);
    }
}
