package io.astreaming.spring;

import io.astreaming.stream.Chat;

/**
 * Changes each chat that is made from properties, before it becomes a bean: for settings that have no property, such as
 * a trace or another executor. All beans of this type are applied, in their order.
 */
@FunctionalInterface
public interface ChatCustomizer {
    /** The name of the endpoint that is configured directly below {@code astreaming}. */
    String DEFAULT_ENDPOINT = "default";

    /**
     * Changes a chat.
     *
     * @param chat the chat, with all settings of the properties
     * @param endpoint the endpoint's name below {@code astreaming.endpoints}, or {@link #DEFAULT_ENDPOINT}
     * @return the chat, or a changed copy
     */
    Chat customize(Chat chat, String endpoint);
}
