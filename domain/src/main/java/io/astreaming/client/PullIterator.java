package io.astreaming.client;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Iterates over a source that returns null at its end. Not thread-safe. */
public final class PullIterator<T> implements Iterator<T> {
    private final Supplier<@Nullable T> source;
    private @Nullable T ahead;

    public PullIterator(Supplier<@Nullable T> source) {
        this.source = source;
    }

    @Override
    public boolean hasNext() {
        if (ahead == null) {
            ahead = source.get();
        }
        return ahead != null;
    }

    @Override
    public T next() {
        T item = ahead != null ? ahead : source.get();
        if (item == null) {
            throw new NoSuchElementException("the stream has ended");
        }
        ahead = null;
        return item;
    }
}
