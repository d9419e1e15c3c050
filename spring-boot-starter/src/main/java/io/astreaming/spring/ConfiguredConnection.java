package io.astreaming.spring;

import io.astreaming.Protocols;
import io.astreaming.settings.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's address and key as its properties say.
 *
 * @param apiKey null if there is none
 */
record ConfiguredConnection(String baseUrl, @Nullable ApiKey apiKey) implements AstreamingConnectionDetails {
    static ConfiguredConnection of(String prefix, EndpointProperties properties) {
        String url = properties.baseUrl();
        String key = properties.apiKey();
        return new ConfiguredConnection(
                url == null ? Protocols.baseUrl(properties.spoken(prefix)) : url,
                key == null ? null : InvalidPropertyException.checked(prefix + "api-key", ApiKey::of, key));
    }

    /** Without the URL, whose query may be a key. */
    @Override
    public String toString() {
        return "ConfiguredConnection";
    }
}
