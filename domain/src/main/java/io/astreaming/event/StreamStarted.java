package io.astreaming.event;

import org.jspecify.annotations.Nullable;

/**
 * The provider began to answer.
 *
 * @param id the completion's id; null if the provider sends none
 * @param model the model that answers; null if the provider doesn't say
 * @param created the time of creation, in seconds since the epoch as most providers send it; null if the provider
 *     doesn't say
 */
public record StreamStarted(
        @Nullable String id,
        @Nullable String model,
        @Nullable Long created) implements ChatEvent {
    /** Shows the time of creation, never the id or model. */
    @Override
    public String toString() {
        return "StreamStarted[created " + created + "]";
    }
}
