package io.astreaming.client;

import org.jspecify.annotations.Nullable;

/**
 * Takes one subscriber's next item, such as an event, from a call. A subscription calls it from one thread at a time.
 *
 * @param <T> the type of the items
 */
@FunctionalInterface
public interface ItemSource<T> {
    /** Returns the next item; null if none has arrived, or the call has no more. */
    @Nullable
    T next(StreamCall call);
}
