package io.astreaming.spring;

import io.astreaming.http.JdkChatTransport;
import io.astreaming.stream.Chat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers the beans of each of {@code astreaming.endpoints}: for {@code groq} a chat
 * {@code astreaming.endpoints.groq.chat}, its {@code ….transport} and its {@code ….requests}, with {@code groq} as
 * qualifier. They are no default candidates: without the qualifier nobody gets them. A bean of the application that has
 * such a name replaces it.
 */
final class NamedEndpointRegistrar implements ImportBeanDefinitionRegistrar {
    private final Environment environment;

    NamedEndpointRegistrar(Environment environment) {
        this.environment = environment;
    }

    /** As much of an endpoint's properties as tells whether there is one. */
    record Address(@Nullable String baseUrl, @Nullable String apiKey) {
        boolean isSet() {
            return EndpointProperties.present(baseUrl) != null || EndpointProperties.present(apiKey) != null;
        }
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
        Map<String, Address> addresses = Binder.get(environment)
                .bind("astreaming.endpoints", Bindable.mapOf(String.class, Address.class))
                .orElse(Map.of());
        addresses.forEach((name, address) -> {
            if (name.equals(ChatCustomizer.DEFAULT_ENDPOINT)) {
                throw new InvalidPropertyException(
                        "astreaming.endpoints." + name, "this name means the endpoint directly below astreaming");
            }
            if (address.isSet()) {
                register(registry, name);
            }
        });
    }

    private static void register(BeanDefinitionRegistry registry, String endpoint) {
        String prefix = Endpoints.prefix(endpoint);
        String transport = prefix + "transport";
        RootBeanDefinition chat = bean(Chat.class, "chat", endpoint);
        chat.getConstructorArgumentValues().addIndexedArgumentValue(1, new RuntimeBeanReference(transport));
        chat.setDestroyMethodName(""); // the transport is closed as a bean of its own
        add(registry, transport, bean(JdkChatTransport.class, "transport", endpoint));
        add(registry, prefix + "chat", chat);
        add(registry, prefix + "requests", bean(ChatRequests.class, "requests", endpoint));
    }

    private static RootBeanDefinition bean(Class<?> type, String factoryMethod, String endpoint) {
        RootBeanDefinition bean = new RootBeanDefinition();
        bean.setTargetType(type);
        bean.setFactoryBeanName(AstreamingAutoConfiguration.FACTORY);
        bean.setFactoryMethodName(factoryMethod);
        bean.getConstructorArgumentValues().addIndexedArgumentValue(0, endpoint);
        bean.addQualifier(new AutowireCandidateQualifier(Qualifier.class, endpoint));
        bean.setDefaultCandidate(false);
        return bean;
    }

    private static void add(BeanDefinitionRegistry registry, String name, RootBeanDefinition bean) {
        if (!registry.containsBeanDefinition(name)) {
            registry.registerBeanDefinition(name, bean);
        }
    }
}
