package io.astreaming.opentelemetry;

import io.astreaming.http.JdkChatTransport;
import io.astreaming.stream.Chat;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.net.http.HttpClient;
import java.util.function.UnaryOperator;

/** What the guides show. */
final class Examples {
    private Examples() {}

    static Chat observed(Chat chat, OpenTelemetry openTelemetry) {
        Chat observed = ChatTelemetry.of(openTelemetry).observe(chat); // astreaming-adapters-opentelemetry
        return observed;
    }

    static Chat withContent(Chat chat, OpenTelemetry openTelemetry, UnaryOperator<String> mask) {
        Chat observed = ChatTelemetry.of(openTelemetry).withContent(mask).observe(chat);
        return observed;
    }

    static JdkChatTransport withContext(String baseUrl, HttpClient instrumented) {
        return JdkChatTransport.builder(baseUrl)
                .httpClient(instrumented)
                .propagateContext(executor -> Context.current().wrap(executor))
                .build();
    }
}
