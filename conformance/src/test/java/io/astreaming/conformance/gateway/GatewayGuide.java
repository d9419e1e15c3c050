package io.astreaming.conformance.gateway;

import io.astreaming.Astreaming;
import io.astreaming.gateway.ChatGateway;
import io.astreaming.gateway.GatewayResponse;
import io.astreaming.settings.ApiKey;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** The gateway of docs/embedding.md. */
final class GatewayGuide {
    /** What any server offers. */
    interface Http {
        void start(int status, Map<String, String> headers) throws IOException;

        OutputStream body();
    }

    private GatewayGuide() {}

    static ChatGateway open(String baseUrl, ApiKey key) {
        ChatGateway gateway = ChatGateway.over(Astreaming.messages(baseUrl, key)); // once, for the application's life
        return gateway;
    }

    static void serve(ChatGateway gateway, Http http, byte[] body) throws IOException {
        try (GatewayResponse response = gateway.answer(body)) {
            http.start(response.status(), response.headers());
            response.writeTo(http.body());
        }
    }
}
