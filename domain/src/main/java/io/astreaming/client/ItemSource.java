package io.astreaming.client;

import org.jspecify.annotations.Nullable;

/**
 * Takes the next item for one subscriber out of a call, such as an event. As thread-safe as its subscription, which asks one at a
 * time.
 *
 * @param <T> the type of the items
 */
@FunctionalInterface
public interface ItemSource<T> {
    /** Returns the next item; null if there is none yet, or no more. */
    @Nullable
    T next(StreamCall call);
}
