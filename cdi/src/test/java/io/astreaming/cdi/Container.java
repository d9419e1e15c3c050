package io.astreaming.cdi;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** A CDI container with the beans of this module, as it finds them, and properties of the test's. */
final class Container implements AutoCloseable {
    private final ConfigProviderResolver resolver = ConfigProviderResolver.instance();
    private final Config config;
    private final SeContainer container;

    private Container(Map<String, String> properties, Class<?>... beans) {
        config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        resolver.registerConfig(config, Thread.currentThread().getContextClassLoader());
        try {
            container =
                    SeContainerInitializer.newInstance().addBeanClasses(beans).initialize();
        } catch (RuntimeException | Error e) {
            resolver.releaseConfig(config);
            throw e;
        }
    }

    static Container with(Map<String, String> properties, Class<?>... beans) {
        return new Container(properties, beans);
    }

    /** A container whose default endpoint is a server. */
    static Container at(Object baseUrl, Class<?>... beans) {
        return new Container(new HashMap<>(Map.of("astreaming.base-url", baseUrl.toString())), beans);
    }

    <T> T get(Class<T> type, Annotation... qualifiers) {
        return container.select(type, qualifiers).get();
    }

    @Override
    public void close() {
        container.close();
        resolver.releaseConfig(config);
    }
}
