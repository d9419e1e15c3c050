package io.astreaming.jsontext;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map that keeps its order and needs no more memory than two arrays: for the few extras of an object, of
 * which a stream has thousands. It finds a name by linear search, so it is only for few members. Thread-safe.
 */
final class SmallMap extends AbstractMap<String, JsonText> {
    static final int MOST = 8;

    private final String[] names;
    private final JsonText[] values;

    private SmallMap(String[] names, JsonText[] values) {
        this.names = names;
        this.values = values;
    }

    /** Returns a copy of a map with at most {@link #MOST} members. */
    static SmallMap copyOf(Map<String, JsonText> members) {
        if (members instanceof SmallMap few) {
            return few;
        }
        String[] names = members.keySet().toArray(new String[0]);
        JsonText[] values = members.values().toArray(new JsonText[0]);
        for (int i = 0; i < names.length; i++) {
            Objects.requireNonNull(names[i], "name");
            Objects.requireNonNull(values[i], "value");
        }
        return new SmallMap(names, values);
    }

    /** Returns a copy with another value for an existing name. */
    SmallMap with(String name, JsonText value) {
        JsonText[] changed = values.clone();
        changed[place(name)] = value;
        return new SmallMap(names, changed);
    }

    @Override
    public @Nullable JsonText get(@Nullable Object name) {
        int place = place(name);
        return place < 0 ? null : values[place];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return place(name) >= 0;
    }

    /** Strings cache their hash codes, so an unsuccessful search costs little. */
    private int place(@Nullable Object name) {
        if (name == null) {
            return -1;
        }
        int hash = name.hashCode();
        for (int i = 0; i < names.length; i++) {
            if (names[i].hashCode() == hash && names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super JsonText> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], values[i]);
        }
    }

    @Override
    public Set<Entry<String, JsonText>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Entry<String, JsonText>> {
        @Override
        public int size() {
            return names.length;
        }

        @Override
        public Iterator<Entry<String, JsonText>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < names.length;
                }

                @Override
                public Entry<String, JsonText> next() {
                    if (next == names.length) {
                        throw new NoSuchElementException();
                    }
                    int place = next++;
                    return Map.entry(names[place], values[place]);
                }
            };
        }
    }
}
