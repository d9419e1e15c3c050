package io.astreaming.event;

import org.jspecify.annotations.Nullable;

/**
 * The provider began to answer.
 *
 * @param id the completion's id; absent if the provider sends none
 * @param model the model that answers; absent if the provider doesn't say
 * @param created when, seconds since the epoch as most providers send it; absent if the provider doesn't say
 */
public record StreamStarted(
        @Nullable String id,
        @Nullable String model,
        @Nullable Long created) implements ChatEvent {
    /** Tells when, never what the provider called it. */
    @Override
    public String toString() {
        return "StreamStarted[created " + created + "]";
    }
}
