package io.astreaming.cdi;

import io.astreaming.http.JdkChatTransport;

/**
 * Changes the builder of each transport that is made from properties: for settings that have no property, such as a
 * proxy or a key that is renewed. All beans of this type are applied, in no particular order.
 */
@FunctionalInterface
public interface ChatTransportCustomizer {
    /**
     * Changes the builder of a transport.
     *
     * @param builder has all settings of the properties
     * @param endpoint the endpoint's name below {@code astreaming.endpoints}, or {@link ChatEndpoint#DEFAULT}
     */
    void customize(JdkChatTransport.Builder builder, String endpoint);
}
