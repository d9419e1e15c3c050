/**
 * Metrics and observations of streams through Micrometer.
 *
 * <p>Start at {@link io.astreaming.micrometer.ChatMetrics}.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"
}) // Micrometer's jars have module names, but no descriptors
module io.astreaming.adapters.micrometer {
    requires transitive io.astreaming.observation;
    requires transitive micrometer.core;
    requires transitive micrometer.observation;
    requires micrometer.commons;
    requires static org.jspecify;

    exports io.astreaming.micrometer;
}
