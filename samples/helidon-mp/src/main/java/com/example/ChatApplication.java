package com.example;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

@ApplicationScoped
public class ChatApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ChatResource.class, ProviderErrors.class);
    }

    /** Jersey sends what is flushed only if it has no buffer of its own. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.contentLength.buffer", 0);
    }
}
