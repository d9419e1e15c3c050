package com.example.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.astreaming.http.relay.RelayExchange;
import io.astreaming.http.relay.RelayRequest;
import io.astreaming.http.relay.RelayResponse;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelaySettings;
import io.astreaming.replay.Recording;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.test.ReplayExtension;
import io.smallrye.mutiny.Multi;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A relay whose clients may come back, in frameworks with reactive streams and in JAX-RS. */
@Timeout(60)
class RelayTest {
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user("Say hello").build();
    private static final Recording HELLO = Recording.ofText("Hello", ", world");

    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted().withWait(Duration.ofSeconds(10));

    private static final byte[] BODY = "{\"stream\":true}".getBytes(StandardCharsets.UTF_8);

    private static RelayExchange exchange(Relay relay, Chat chat) {
        return RelayExchange.over(relay, new byte[16], asked -> chat.receivedPublisher(REQUEST));
    }

    /** The body for Quarkus REST, or whoever takes a Multi. */
    static Multi<ByteBuffer> body(RelayResponse response) {
        return Multi.createFrom().publisher(response.stream());
    }

    @Test
    void streamsAndGoesOnInWebFlux() throws Exception {
        Relay relay = Relay.inMemory(RelaySettings.DEFAULT, 10_000_000);
        model.next(HELLO);
        try {
            DisposableServer server = HttpServer.create()
                    .host("127.0.0.1")
                    .port(0)
                    .handle(new ReactorHttpHandlerAdapter(
                            RouterFunctions.toHttpHandler(RelayRoute.of(exchange(relay, model.chat())))))
                    .bindNow(Duration.ofSeconds(20));
            try {
                assertStreamsAndGoesOn(server.port());
            } finally {
                server.disposeNow(Duration.ofSeconds(20));
            }
        } finally {
            relay.close(Duration.ZERO).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void streamsAndGoesOnInJaxRs() throws Exception {
        Relay relay = Relay.inMemory(RelaySettings.DEFAULT, 10_000_000);
        model.next(HELLO);
        try {
            ResourceConfig config = new ResourceConfig()
                    .register(new RelayResource(exchange(relay, model.chat())))
                    .property(CommonProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0); // an event leaves at once
            com.sun.net.httpserver.HttpServer server =
                    JdkHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/"), config);
            try {
                assertStreamsAndGoesOn(server.getAddress().getPort());
            } finally {
                server.stop(0);
            }
        } finally {
            relay.close(Duration.ZERO).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    private static void assertStreamsAndGoesOn(int port) throws Exception {
        URI base = URI.create("http://127.0.0.1:" + port + "/v1/");
        HttpResponse<String> first = send(base.resolve("chat/completions"), "POST", "");
        String id = first.headers().firstValue("X-Stream-Id").orElseThrow();
        assertTrue(first.body().contains("id: " + id + ".1\n"), first.body());
        assertTrue(first.body().endsWith("data: [DONE]\n\n"), first.body());

        URI stream = base.resolve("streams/" + id);
        String rest = send(stream, "GET", id + ".1").body();
        assertTrue(rest.contains("id: " + id + ".2\n") && !rest.contains(id + ".1\n"), rest);
        assertEquals(204, send(stream, "GET", id + ".end").statusCode());
        assertEquals(
                "completed",
                send(stream, "HEAD", "").headers().firstValue("X-Stream-State").orElse(""));
        assertTrue(send(stream, "DELETE", "").body().contains("\"outcome\":\"completed\""));
    }

    private static HttpResponse<String> send(URI uri, String method, String cursor) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.ofByteArray(method.equals("POST") ? BODY : new byte[0]))
                .headers("X-User", "ada", "Last-Event-ID", cursor)
                .timeout(Duration.ofSeconds(30))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void streamsAsAMulti() throws Exception {
        Relay relay = Relay.inMemory(RelaySettings.DEFAULT, 10_000_000);
        model.next(HELLO);
        try {
            RelayRequest request = new RelayRequest("POST", "/v1/chat/completions", null, null, null, "ada", BODY);
            RelayResponse response = exchange(relay, model.chat())
                    .handle(request)
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            StringBuilder text = new StringBuilder();
            body(response)
                    .onItem()
                    .invoke(bytes -> text.append(StandardCharsets.UTF_8.decode(bytes)))
                    .collect()
                    .last()
                    .await()
                    .atMost(Duration.ofSeconds(30));
            assertTrue(text.toString().endsWith("data: [DONE]\n\n"), text.toString());
        } finally {
            relay.close(Duration.ZERO).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }
}
