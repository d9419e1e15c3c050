package io.astreaming.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The relay of an application.
 *
 * @param redisUri where Redis is, such as redis://localhost:6379, so that each node of a deployment serves all streams. Streams
 *     are in memory otherwise
 * @param secret from which streams of an idempotency key are named, the same on all nodes, at least 16 characters. Random by
 *     default, which Redis doesn't allow
 * @param allowedOrigin the origin whose pages may use the relay from elsewhere, * for all. None by default
 * @param memory how much all streams together may hold if they are in memory
 * @param drain how long open streams may go on when the application stops
 */
@ConfigurationProperties("astreaming.relay")
record RelayProperties(
        @Nullable String redisUri,
        @Nullable String secret,
        @Nullable String allowedOrigin,
        @DefaultValue("256MB") DataSize memory,
        @DefaultValue("20s") Duration drain) {
    /** Shows no secret. */
    @Override
    public String toString() {
        return "RelayProperties[" + (redisUri == null ? "in memory" : "in Redis") + "]";
    }
}
