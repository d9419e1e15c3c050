package io.astreaming.spring;

import java.util.ArrayList;
import java.util.List;

/** The properties of all endpoints by name. Immutable. */
final class Endpoints {
    private final EndpointProperties main;
    private final AstreamingProperties properties;

    Endpoints(EndpointProperties main, AstreamingProperties properties) {
        this.main = main;
        this.properties = properties;
    }

    EndpointProperties named(String name) {
        if (name.equals(ChatCustomizer.DEFAULT_ENDPOINT)) {
            return main;
        }
        EndpointProperties endpoint = properties.endpoints().get(name);
        if (endpoint == null) {
            throw new IllegalStateException("there are no properties " + prefix(name) + "*");
        }
        return endpoint;
    }

    AstreamingProperties.Failover failover() {
        return properties.failover();
    }

    /** Returns what the properties of an endpoint begin with, the dot included. */
    static String prefix(String name) {
        return name.equals(ChatCustomizer.DEFAULT_ENDPOINT) ? "astreaming." : "astreaming.endpoints." + name + ".";
    }

    /** Returns all keys and header values, as configured. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        List<EndpointProperties> all = new ArrayList<>(properties.endpoints().values());
        all.add(main);
        for (EndpointProperties endpoint : all) {
            if (endpoint.apiKey() != null) {
                secrets.add(endpoint.apiKey());
            }
            secrets.addAll(endpoint.customHeaders().values());
        }
        return secrets;
    }
}
