import io.astreaming.http.JdkChatTransport;
import io.astreaming.http.relay.RelayExchange;
import io.astreaming.http.relay.RelayRequest;
import io.astreaming.http.relay.RelayResponse;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelaySettings;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;

/** A relay whose clients may come back: Helidon gives each request a virtual thread, which may as well wait. Tells its port. */
public final class HelidonStreams {
    private final RelayExchange relay;

    private HelidonStreams(RelayExchange relay) {
        this.relay = relay;
    }

    public static void main(String[] args) throws IOException {
        Chat chat = Chat.over(JdkChatTransport.to(args[0]), new JsonbChatCodec());
        ChatRequest request = ChatRequest.model("m").user("hi").build();
        RelayExchange relay = RelayExchange.over(
                Relay.inMemory(RelaySettings.DEFAULT, 10_000_000),
                new byte[16],
                asked -> chat.receivedPublisher(request));
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .routing(routing -> routing.any("/v1/*", new HelidonStreams(relay)::answer))
                .build()
                .start();
        System.out.println("port " + server.port());
        while (System.in.read() >= 0) {} // until nobody needs us any more
        server.stop();
    }

    private void answer(ServerRequest asked, ServerResponse response) throws IOException {
        RelayRequest request = new RelayRequest(
                asked.prologue().method().text(),
                asked.path().rawPath(),
                asked.query().rawValue(),
                asked.headers().first(HeaderNames.create("Last-Event-ID")).orElse(null),
                asked.headers().first(HeaderNames.create("Idempotency-Key")).orElse(null),
                "the only user",
                asked.content().inputStream().readAllBytes());
        RelayResponse answer = relay.handle(request).toCompletableFuture().join();
        response.status(Status.create(answer.status()));
        answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        if (answer.isStreamed()) {
            OutputStream client = response.outputStream();
            client.flush();
            answer.writeTo(client); // if it throws, Helidon breaks the connection: the client comes back
            client.close();
        } else {
            response.send(answer.bytes());
        }
    }
}
