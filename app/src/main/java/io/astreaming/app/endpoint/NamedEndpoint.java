package io.astreaming.app.endpoint;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the file of endpoints says of one. Each member is null if the file doesn't say it.
 *
 * @param baseUrl its URL
 * @param protocol what it speaks
 * @param keyVariable the environment variable that holds its key
 * @param model the model to ask unless the command line names one
 * @param deployment the deployment, if it is Azure's
 * @param apiVersion the version of Azure's API
 * @param headers headers to send, by their names
 */
record NamedEndpoint(
        @Nullable String baseUrl,
        @Nullable ProtocolOption protocol,
        @Nullable String keyVariable,
        @Nullable String model,
        @Nullable String deployment,
        @Nullable String apiVersion,
        Map<String, String> headers) {
    /** What is said of an endpoint that the command line alone describes. */
    static final NamedEndpoint UNNAMED = new NamedEndpoint(null, null, null, null, null, null, Map.of());
}
