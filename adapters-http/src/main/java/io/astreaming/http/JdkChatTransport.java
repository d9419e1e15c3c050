package io.astreaming.http;

import io.astreaming.port.ApiKey;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.Exchange;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.StreamLimits;
import io.astreaming.port.StreamTimeouts;
import java.lang.module.ModuleDescriptor;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Chat completions over the JDK's HTTP client: a POST to <code>{baseUrl}/chat/completions</code>. HTTP/1.1 on cleartext, for
 * many servers stumble over an offer of HTTP/2 there; what the server prefers on TLS.
 *
 * <p>Redirects that ask for the same request again (307, 308) are followed, at most three, and only to the same scheme, host and
 * port: anywhere else they would carry key and prompt to another. Every other redirect is a refusal with its status.
 *
 * <p>Thread-safe.
 */
public final class JdkChatTransport implements ChatTransport {
    private final Endpoint endpoint;
    private final Map<String, String> headers;
    private final List<String> secrets;
    private final Clients clients;

    private JdkChatTransport(Builder builder) {
        this.endpoint = builder.endpoint;
        this.headers = Map.copyOf(builder.headers);
        this.secrets = List.copyOf(builder.secrets);
        this.clients = new Clients(builder.httpClient);
    }

    /**
     * A transport to a server that asks for no key.
     *
     * @param baseUrl such as {@code http://127.0.0.1:8080/v1}
     * @return the transport
     * @throws IllegalArgumentException if it isn't an http or https URL, or holds a user or password
     */
    public static JdkChatTransport to(String baseUrl) {
        return builder(baseUrl).build();
    }

    /**
     * A transport to a provider.
     *
     * @param baseUrl such as {@code https://api.openai.com/v1}
     * @param key sent as bearer token
     * @return the transport
     * @throws IllegalArgumentException if it isn't an http or https URL, or holds a user or password
     */
    public static JdkChatTransport to(String baseUrl, ApiKey key) {
        return builder(baseUrl).apiKey(key).build();
    }

    /**
     * For a transport with settings of one's own.
     *
     * @param baseUrl such as {@code https://api.openai.com/v1}; a query is kept, {@code /chat/completions} is added unless it
     *     is there
     * @return a builder
     * @throws IllegalArgumentException if it isn't an http or https URL, or holds a user or password
     */
    public static Builder builder(String baseUrl) {
        return new Builder(Endpoint.of(baseUrl));
    }

    @Override
    public Exchange open(byte[] body, StreamTimeouts timeouts, Runnable arrived) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.uri()).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        if (!endpoint.isSecure()) {
            request.version(HttpClient.Version.HTTP_1_1);
        }
        Duration connect = clients.connectTimeout(timeouts);
        JdkExchange exchange = new JdkExchange(new Failures(endpoint, connect), arrived);
        clients.send(exchange, new Attempt(request.build()), connect);
        return exchange;
    }

    @Override
    public PayloadDecoder decoder(ResponseHead head, StreamLimits limits, PayloadSink sink) {
        return new BodyDecoder(head, limits, sink);
    }

    /** Masks the key and the values of the headers that were set, where they are long enough to be told from words. */
    @Override
    public String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, "[redacted]");
        }
        return redacted;
    }

    /** Lets go of our own client and its threads. Streams that are open end as they would; new ones fail. */
    @Override
    public void close() {
        clients.close();
    }

    /** Names the base URL without its query, and nothing else. */
    @Override
    public String toString() {
        return "JdkChatTransport[" + endpoint + "]";
    }

    /** Settings of a transport. Not thread-safe. */
    public static final class Builder {
        private static final int SHORTEST_SECRET = 12;

        private final Endpoint endpoint;
        private final Set<String> secrets = new LinkedHashSet<>();
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private @Nullable HttpClient httpClient;

        private Builder(Endpoint endpoint) {
            this.endpoint = endpoint;
            headers.put("Content-Type", "application/json");
            headers.put("Accept", "text/event-stream");
            headers.put("User-Agent", "astreaming/" + version());
        }

        /**
         * Sends a key as bearer token, {@code Authorization: Bearer ...}.
         *
         * @param key the key
         * @return this
         */
        public Builder apiKey(ApiKey key) {
            headers.put("Authorization", "Bearer " + key.reveal());
            secrets.add(key.reveal());
            return this;
        }

        /**
         * Sends a header, in place of any of the same name, ours included. Its value is treated as a secret.
         *
         * @param name the header's name
         * @param value its value
         * @return this
         * @throws IllegalArgumentException if no request may carry it
         */
        public Builder header(String name, String value) {
            try {
                var unused = HttpRequest.newBuilder(endpoint.uri()).setHeader(name, value);
            } catch (IllegalArgumentException e) {
                // The JDK's message may quote the value.
                throw new IllegalArgumentException(
                        "no request may carry this header: either its name is one that the client"
                                + " itself sets, or name or value hold characters that none may");
            }
            headers.put(name, value);
            if (value.length() >= SHORTEST_SECRET) {
                secrets.add(value);
            }
            return this;
        }

        /**
         * Uses this client instead of one of our own. It is never closed by us, and its connect timeout holds in place of
         * {@link StreamTimeouts#connect()}. Its executor runs nothing of ours that waits.
         *
         * @param client a client that doesn't follow redirects
         * @return this
         * @throws IllegalArgumentException if it follows redirects
         */
        public Builder httpClient(HttpClient client) {
            if (client.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalArgumentException(
                        "this client follows redirects and would carry the key to other places; build it with Redirect.NEVER");
            }
            this.httpClient = Objects.requireNonNull(client, "client");
            return this;
        }

        /** {@return a transport with these settings} */
        public JdkChatTransport build() {
            return new JdkChatTransport(this);
        }

        /** A module knows its version, a jar on the class path has it in its manifest, classes in a folder have none. */
        private static String version() {
            ModuleDescriptor module = JdkChatTransport.class.getModule().getDescriptor();
            String version = module == null
                    ? JdkChatTransport.class.getPackage().getImplementationVersion()
                    : module.rawVersion().orElse(null);
            return version == null ? "dev" : version;
        }
    }
}
