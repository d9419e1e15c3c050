/**
 * What metrics, spans and logs say of a stream, and under which names. The adapters for OpenTelemetry, Micrometer and
 * Flight Recorder share it; an adapter for another system can use it too.
 *
 * <p>Start at {@link io.astreaming.observation.StreamReport}.
 */
module io.astreaming.observation {
    requires transitive io.astreaming.domain;
    requires static org.jspecify;

    exports io.astreaming.observation;
}
