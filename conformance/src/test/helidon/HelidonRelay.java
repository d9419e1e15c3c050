import io.astreaming.completion.Completed;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.sse.SseEncoder;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;

/** Passes a stream on to whoever posts: Helidon gives each request a virtual thread, which may as well wait. Tells its port. */
public final class HelidonRelay {
    private final Chat chat;

    private HelidonRelay(Chat chat) {
        this.chat = chat;
    }

    public static void main(String[] args) throws IOException {
        HelidonRelay relay = new HelidonRelay(Chat.over(JdkChatTransport.to(args[0]), new JsonbChatCodec()));
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .routing(routing -> routing.post("/relay", relay::relay))
                .build()
                .start();
        System.out.println("port " + server.port());
        while (System.in.read() >= 0) {} // until nobody needs us any more
        server.stop();
    }

    private void relay(ServerRequest asked, ServerResponse response) throws IOException {
        ChatRequest request = ChatRequest.model("m").user("hi").build();
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        try (ChatStream stream = chat.stream(request);
                OutputStream client = response.outputStream()) {
            client.flush();
            for (ReceivedChunk received : stream.received()) {
                if (received.payload() != null) {
                    client.write(SseEncoder.event(received.payload()));
                    client.flush();
                }
            }
            if (!(stream.outcome() instanceof Completed)) {
                client.write(SseEncoder.event("{\"error\":{\"message\":\"the answer broke off\",\"type\":\"upstream\"}}"));
            }
        }
    }
}
