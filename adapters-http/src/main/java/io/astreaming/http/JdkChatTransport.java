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
import org.jspecify.annotations.Nullable;

/**
 * Requests over the JDK's HTTP client: a POST to the base URL with the path of the request behind it, such as
 * <code>{baseUrl}/chat/completions</code>. HTTP/1.1 on cleartext, for
 * many servers stumble over an offer of HTTP/2 there; what the server prefers on TLS.
 *
 * <p>Redirects that ask for the same request again (307, 308) are followed, at most three, and only to the same scheme, host and
 * port: anywhere else they would carry key and prompt to another. Every other redirect is a refusal with its status.
 *
 * <p>Thread-safe.
 */
public final class JdkChatTransport implements ChatTransport {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** Clocks count in nanoseconds, which end after 292 years. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(36_500);

    private static final Duration DRAIN_TIMEOUT = Duration.ofMillis(100);

    private static final String DROPPED =
            "before Java 24 a client with an authenticator drops the header Authorization, and the key with it"
                    + " (JDK-8326949); build the client without one and give a proxy's password as"
                    + " header(\"Proxy-Authorization\", ...)";

    private final Endpoint endpoint;
    private final RequestHeaders headers;
    private final RecentSecrets secrets;
    private final boolean dropsAuthorization;
    private final HttpClient.@Nullable Version version;
    private final HttpClients clients;

    private JdkChatTransport(Builder builder) {
        this.endpoint = builder.endpoint;
        this.headers = new RequestHeaders(builder.headers);
        this.secrets = new RecentSecrets(headers.secrets());
        this.dropsAuthorization = builder.dropsAuthorization();
        this.version = builder.endpoint.isSecure() ? builder.version : HttpClient.Version.HTTP_1_1;
        this.clients = new HttpClients(
                builder.httpClient,
                builder.executor == null ? Runnable::run : builder.executor,
                builder.connectTimeout == null ? CONNECT_TIMEOUT : builder.connectTimeout);
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
     * @param baseUrl such as {@code https://api.openai.com/v1}; a query is kept, the path of a request is added unless
     *     it is there
     * @return a builder
     * @throws IllegalArgumentException if it isn't an http or https URL, or holds a user or password
     */
    public static Builder builder(String baseUrl) {
        return new Builder(Endpoint.of(Objects.requireNonNull(baseUrl, "baseUrl")));
    }

    /**
     * For a deployment of Azure OpenAI: a POST to
     * <code>{resourceUrl}/openai/deployments/{deployment}/chat/completions?api-version={apiVersion}</code>, the key in the header
     * {@code api-key}. Azure's v1 API needs none of this: its base URL is <code>{resourceUrl}/openai/v1</code>, and the request's
     * model names the deployment. Tokens of Entra ID go as {@link Builder#apiKey(Supplier)} to {@link #builder}.
     *
     * @param resourceUrl such as {@code https://my-resource.openai.azure.com}
     * @param deployment the deployment's name; it decides about the model
     * @param apiVersion such as {@code 2024-10-21}
     * @param key the resource's key
     * @return a builder
     * @throws IllegalArgumentException if it isn't an http or https URL, or holds a user, password or query, or a name is blank
     */
    public static Builder azure(String resourceUrl, String deployment, String apiVersion, ApiKey key) {
        Builder builder = new Builder(Endpoint.azure(resourceUrl, deployment, apiVersion));
        return builder.apiKey(KeyHeader.API_KEY, key);
    }

    /**
     * Starts to send a request. A {@linkplain Builder#apiKey(Supplier) supplier} of the key is asked here, on the calling thread; without
     * a key the exchange fails, and nothing is sent.
     */
    @Override
    public Exchange open(EncodedRequest encoded, Runnable arrived) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint.uri(encoded.path())).POST(BodyPublishers.ofByteArray(encoded.body()));
        Secrets sent;
        try {
            if (dropsAuthorization && encoded.callerHeaders().get("Authorization") != null) {
                throw new ConnectionException(Phase.REQUEST, DROPPED, null);
            }
            sent = headers.addTo(request, encoded, secrets);
        } catch (ChatException e) {
            JdkExchange failed = exchange(Secrets.NONE, arrived);
            failed.fail(e);
            return failed;
        }
        if (version != null) {
            request.version(version);
        }
        JdkExchange exchange = exchange(sent, arrived);
        clients.send(exchange, new RedirectableRequest(request.build()));
        return exchange;
    }

    private JdkExchange exchange(Secrets sent, Runnable arrived) {
        return new JdkExchange(
                new ExceptionMapper(endpoint, clients.connectTimeout()),
                sent == headers.secrets() ? Redactor.NONE : sent,
                task -> clients.schedule(task, DRAIN_TIMEOUT),
                arrived);
    }

    @Override
    public PayloadDecoder decoder(ResponseHead head, StreamLimits limits, PayloadSink sink) {
        return new BodyDecoder(head, limits, sink, this::redact);
    }

    /** {@return the base URL without its query} */
    @Override
    public String endpoint() {
        return endpoint.shown();
    }

    /**
     * Masks the key and the values of the headers that were set, where they are long enough to be told from words. Of keys that a
     * supplier gave, the last eight; a stream that is open has its own masked as long as it lives.
     */
    @Override
    public String redact(String text) {
        return secrets.all().redact(text);
    }

    @Override
    public int secretBegun(String text) {
        return secrets.all().secretBegun(text);
    }

    @Override
    public Redactor redactor(Headers caller) {
        return secrets.all().and(caller);
    }

    /**
     * Closes our own client, never one that was given. Streams that are open end as they would; new ones fail. Our
     * client's thread ends with its last stream: at once since Java 21, and before when the garbage collector finds the client.
     */
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
        private static final int AUTHENTICATORS_LEAVE_KEYS_ALONE_SINCE = 24;

        private final Endpoint endpoint;
        private final RequestHeaders headers = new RequestHeaders();
        private HttpClient.@Nullable Version version;
        private @Nullable HttpClient httpClient;
        private @Nullable Executor executor;
        private @Nullable Duration connectTimeout;

        private Builder(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        /**
         * Sends a key as bearer token, {@code Authorization: Bearer ...}.
         *
         * @param key the key
         * @return this
         */
        public Builder apiKey(ApiKey key) {
            return apiKey(KeyHeader.BEARER, key);
        }

        /**
         * Sends a key in another way.
         *
         * @param header how it is sent, such as {@link KeyHeader#X_API_KEY}
         * @param key the key
         * @return this
         * @throws IllegalArgumentException if no request may carry such a header
         */
        public Builder apiKey(KeyHeader header, ApiKey key) {
            Objects.requireNonNull(header, "header");
            headers.setKey(header, Objects.requireNonNull(key, "key").reveal());
            return this;
        }

        /**
         * Sends a key that changes, such as a token of Entra ID, as bearer token.
         *
         * @param key as {@link #apiKey(KeyHeader, Supplier)} has it
         * @return this
         */
        public Builder apiKey(Supplier<ApiKey> key) {
            return apiKey(KeyHeader.BEARER, key);
        }

        /**
         * Sends a key that changes. It is asked for whenever an attempt is opened, unless the request has a header of the same name: on the
         * thread that opens it, which is the one that reads the stream, perhaps on several at once. A stream waits for it, so it
         * should have its key at hand and fetch a new one in time.
         *
         * <p>What it throws is the failure of the attempt: a {@link ChatException} as it is, so that the
         * {@linkplain io.astreaming.settings.RetryPolicy retries} apply to it, such as a {@link ConnectionException} of
         * {@link Phase#CONNECT}; of anything else, and of null in place of a key, a {@link ConnectionException} of {@link Phase#REQUEST}
         * tells the class alone, and no attempt follows. Only a {@link VirtualMachineError} reaches the reader of the stream.
         *
         * @param header how it is sent
         * @param key gives the key; thread-safe, never null
         * @return this
         * @throws IllegalArgumentException if no request may carry such a header
         */
        public Builder apiKey(KeyHeader header, Supplier<ApiKey> key) {
            Objects.requireNonNull(header, "header");
            headers.setKey(new SuppliedKey(header, Objects.requireNonNull(key, "key")));
            return this;
        }

        /**
         * Names OpenAI's organization that pays, in the header {@code OpenAI-Organization}. No secret.
         *
         * @param id such as {@code org-...}
         * @return this
         * @throws IllegalArgumentException if no header may hold it
         */
        public Builder organization(String id) {
            headers.set("OpenAI-Organization", id);
            return this;
        }

        /**
         * Names OpenAI's project that pays, in the header {@code OpenAI-Project}. No secret.
         *
         * @param id such as {@code proj_...}
         * @return this
         * @throws IllegalArgumentException if no header may hold it
         */
        public Builder project(String id) {
            headers.set("OpenAI-Project", id);
            return this;
        }

        /**
         * Sends a header, in place of any of the same name, ours included. Its value is treated as a secret; of headers that are
         * named like credentials so is each part: the token after a scheme, the values of cookies, a password.
         *
         * @param name the header's name
         * @param value its value
         * @return this
         * @throws IllegalArgumentException if no request may carry it
         */
        public Builder header(String name, String value) {
            headers.setSecret(name, value);
            return this;
        }

        /**
         * The newest version of HTTP to offer on TLS, in place of the client's own, which is HTTP/2 where nobody said otherwise.
         * With HTTP/1.1 each stream has a connection of its own; HTTP/2 shares one, and a server may limit how many streams it
         * takes there.
         *
         * @param newest the version; on cleartext it is always HTTP/1.1
         * @return this
         */
        public Builder httpVersion(HttpClient.Version newest) {
            this.version = Objects.requireNonNull(newest, "newest");
            return this;
        }

        /**
         * Where a client of our own runs its tasks. Unless it is set they run where they arise, which is the client's one thread
         * or the one that reads: nothing of ours waits or decodes there, and a hop between threads for every piece of a stream
         * costs more than what is done with it. It pays where TLS for many fast streams is more than one core can do.
         *
         * @param executor never shut down by us; it has to run every task, on any thread
         * @return this
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * How long a connection may take, TCP and the TLS handshake, unless a client is given, which has a time of its own. A request
         * that got no connection in time is sent again as far as the {@link io.astreaming.settings.RetryPolicy} goes.
         *
         * @param longest a positive time; more than 100 years means 100 years. 10 s unless told
         * @return this
         * @throws IllegalArgumentException if it isn't positive
         */
        public Builder connectTimeout(Duration longest) {
            if (Objects.requireNonNull(longest, "longest").isNegative() || longest.isZero()) {
                throw new IllegalArgumentException("connectTimeout must be positive, not " + longest);
            }
            this.connectTimeout = longest.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : longest;
            return this;
        }

        /**
         * Uses this client instead of one of our own: for a proxy, an authenticator, trust of one's own. It is never closed by
         * us, and its executor runs nothing of ours that waits. It should have a connect timeout: a client without one waits as long
         * as the system does.
         *
         * @param client a client that doesn't follow redirects
         * @return this
         * @throws IllegalArgumentException if it follows redirects
         */
        public Builder httpClient(HttpClient client) {
            if (Objects.requireNonNull(client, "client").followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalArgumentException(
                        "this client follows redirects and would carry the key to other places; build it with Redirect.NEVER");
            }
            this.httpClient = client;
            return this;
        }

        /**
         * Builds it. Unless a client was given, the JVM's default TLS context begins to be made, on another thread.
         *
         * @return a transport with these settings
         * @throws IllegalArgumentException if there is a client and also an executor or a connect timeout, of which it has its own; or
         *     if this Java's client would drop the key because it has an authenticator
         */
        public JdkChatTransport build() {
            if (httpClient != null && executor != null) {
                throw new IllegalArgumentException(
                        "a client that is given has an executor of its own; leave out executor(...)");
            }
            if (httpClient != null && connectTimeout != null) {
                throw new IllegalArgumentException(
                        "a client that is given has a connect timeout of its own; leave out connectTimeout(...)");
            }
            if (dropsAuthorization() && headers.has("Authorization")) {
                throw new IllegalArgumentException(DROPPED);
            }
            return new JdkChatTransport(this);
        }

        private boolean dropsAuthorization() {
            return httpClient != null
                    && httpClient.authenticator().isPresent()
                    && Runtime.version().feature() < AUTHENTICATORS_LEAVE_KEYS_ALONE_SINCE;
        }
    }
}
