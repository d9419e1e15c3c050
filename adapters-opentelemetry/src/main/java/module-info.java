/**
 * Spans and metrics of streams through OpenTelemetry.
 *
 * <p>Start at {@link io.astreaming.opentelemetry.ChatTelemetry}.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"
}) // OpenTelemetry's jars have module names, but no descriptors
module io.astreaming.adapters.opentelemetry {
    requires transitive io.astreaming.observation;
    requires transitive io.opentelemetry.api;
    requires transitive io.opentelemetry.context;
    requires io.opentelemetry.common;
    requires static org.jspecify;

    exports io.astreaming.opentelemetry;
}
