package io.astreaming.spring;

import static io.astreaming.spring.InvalidPropertyException.checked;

import io.astreaming.dispatch.EndpointPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What there is besides the default endpoint.
 *
 * @param endpoints further endpoints by name, each with the properties of the default one and none of its values
 * @param failover endpoints that could answer instead of each other
 * @param observations what metrics and spans tell
 */
@ConfigurationProperties("astreaming")
record AstreamingProperties(
        @DefaultValue Map<String, EndpointProperties> endpoints,
        @DefaultValue Failover failover,
        @DefaultValue Observations observations) {

    /**
     * Endpoints that could answer instead of each other.
     *
     * @param endpoints names of the endpoints that the default chat asks, in their order; default is the one that is
     *     configured directly below astreaming. Without them there is one endpoint
     * @param policy how the endpoint is chosen: ordered takes the first that hasn't failed, least-loaded the one with
     *     the fewest open streams
     * @param coolDown how long an endpoint that has failed isn't chosen while there are others
     */
    record Failover(
            @DefaultValue List<String> endpoints,
            @DefaultValue("ordered") String policy,
            @DefaultValue("30s") Duration coolDown) {

        private static final String PREFIX = "astreaming.failover.";

        EndpointPolicy chosen() {
            return switch (policy) {
                case "ordered" -> checked(PREFIX + "cool-down", EndpointPolicy::ordered, coolDown);
                case "least-loaded" -> checked(PREFIX + "cool-down", EndpointPolicy::leastLoaded, coolDown);
                default -> throw new InvalidPropertyException(PREFIX + "policy", "a policy is ordered or least-loaded");
            };
        }
    }

    /**
     * What metrics and spans tell.
     *
     * @param captureContent whether spans have the messages of requests and answers, in full
     */
    record Observations(@DefaultValue("false") boolean captureContent) {}
}
