package io.astreaming.http;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The client that sends a transport's requests, or the settings to build one. Not thread-safe. */
final class ClientSettings {
    /** Why a key can't be sent in the header Authorization. */
    static final String DROPS_AUTHORIZATION =
            "before Java 24 a client with an authenticator drops the header Authorization, and the key with it"
                    + " (JDK-8326949); build the client without one and give a proxy's password as"
                    + " header(\"Proxy-Authorization\", ...)";

    private static final int AUTHENTICATOR_FIX_VERSION = 24;
    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** Clocks count in nanoseconds, which end after 292 years. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(36_500);

    private HttpClient.@Nullable Version version;
    private @Nullable HttpClient client;
    private @Nullable Executor executor;
    private @Nullable Duration connectTimeout;
    private UnaryOperator<Executor> context = UnaryOperator.identity();

    void setVersion(HttpClient.Version newest) {
        this.version = Objects.requireNonNull(newest, "newest");
    }

    void setClient(HttpClient client) {
        if (Objects.requireNonNull(client, "client").followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "this client follows redirects and would send the key to other servers; build it with Redirect.NEVER");
        }
        this.client = client;
    }

    void setExecutor(Executor executor) {
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    void setContext(UnaryOperator<Executor> wrapper) {
        this.context = Objects.requireNonNull(wrapper, "wrapper");
    }

    void setConnectTimeout(Duration longest) {
        if (Objects.requireNonNull(longest, "longest").isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("connectTimeout must be positive, not " + longest);
        }
        this.connectTimeout = longest.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : longest;
    }

    /** Throws if the settings contradict each other. */
    void check() {
        if (client != null && executor != null) {
            throw new IllegalArgumentException(
                    "the client given to httpClient(...) has its own executor; leave out executor(...)");
        }
        if (client != null && connectTimeout != null) {
            throw new IllegalArgumentException(
                    "the client given to httpClient(...) has its own connect timeout; leave out connectTimeout(...)");
        }
    }

    /** Returns whether the client drops the header Authorization, as it did with an authenticator before Java 24. */
    boolean dropsAuthorization() {
        return client != null
                && client.authenticator().isPresent()
                && Runtime.version().feature() < AUTHENTICATOR_FIX_VERSION;
    }

    /** Returns the version of HTTP to ask for; null for the client's own. Without TLS it is HTTP/1.1. */
    HttpClient.@Nullable Version version(Endpoint endpoint) {
        return endpoint.isSecure() ? version : HttpClient.Version.HTTP_1_1;
    }

    /** Creates the sender of requests. */
    RequestSender sender() {
        return new RequestSender(
                client,
                executor == null ? Runnable::run : executor,
                context,
                connectTimeout == null ? DEFAULT_CONNECT_TIMEOUT : connectTimeout);
    }
}
