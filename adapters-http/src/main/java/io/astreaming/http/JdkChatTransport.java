package io.astreaming.http;

import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Exchange;
import io.astreaming.port.KeyHeader;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.Redactor;
import io.astreaming.port.ResponseHead;
import io.astreaming.request.Headers;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.BodyDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with the JDK's HTTP client: each is a POST to the base URL followed by the request's path, such as
 * <code>{baseUrl}/chat/completions</code>. Without TLS it uses HTTP/1.1, because many servers fail when a client offers
 * HTTP/2 there; with TLS it uses the version that the server prefers.
 *
 * <p>The transport follows redirects that ask for the same request again (307 and 308), at most three, and only to the
 * same scheme, host and port: anywhere else they would send key and prompt to another server. Every other redirect is a
 * rejection with its status.
 *
 * <p>Thread-safe.
 */
public final class JdkChatTransport implements ChatTransport {
    /** How long the rest of a body may take to arrive, so that the connection can be used again. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofMillis(100);

    private final Endpoint endpoint;
    private final RequestHeaders headers;
    private final RecentSecrets secrets;
    private final boolean dropsAuthorization;
    private final HttpClient.@Nullable Version version;
    private final RequestSender sender;

    private JdkChatTransport(Builder builder) {
        this.endpoint = builder.endpoint;
        this.headers = new RequestHeaders(builder.headers);
        this.secrets = new RecentSecrets(headers.secrets());
        this.dropsAuthorization = builder.client.dropsAuthorization();
        this.version = builder.client.version(endpoint);
        this.sender = builder.client.sender();
    }

    /**
     * Creates a transport to a server that needs no key.
     *
     * @param baseUrl the base URL, such as {@code http://127.0.0.1:8080/v1}
     * @return the transport
     * @throws IllegalArgumentException if the base URL isn't an http or https URL, or contains a user or password
     */
    public static JdkChatTransport to(String baseUrl) {
        return builder(baseUrl).build();
    }

    /**
     * Creates a transport to a provider.
     *
     * @param baseUrl the base URL, such as {@code https://api.openai.com/v1}
     * @param key the key, sent as a bearer token
     * @return the transport
     * @throws IllegalArgumentException if the base URL isn't an http or https URL, or contains a user or password
     */
    public static JdkChatTransport to(String baseUrl, ApiKey key) {
        return builder(baseUrl).apiKey(key).build();
    }

    /**
     * Creates a builder of a transport with settings.
     *
     * @param baseUrl the base URL, such as {@code https://api.openai.com/v1}; its query is kept, and a request's path
     *     is added unless the URL already ends with it
     * @return a builder
     * @throws IllegalArgumentException if the base URL isn't an http or https URL, or contains a user or password
     */
    public static Builder builder(String baseUrl) {
        return new Builder(Endpoint.of(Objects.requireNonNull(baseUrl, "baseUrl")));
    }

    /**
     * Creates a builder for a deployment of Azure OpenAI: each request is a POST to
     * <code>{resourceUrl}/openai/deployments/{deployment}/chat/completions?api-version={apiVersion}</code>, with the
     * key in the header {@code api-key}. Azure's v1 API doesn't need this method: its base URL is
     * <code>{resourceUrl}/openai/v1</code>, and the request's model names the deployment.
     *
     * @param resourceUrl the resource's URL, such as {@code https://my-resource.openai.azure.com}
     * @param deployment the deployment's name, which determines the model
     * @param apiVersion the version of the API, such as {@code 2024-10-21}
     * @param key the resource's key
     * @return a builder
     * @throws IllegalArgumentException if the resource URL isn't an http or https URL, or contains a user, password or
     *     query; or if a name is blank
     */
    public static Builder azure(String resourceUrl, String deployment, String apiVersion, ApiKey key) {
        return azure(resourceUrl, deployment, apiVersion).apiKey(KeyHeader.API_KEY, key);
    }

    /**
     * Creates a builder as {@link #azure(String, String, String, ApiKey)} does, but without a key: for a token of Entra
     * ID, set with {@link Builder#apiKey(Supplier)}.
     *
     * @param resourceUrl the resource's URL, such as {@code https://my-resource.openai.azure.com}
     * @param deployment the deployment's name, which determines the model
     * @param apiVersion the version of the API, such as {@code 2024-10-21}
     * @return a builder
     * @throws IllegalArgumentException as with a key
     */
    public static Builder azure(String resourceUrl, String deployment, String apiVersion) {
        return new Builder(Endpoint.azure(resourceUrl, deployment, apiVersion));
    }

    /**
     * Starts to send a request. A {@linkplain Builder#apiKey(Supplier) supplier} of the key is called here, on the
     * calling thread; if it returns no key, the exchange fails and nothing is sent.
     */
    @Override
    public Exchange open(EncodedRequest encoded, Runnable wakeReader) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.uri(encoded.path(), encoded.query()))
                .POST(BodyPublishers.ofByteArray(encoded.body()));
        Secrets sent;
        try {
            if (dropsAuthorization && encoded.callerHeaders().get("Authorization") != null) {
                throw new ConnectionException(Phase.REQUEST, ClientSettings.DROPS_AUTHORIZATION, null);
            }
            sent = headers.addTo(request, encoded, secrets);
        } catch (ChatException e) {
            JdkExchange failed = exchange(Secrets.NONE, wakeReader);
            failed.fail(e);
            return failed;
        }
        if (version != null) {
            request.version(version);
        }
        JdkExchange exchange = exchange(sent, wakeReader);
        sender.send(exchange, new RedirectableRequest(request.build()));
        return exchange;
    }

    private JdkExchange exchange(Secrets sent, Runnable wakeReader) {
        return new JdkExchange(
                new ExceptionMapper(endpoint, sender.connectTimeout()),
                sent == headers.secrets() ? Redactor.NONE : sent,
                task -> sender.schedule(task, DRAIN_TIMEOUT),
                wakeReader);
    }

    @Override
    public PayloadDecoder decoder(ResponseHead head, StreamLimits limits, PayloadSink sink) {
        return BodyDecoder.of(head, limits, sink, this::redact);
    }

    /** {@return the base URL without its query} */
    @Override
    public String endpoint() {
        return endpoint.shown();
    }

    /**
     * Masks the key and the values of the headers that were set, unless they are too short to be distinguished from
     * words. Of the keys that a supplier returned, it masks the last eight; an open stream masks its own key until it
     * ends.
     */
    @Override
    public String redact(String text) {
        return secrets.all().redact(text);
    }

    @Override
    public int secretPrefixLength(String text) {
        return secrets.all().secretPrefixLength(text);
    }

    @Override
    public Redactor redactor(Headers caller) {
        return secrets.all().and(caller);
    }

    /**
     * Closes the client that this transport has built, never one that the caller gave. Open streams continue to their
     * end; new ones fail. The client's thread ends after its last stream: at once since Java 21, and in earlier
     * versions when the garbage collector finds the client.
     */
    @Override
    public void close() {
        sender.close();
    }

    /** {@return the base URL without its query, and nothing else} */
    @Override
    public String toString() {
        return "JdkChatTransport[" + endpoint + "]";
    }

    /** The settings of a transport. Not thread-safe. */
    public static final class Builder {
        private final Endpoint endpoint;
        private final RequestHeaders headers = new RequestHeaders();
        private final ClientSettings client = new ClientSettings();

        private Builder(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        /**
         * Sends a key as a bearer token, {@code Authorization: Bearer ...}.
         *
         * @param key the key
         * @return this
         */
        public Builder apiKey(ApiKey key) {
            return apiKey(KeyHeader.BEARER, key);
        }

        /**
         * Sends a key in another header.
         *
         * @param header how the key is sent, such as {@link KeyHeader#X_API_KEY}
         * @param key the key
         * @return this
         * @throws IllegalArgumentException if HTTP or the JDK's client doesn't allow such a header
         */
        public Builder apiKey(KeyHeader header, ApiKey key) {
            Objects.requireNonNull(header, "header");
            headers.setKey(header, Objects.requireNonNull(key, "key").reveal());
            return this;
        }

        /**
         * Sends a key that changes, such as a token of Entra ID, as a bearer token.
         *
         * @param key returns the key, as {@link #apiKey(KeyHeader, Supplier)} describes
         * @return this
         */
        public Builder apiKey(Supplier<ApiKey> key) {
            return apiKey(KeyHeader.BEARER, key);
        }

        /**
         * Sends a key that changes. The supplier is called for every attempt, unless the request has a header of the
         * same name; it is called on the thread that opens the attempt, which is the one that reads the stream, and
         * possibly on several threads at once. The stream waits for it, so the supplier should keep a key ready and
         * renew it in time.
         *
         * <p>What the supplier throws is the failure of the attempt. A {@link ChatException} is reported unchanged, so
         * that the {@linkplain io.astreaming.settings.RetryPolicy retry policy} applies to it, for example to a
         * {@link ConnectionException} of {@link Phase#CONNECT}. For any other exception, and for null in place of a
         * key, the stream fails without another attempt, with a {@link ConnectionException} of {@link Phase#REQUEST}
         * that names only the class of what was thrown. Only a {@link VirtualMachineError} is thrown to the reader of
         * the stream.
         *
         * @param header how the key is sent
         * @param key returns the key; thread-safe, never returns null
         * @return this
         * @throws IllegalArgumentException if HTTP or the JDK's client doesn't allow such a header
         */
        public Builder apiKey(KeyHeader header, Supplier<ApiKey> key) {
            Objects.requireNonNull(header, "header");
            headers.setKey(new SuppliedKey(header, Objects.requireNonNull(key, "key")));
            return this;
        }

        /**
         * Names the OpenAI organization that pays, in the header {@code OpenAI-Organization}. Its id isn't treated as a
         * secret.
         *
         * @param id the id, such as {@code org-...}
         * @return this
         * @throws IllegalArgumentException if a header can't contain the id
         */
        public Builder organization(String id) {
            headers.set("OpenAI-Organization", id);
            return this;
        }

        /**
         * Names the OpenAI project that pays, in the header {@code OpenAI-Project}. Its id isn't treated as a secret.
         *
         * @param id the id, such as {@code proj_...}
         * @return this
         * @throws IllegalArgumentException if a header can't contain the id
         */
        public Builder project(String id) {
            headers.set("OpenAI-Project", id);
            return this;
        }

        /**
         * Sends a header with every request, in place of one of the same name that the transport would send. Its value
         * is treated as a secret; if the header is named like a credential, so is each part of it: the token after a
         * scheme, the values of cookies, a password.
         *
         * @param name the header's name
         * @param value its value
         * @return this
         * @throws IllegalArgumentException if HTTP or the JDK's client doesn't allow such a header
         */
        public Builder header(String name, String value) {
            headers.setSecret(name, value);
            return this;
        }

        /**
         * Sets the newest version of HTTP to offer over TLS, in place of the client's own, which is HTTP/2 by default.
         * With HTTP/1.1 each stream has its own connection; with HTTP/2 all streams share one, on which the server may
         * limit the number of streams.
         *
         * @param newest the version; without TLS it is always HTTP/1.1
         * @return this
         */
        public Builder httpVersion(HttpClient.Version newest) {
            client.setVersion(newest);
            return this;
        }

        /**
         * Sets the executor on which the transport's own client runs its tasks. By default they run on the client's
         * single thread or on the thread that reads: the transport neither waits nor decodes in them, and handing every
         * piece of a stream to another thread costs more than the work itself. An executor pays where TLS for many fast
         * streams needs more than one core.
         *
         * @param executor runs every task, on any thread; the transport never shuts it down
         * @return this
         */
        public Builder executor(Executor executor) {
            client.setExecutor(executor);
            return this;
        }

        /**
         * Carries the context of the thread that opens an exchange, such as a trace context, to the thread that sends
         * its request: {@code executor -> Context.current().wrap(executor)} with OpenTelemetry. Needed where the
         * {@linkplain #httpClient client} makes spans of its own; an agent carries the context by itself.
         *
         * @param wrapper called for each exchange on the thread that opens it; its result starts the request
         * @return this
         */
        public Builder propagateContext(UnaryOperator<Executor> wrapper) {
            client.setContext(wrapper);
            return this;
        }

        /**
         * Sets how long a connection may take, including the TLS handshake. A client given to {@link #httpClient} has
         * its own connect timeout. A request that gets no connection in time is sent again as the
         * {@link io.astreaming.settings.RetryPolicy} allows.
         *
         * @param longest a positive time; more than 100 years means 100 years. The default is 10 seconds
         * @return this
         * @throws IllegalArgumentException if the time isn't positive
         */
        public Builder connectTimeout(Duration longest) {
            client.setConnectTimeout(longest);
            return this;
        }

        /**
         * Uses this client instead of one that the transport builds, for a proxy, an authenticator or a trust store.
         * The transport never closes it, and runs nothing that waits on its executor. The client should have a connect
         * timeout; without one it waits as long as the operating system does.
         *
         * @param client a client that doesn't follow redirects
         * @return this
         * @throws IllegalArgumentException if the client follows redirects
         */
        public Builder httpClient(HttpClient client) {
            this.client.setClient(client);
            return this;
        }

        /**
         * Builds the transport. Unless a client was given, another thread starts to create the JVM's default TLS
         * context.
         *
         * @return a transport with these settings
         * @throws IllegalArgumentException if a client was given together with an executor or a connect timeout, which
         *     it has already; or if the client would drop the key because it has an authenticator (before Java 24)
         */
        public JdkChatTransport build() {
            client.check();
            if (client.dropsAuthorization() && headers.has("Authorization")) {
                throw new IllegalArgumentException(ClientSettings.DROPS_AUTHORIZATION);
            }
            return new JdkChatTransport(this);
        }
    }
}
