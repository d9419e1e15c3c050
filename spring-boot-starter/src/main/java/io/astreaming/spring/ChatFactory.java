package io.astreaming.spring;

import static io.astreaming.spring.InvalidPropertyException.checked;

import io.astreaming.Protocols;
import io.astreaming.dispatch.ConcurrencyLimiter;
import io.astreaming.dispatch.Endpoint;
import io.astreaming.dispatch.EndpointPolicy;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.StreamListener;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import io.astreaming.value.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;

/** Makes the beans of an endpoint from its properties and from what the application adds. Thread-safe. */
final class ChatFactory {
    private final Endpoints endpoints;
    private final ChatCodec codec;
    private final ObjectProvider<ChatTransportCustomizer> transportCustomizers;
    private final ObjectProvider<ChatCustomizer> customizers;
    private final ObjectProvider<Function<ChatRequest, StreamListener>> listeners;

    ChatFactory(
            Endpoints endpoints,
            ChatCodec codec,
            ObjectProvider<ChatTransportCustomizer> transportCustomizers,
            ObjectProvider<ChatCustomizer> customizers,
            ObjectProvider<Function<ChatRequest, StreamListener>> listeners) {
        this.endpoints = endpoints;
        this.codec = codec;
        this.transportCustomizers = transportCustomizers;
        this.customizers = customizers;
        this.listeners = listeners;
    }

    /** Makes the transport of a named endpoint. */
    JdkChatTransport transport(String name) {
        return transport(name, ConfiguredConnection.of(Endpoints.prefix(name), endpoints.named(name)));
    }

    JdkChatTransport transport(String name, AstreamingConnectionDetails connection) {
        EndpointProperties properties = endpoints.named(name);
        String prefix = Endpoints.prefix(name);
        JdkChatTransport.Builder builder =
                checked(prefix + "base-url", JdkChatTransport::builder, connection.baseUrl());
        ApiKey key = connection.apiKey();
        if (key != null) {
            builder.apiKey(Protocols.keyHeader(properties.spoken(prefix)), key);
        }
        if (properties.organizationId() != null) {
            checked(prefix + "organization-id", builder::organization, properties.organizationId());
        }
        if (properties.projectId() != null) {
            checked(prefix + "project-id", builder::project, properties.projectId());
        }
        for (Map.Entry<String, String> header : properties.customHeaders().entrySet()) {
            checked(
                    prefix + "custom-headers." + header.getKey(),
                    value -> builder.header(header.getKey(), value),
                    header.getValue());
        }
        checked(
                prefix + "timeouts.connect",
                builder::connectTimeout,
                properties.timeouts().connect());
        transportCustomizers.orderedStream().forEach(customizer -> customizer.customize(builder, name));
        return builder.build();
    }

    Chat chat(String name, ChatTransport transport) {
        return configured(name, Chat.over(transport, codec(name)));
    }

    /** Makes the chat over several endpoints, which has the settings of the default one. */
    Chat failover(Function<String, ChatTransport> transports) {
        AstreamingProperties.Failover failover = endpoints.failover();
        List<Endpoint> several = new ArrayList<>();
        for (String name : failover.endpoints()) {
            Endpoint endpoint = Endpoint.of(name, transports.apply(name), codec(name));
            String model = endpoints.named(name).model();
            several.add(model == null ? endpoint : endpoint.withModel(model));
        }
        EndpointPolicy policy = failover.chosen();
        return configured(
                ChatCustomizer.DEFAULT_ENDPOINT,
                checked("astreaming.failover.endpoints", all -> Chat.over(all, policy), several));
    }

    /** Returns the application's codec if it speaks the endpoint's protocol, and otherwise one of ours. */
    private ChatCodec codec(String name) {
        Protocol spoken = endpoints.named(name).spoken(Endpoints.prefix(name));
        return codec.protocol() == spoken ? codec : Protocols.codec(spoken);
    }

    private Chat configured(String name, Chat made) {
        EndpointProperties properties = endpoints.named(name);
        String prefix = Endpoints.prefix(name);
        Chat chat = made.withTimeouts(properties.timeouts().forStreams(prefix))
                .withRetry(properties.retry().policy(prefix))
                .withLimits(properties.limits().forStreams(prefix));
        ConcurrencyLimiter limiter = properties.concurrency().limiter(prefix);
        if (limiter != null) {
            chat = chat.withConcurrencyLimiter(limiter);
        }
        for (Function<ChatRequest, StreamListener> listener :
                listeners.orderedStream().toList()) {
            chat = chat.withListener(listener);
        }
        for (ChatCustomizer customizer : customizers.orderedStream().toList()) {
            chat = customizer.customize(chat, name);
        }
        return chat;
    }

    ChatRequests requests(String name) {
        return new ChatRequests(Endpoints.prefix(name), endpoints.named(name));
    }
}
