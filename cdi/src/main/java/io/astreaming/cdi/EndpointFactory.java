package io.astreaming.cdi;

import io.astreaming.Protocols;
import io.astreaming.dispatch.ConcurrencyLimiter;
import io.astreaming.dispatch.Endpoint;
import io.astreaming.dispatch.EndpointPolicy;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamLimits;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.Chat;
import io.astreaming.value.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Makes the transport and the chat of an endpoint from its properties. Thread-safe. */
final class EndpointFactory {
    private static final int MAX_QUEUED = 100;
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final Duration COOL_DOWN = Duration.ofSeconds(30);

    private final Config config;
    private final ChatCodec codec;
    private final Iterable<ChatTransportCustomizer> transportCustomizers;
    private final Iterable<ChatCustomizer> customizers;

    EndpointFactory(
            Config config,
            ChatCodec codec,
            Iterable<ChatTransportCustomizer> transportCustomizers,
            Iterable<ChatCustomizer> customizers) {
        this.config = config;
        this.codec = codec;
        this.transportCustomizers = transportCustomizers;
        this.customizers = customizers;
    }

    EndpointConfig config(String endpoint) {
        return EndpointConfig.of(config, endpoint);
    }

    ChatTransport transport(String endpoint) {
        EndpointConfig properties = config(endpoint);
        String url = Objects.requireNonNullElse(properties.text("base-url"), Protocols.baseUrl(spoken(properties)));
        JdkChatTransport.Builder builder = properties.checked("base-url", () -> JdkChatTransport.builder(url));
        if (properties.text("base-url") == null && properties.text("api-key") == null) {
            builder.apiKey(() -> nothingConfigured(properties));
        }
        properties.apply(
                builder, "api-key", ApiKey::of, (to, key) -> to.apiKey(Protocols.keyHeader(spoken(properties)), key));
        properties.apply(builder, "organization-id", id -> id, JdkChatTransport.Builder::organization);
        properties.apply(builder, "project-id", id -> id, JdkChatTransport.Builder::project);
        properties
                .textsBelow("custom-headers")
                .forEach((name, value) ->
                        properties.checked("custom-headers." + name, () -> builder.header(name, value)));
        properties.apply(
                builder, "timeouts.connect", EndpointConfig::parseDuration, JdkChatTransport.Builder::connectTimeout);
        transportCustomizers.forEach(customizer -> customizer.customize(builder, endpoint));
        return builder.build();
    }

    /** Fails the streams and not the start: the application may never ask, or a customizer may bring the key. */
    private static ApiKey nothingConfigured(EndpointConfig properties) {
        throw new ConnectionException(
                Phase.REQUEST,
                "no endpoint is configured: set " + properties.name("api-key") + ", or " + properties.name("base-url")
                        + " for a server without key",
                null);
    }

    Chat chat(String endpoint, ChatTransport transport) {
        return configured(endpoint, Chat.over(transport, codec(endpoint)));
    }

    /**
     * Makes the chat over several endpoints, which has the settings of the default one.
     *
     * @param transports returns the transport of an endpoint
     * @return the chat; null if the properties don't name several endpoints
     */
    @Nullable
    Chat failover(Function<String, ChatTransport> transports) {
        EndpointConfig properties = config(ChatEndpoint.DEFAULT);
        List<String> names = properties.texts("failover.endpoints");
        if (names == null || names.isEmpty()) {
            return null;
        }
        EndpointPolicy policy = policy(properties);
        List<Endpoint> several = new ArrayList<>();
        for (String name : names.stream().map(String::strip).toList()) {
            EndpointConfig each = config(name);
            if (each.text("base-url") == null && each.text("api-key") == null) {
                throw new IllegalArgumentException(properties.name("failover.endpoints")
                        + ": there is no endpoint of the name " + name + ": set " + each.name("base-url") + " or "
                        + each.name("api-key"));
            }
            Endpoint endpoint = Endpoint.of(name, transports.apply(name), codec(name));
            several.add(each.apply(endpoint, "model", model -> model, Endpoint::withModel));
        }
        return configured(
                ChatEndpoint.DEFAULT, properties.checked("failover.endpoints", () -> Chat.over(several, policy)));
    }

    static EndpointPolicy policy(EndpointConfig from) {
        Duration coolDown =
                from.apply(COOL_DOWN, "failover.cool-down", EndpointConfig::parseDuration, (old, set) -> set);
        String policy = from.text("failover.policy");
        return switch (policy == null ? "ordered" : policy) {
            case "ordered" -> from.checked("failover.cool-down", () -> EndpointPolicy.ordered(coolDown));
            case "least-loaded" -> from.checked("failover.cool-down", () -> EndpointPolicy.leastLoaded(coolDown));
            default ->
                throw new IllegalArgumentException(
                        from.name("failover.policy") + ": a policy is ordered or least-loaded");
        };
    }

    /** Returns what an endpoint speaks: by the property, or else by its URL. */
    static Protocol spoken(EndpointConfig from) {
        String url = from.text("base-url");
        Protocol usual = url == null ? Protocol.CHAT_COMPLETIONS : Protocols.at(url);
        return from.apply(usual, "protocol", Protocols::named, (old, named) -> named);
    }

    /** Returns the application's codec if it speaks the endpoint's protocol, and otherwise one of ours. */
    private ChatCodec codec(String endpoint) {
        Protocol spoken = spoken(config(endpoint));
        return codec.protocol() == spoken ? codec : Protocols.codec(spoken);
    }

    private Chat configured(String endpoint, Chat made) {
        EndpointConfig properties = config(endpoint);
        Chat chat = made.withTimeouts(timeouts(properties))
                .withRetry(retry(properties))
                .withLimits(limits(properties));
        chat = properties.apply(
                chat,
                "concurrency.max-streams",
                Integer::valueOf,
                (to, max) -> to.withConcurrencyLimiter(limiter(properties, max)));
        chat = ContainerExecutor.find().map(chat::withExecutor).orElse(chat);
        for (ChatCustomizer customizer : customizers) {
            chat = customizer.customize(chat, endpoint);
        }
        return chat;
    }

    static ConcurrencyLimiter limiter(EndpointConfig from, int maxStreams) {
        ConcurrencyLimiter unqueued = ConcurrencyLimiter.of(maxStreams, 0, MAX_WAIT);
        int queued = from.apply(MAX_QUEUED, "concurrency.max-queued", Integer::valueOf, (old, set) -> set);
        ConcurrencyLimiter limiter = from.checked(
                "concurrency.max-queued", () -> ConcurrencyLimiter.of(unqueued.maxStreams(), queued, MAX_WAIT));
        return from.apply(
                limiter,
                "concurrency.max-wait",
                EndpointConfig::parseDuration,
                (to, wait) -> ConcurrencyLimiter.of(to.maxStreams(), to.maxQueued(), wait));
    }

    static StreamTimeouts timeouts(EndpointConfig from) {
        StreamTimeouts to = StreamTimeouts.DEFAULT;
        to = from.apply(to, "timeouts.headers", EndpointConfig::parseDuration, StreamTimeouts::withHeaders);
        to = from.apply(to, "timeouts.first-content", EndpointConfig::parseDuration, StreamTimeouts::withFirstContent);
        to = from.apply(to, "timeouts.idle", EndpointConfig::parseDuration, StreamTimeouts::withIdle);
        to = from.apply(to, "timeouts.total", EndpointConfig::parseDuration, StreamTimeouts::withTotal);
        return from.apply(to, "timeouts.after-finish", EndpointConfig::parseDuration, StreamTimeouts::withAfterFinish);
    }

    static RetryPolicy retry(EndpointConfig from) {
        RetryPolicy to = RetryPolicy.DEFAULT;
        to = from.apply(to, "retry.max-attempts", Integer::valueOf, RetryPolicy::withMaxAttempts);
        to = from.apply(
                to,
                "retry.max-backoff",
                EndpointConfig::parseDuration,
                (policy, max) -> policy.withBackoff(shorter(policy.initialBackoff(), max), max));
        to = from.apply(
                to,
                "retry.initial-backoff",
                EndpointConfig::parseDuration,
                (policy, initial) -> policy.withBackoff(initial, policy.maxBackoff()));
        to = from.apply(to, "retry.budget", EndpointConfig::parseDuration, RetryPolicy::withMaxTotalBackoff);
        return from.apply(to, "retry.resend", EndpointConfig::parseBoolean, RetryPolicy::withRetryUnanswered);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    static StreamLimits limits(EndpointConfig from) {
        StreamLimits to = StreamLimits.DEFAULT;
        to = from.apply(to, "limits.event-bytes", Integer::valueOf, StreamLimits::withEventBytes);
        to = from.apply(to, "limits.nesting-depth", Integer::valueOf, StreamLimits::withNestingDepth);
        to = from.apply(to, "limits.number-length", Integer::valueOf, StreamLimits::withNumberLength);
        to = from.apply(to, "limits.total-text", Long::valueOf, StreamLimits::withTotalText);
        to = from.apply(to, "limits.choices", Integer::valueOf, StreamLimits::withChoices);
        to = from.apply(to, "limits.tool-calls", Integer::valueOf, StreamLimits::withToolCalls);
        to = from.apply(to, "limits.distinct-extras", Integer::valueOf, StreamLimits::withDistinctExtras);
        return from.apply(to, "limits.error-body-bytes", Integer::valueOf, StreamLimits::withErrorBodyBytes);
    }
}
