package io.astreaming.request;

import io.astreaming.chunk.Role;

/** One message of the conversation so far. The set of permitted types may grow in a minor release. */
public sealed interface Message permits SystemMessage, UserMessage, AssistantMessage {
    /** {@return who speaks} */
    Role role();

    /** {@return what is said} */
    String text();
}
