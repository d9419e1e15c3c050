package io.astreaming.spring;

import io.astreaming.settings.ApiKey;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the default chat sends its requests, and with which key. A bean of this type replaces the properties
 * {@code astreaming.base-url} and {@code astreaming.api-key}, both of them: the configured key is never sent to
 * another endpoint. Meant for services that are started for a test, such as a container or a replay server.
 */
public interface AstreamingConnectionDetails extends ConnectionDetails {
    /** {@return the base URL, such as {@code http://127.0.0.1:8080/v1}} */
    String baseUrl();

    /** {@return the key, sent as a bearer token; null to send none} */
    default @Nullable ApiKey apiKey() {
        return null;
    }
}
