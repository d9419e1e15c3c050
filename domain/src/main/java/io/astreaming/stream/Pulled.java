package io.astreaming.stream;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pulls one item after the other. Not thread-safe. */
final class Pulled<T> implements Iterator<T> {
    private final Supplier<@Nullable T> source;
    private @Nullable T ahead;

    Pulled(Supplier<@Nullable T> source) {
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
