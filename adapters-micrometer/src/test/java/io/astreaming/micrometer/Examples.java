package io.astreaming.micrometer;

import io.astreaming.stream.Chat;
import io.micrometer.core.instrument.MeterRegistry;

/** What the guide shows. */
final class Examples {
    private Examples() {}

    static Chat measured(Chat chat, MeterRegistry registry) {
        Chat measured = ChatMetrics.of(registry).observe(chat); // astreaming-adapters-micrometer
        return measured;
    }
}
