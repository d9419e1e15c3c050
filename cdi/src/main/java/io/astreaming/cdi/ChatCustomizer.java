package io.astreaming.cdi;

import io.astreaming.stream.Chat;

/**
 * Changes each chat that is made from properties, before it becomes a bean: for settings that have no property, such as
 * a listener, a trace or an executor. All beans of this type are applied, in no particular order.
 */
@FunctionalInterface
public interface ChatCustomizer {
    /**
     * Changes a chat.
     *
     * @param chat the chat, with all settings of the properties
     * @param endpoint the endpoint's name below {@code astreaming.endpoints}, or {@link ChatEndpoint#DEFAULT}
     * @return the chat, or a changed copy
     */
    Chat customize(Chat chat, String endpoint);
}
