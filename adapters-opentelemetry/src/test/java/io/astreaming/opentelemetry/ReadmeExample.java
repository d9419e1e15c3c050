package io.astreaming.opentelemetry;

import io.astreaming.stream.Chat;
import io.opentelemetry.api.OpenTelemetry;

/** What README shows, compiled. */
final class ReadmeExample {
    private ReadmeExample() {}

    static Chat observed(Chat chat, OpenTelemetry openTelemetry) {
        Chat observed = ChatTelemetry.of(openTelemetry).observe(chat); // astreaming-adapters-opentelemetry
        return observed;
    }
}
