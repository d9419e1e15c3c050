package io.astreaming.conformance.relay;

import io.astreaming.http.relay.RelayExchange;
import io.astreaming.http.relay.RelayRequest;
import io.astreaming.http.relay.RelayResponse;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelaySettings;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** The examples of docs/relay.md. */
final class RelayGuide {
    /** What any server offers. */
    interface Http {
        void start(int status, Map<String, String> headers);

        OutputStream body();
    }

    private RelayGuide() {}

    static RelayExchange open(Chat chat, byte[] secret) {
        Relay relay = Relay.inMemory(RelaySettings.DEFAULT, 256L * 1024 * 1024); // once, for the application's life
        RelayExchange exchange = RelayExchange.over(relay, secret, asked -> chat.receivedPublisher(read(asked.body())));
        return exchange;
    }

    private static ChatRequest read(byte[] body) {
        return ChatRequest.model("m").user("asked in " + body.length + " bytes").build();
    }

    static void serve(
            RelayExchange exchange,
            Http http,
            String method,
            String path,
            String query,
            String lastEventId,
            String idempotencyKey,
            String userId,
            byte[] body)
            throws IOException {
        RelayRequest request = new RelayRequest(method, path, query, lastEventId, idempotencyKey, userId, body);
        RelayResponse response = exchange.handle(request).toCompletableFuture().join();
        http.start(response.status(), response.headers());
        response.writeTo(http.body()); // this thread waits, or subscribe to response.stream(), and none does
    }
}
