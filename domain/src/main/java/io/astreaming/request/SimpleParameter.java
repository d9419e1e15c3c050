package io.astreaming.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The one implementation: a name, a class, and a check that every value passes and comes out of immutable. */
final class SimpleParameter<T> implements Parameter<T> {
    /** Filled while the constants of {@link Parameter} are made, and not after. */
    private static final Map<String, Parameter<?>> ALL = new LinkedHashMap<>();

    private final String name;
    private final Class<?> type;
    private final UnaryOperator<Object> check;

    private SimpleParameter(String name, Class<?> type, UnaryOperator<Object> check) {
        this.name = name;
        this.type = type;
        this.check = check;
        ALL.put(name, this);
    }

    static List<Parameter<?>> all() {
        return List.copyOf(ALL.values());
    }

    static @Nullable Parameter<?> named(String name) {
        return ALL.get(name);
    }

    static <T> Parameter<T> of(String name, Class<T> type) {
        return new SimpleParameter<>(name, type, value -> value);
    }

    static Parameter<String> word(String name) {
        return new SimpleParameter<>(name, String.class, value -> Check.word(name, (String) value));
    }

    static Parameter<Double> number(String name) {
        return number(name, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    static Parameter<Double> number(String name, double least, double most) {
        return new SimpleParameter<>(name, Double.class, value -> {
            double number = (Double) value;
            if (!(number >= least && number <= most)) {
                throw new IllegalArgumentException(name + " must be a number"
                        + (least == 0 ? " from 0" + (most == 1 ? " to 1" : " on") : "") + ", not " + value);
            }
            return value;
        });
    }

    static Parameter<Integer> count(String name, int least) {
        return new SimpleParameter<>(name, Integer.class, value -> {
            if ((Integer) value < least) {
                throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
            }
            return value;
        });
    }

    static Parameter<List<String>> words(String name) {
        return list(name, String.class);
    }

    static <E> Parameter<List<E>> list(String name, Class<E> element) {
        return new SimpleParameter<>(name, List.class, value -> {
            List<?> elements = List.copyOf((List<?>) value);
            if (elements.isEmpty()) {
                throw new IllegalArgumentException(name + " is empty: leave it out instead");
            }
            return elements.stream().map(element::cast).toList();
        });
    }

    static Parameter<Map<String, String>> labels(String name) {
        return map(name, String.class, value -> value);
    }

    static Parameter<Map<String, ? extends Number>> numbers(String name) {
        return map(name, Number.class, value -> {
            if (!Double.isFinite(((Number) value).doubleValue())) {
                throw new IllegalArgumentException(name + " must hold numbers, not " + value);
            }
            return value;
        });
    }

    private static <M> Parameter<M> map(String name, Class<?> element, UnaryOperator<Object> each) {
        return new SimpleParameter<>(name, Map.class, value -> {
            Map<String, Object> copy = new LinkedHashMap<>();
            ((Map<?, ?>) value)
                    .forEach((key, member) ->
                            copy.put((String) key, each.apply(element.cast(Objects.requireNonNull(member, name)))));
            return Collections.unmodifiableMap(copy);
        });
    }

    /** A value as it may be kept. */
    static Object checked(Parameter<?> parameter, Object value) {
        SimpleParameter<?> known = (SimpleParameter<?>) parameter;
        return known.check.apply(Objects.requireNonNull(known.type.cast(value), known.name));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public String toString() {
        return name;
    }
}
