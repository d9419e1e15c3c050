package io.astreaming.spring;

import io.astreaming.Protocols;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.StreamListener;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import java.util.function.Function;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnJava;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.system.JavaVersion;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Makes a {@link Chat} and its {@link ChatTransport} of the properties {@code astreaming.*}, if they name an endpoint,
 * and the same for each of {@code astreaming.endpoints}. A bean of the application replaces the one of its type here.
 *
 * <p>Nothing connects to an endpoint before the first request, so a key that is missing, or that a provider refuses,
 * never stops an application from starting.
 */
@AutoConfiguration
@EnableConfigurationProperties({EndpointProperties.class, AstreamingProperties.class})
@Import({
    ActuatorConfiguration.class,
    ObservationConfiguration.class,
    RelayConfiguration.class,
    NamedEndpointRegistrar.class
})
public class AstreamingAutoConfiguration {
    static final String FACTORY = "astreamingChatFactory";

    /** Creates the configuration; Spring does. */
    public AstreamingAutoConfiguration() {}

    @Bean
    Endpoints astreamingEndpoints(EndpointProperties main, AstreamingProperties properties) {
        return new Endpoints(main, properties);
    }

    @Bean
    @ConditionalOnMissingBean
    ChatCodec astreamingChatCodec(EndpointProperties main) {
        return Protocols.codec(main.spoken(Endpoints.prefix(ChatCustomizer.DEFAULT_ENDPOINT)));
    }

    @Bean(FACTORY)
    ChatFactory astreamingChatFactory(
            Endpoints endpoints,
            ChatCodec codec,
            ObjectProvider<ChatTransportCustomizer> transportCustomizers,
            ObjectProvider<ChatCustomizer> customizers,
            ObjectProvider<Function<ChatRequest, StreamListener>> listeners) {
        return new ChatFactory(endpoints, codec, transportCustomizers, customizers, listeners);
    }

    @Bean
    @ConditionalOnMissingBean(AstreamingConnectionDetails.class)
    @Conditional(OnEndpointCondition.class)
    AstreamingConnectionDetails astreamingConnectionDetails(EndpointProperties properties) {
        return ConfiguredConnection.of(Endpoints.prefix(ChatCustomizer.DEFAULT_ENDPOINT), properties);
    }

    @Bean
    @ConditionalOnBean(AstreamingConnectionDetails.class)
    @ConditionalOnMissingBean(ChatTransport.class)
    ChatTransport astreamingChatTransport(ChatFactory factory, AstreamingConnectionDetails connection) {
        return factory.transport(ChatCustomizer.DEFAULT_ENDPOINT, connection);
    }

    /** The transports are closed as beans of their own. */
    @Bean(destroyMethod = "")
    @Conditional(OnFailoverCondition.class)
    @ConditionalOnMissingBean(Chat.class)
    Chat astreamingFailoverChat(ChatFactory factory, ObjectProvider<ChatTransport> main, BeanFactory beans) {
        return factory.failover(endpoint -> transport(endpoint, main, beans));
    }

    private static ChatTransport transport(String endpoint, ObjectProvider<ChatTransport> main, BeanFactory beans) {
        boolean isMain = endpoint.equals(ChatCustomizer.DEFAULT_ENDPOINT);
        String bean = Endpoints.prefix(endpoint) + "transport";
        ChatTransport transport = isMain
                ? main.getIfUnique()
                : beans.containsBean(bean) ? beans.getBean(bean, ChatTransport.class) : null;
        if (transport == null) {
            throw new InvalidPropertyException(
                    OnFailoverCondition.ENDPOINTS,
                    "there is no endpoint of the name " + endpoint + ": set " + Endpoints.prefix(endpoint)
                            + "base-url or " + Endpoints.prefix(endpoint) + "api-key");
        }
        return transport;
    }

    /** The transport is closed as a bean of its own. */
    @Bean(destroyMethod = "")
    @ConditionalOnBean(ChatTransport.class)
    @ConditionalOnMissingBean
    Chat astreamingChat(ChatFactory factory, ChatTransport transport) {
        return factory.chat(ChatCustomizer.DEFAULT_ENDPOINT, transport);
    }

    @Bean
    @ConditionalOnBean(Chat.class)
    @ConditionalOnMissingBean
    ChatRequests astreamingChatRequests(ChatFactory factory) {
        return factory.requests(ChatCustomizer.DEFAULT_ENDPOINT);
    }

    /**
     * Calls subscribers on virtual threads where the application has switched them on: there they may block. Otherwise
     * they are called on the library's own threads and not on the application's task executor, which refuses tasks as
     * soon as the application begins to shut down, while streams still run to their end.
     *
     * <p>Boot's own condition for this takes a constant that has moved from one of its lines to the next.
     */
    @Bean
    @ConditionalOnProperty("spring.threads.virtual.enabled")
    @ConditionalOnJava(JavaVersion.TWENTY_ONE)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ChatCustomizer astreamingVirtualThreads() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("astreaming-events-");
        executor.setVirtualThreads(true);
        executor.setTaskDecorator(task -> () -> {
            Thread.currentThread().setContextClassLoader(loader);
            task.run();
        });
        return (chat, endpoint) -> chat.withExecutor(executor);
    }
}
