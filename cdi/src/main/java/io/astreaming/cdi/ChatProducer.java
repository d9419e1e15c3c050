package io.astreaming.cdi;

import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.stream.Chat;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import org.eclipse.microprofile.config.Config;

/**
 * Makes the beans. They are singletons and have no client proxies: what a proxy made later, on a thread of the library,
 * would read the configuration with another class loader than the application's.
 */
@Dependent
class ChatProducer {
    @Produces
    @Singleton
    ChatCodec codec(Config config) {
        return ChatEndpoints.codec(config);
    }

    @Produces
    @Singleton
    ChatEndpoints endpoints(
            Config config,
            ChatCodec codec,
            @Any Instance<ChatTransportCustomizer> transportCustomizers,
            @Any Instance<ChatCustomizer> customizers) {
        return new ChatEndpoints(new EndpointFactory(config, codec, transportCustomizers, customizers));
    }

    void close(@Disposes ChatEndpoints endpoints) {
        endpoints.close();
    }

    @Produces
    @Singleton
    ChatTransport transport(ChatEndpoints endpoints) {
        return endpoints.defaultTransport();
    }

    void close(@Disposes ChatTransport transport) {
        transport.close();
    }

    @Produces
    @Singleton
    Chat chat(ChatEndpoints endpoints, ChatTransport transport) {
        return endpoints.defaultChat(transport);
    }

    @Produces
    @Singleton
    ChatRequests requests(ChatEndpoints endpoints) {
        return endpoints.requests(ChatEndpoint.DEFAULT);
    }

    @Produces
    @ChatEndpoint("")
    Chat namedChat(ChatEndpoints endpoints, InjectionPoint point) {
        return endpoints.chat(name(point));
    }

    @Produces
    @ChatEndpoint("")
    ChatRequests namedRequests(ChatEndpoints endpoints, InjectionPoint point) {
        return endpoints.requests(name(point));
    }

    private static String name(InjectionPoint point) {
        for (Annotation qualifier : point.getQualifiers()) {
            if (qualifier instanceof ChatEndpoint endpoint) {
                return endpoint.value();
            }
        }
        throw new IllegalStateException("the injection point has no @ChatEndpoint");
    }
}
