package io.astreaming.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one implementation: a name, a class, and a check that every value passes and comes out of immutable. */
final class SimpleParameter<T> implements Parameter<T> {
    /** Filled while the constants of {@link Parameter} are made, and not after. */
    private static final Map<String, Parameter<?>> ALL = new LinkedHashMap<>();

    private final String name;
    private final Class<?> type;
    private final Rule rule;
    /** Of what the members of a list or a map are. */
    private final Class<?> element;

    private final double least;
    private final double most;

    /** What is checked of a value beside its class. */
    private enum Rule {
        NOTHING,
        WORD,
        RANGE,
        LIST,
        MAP
    }

    private SimpleParameter(String name, Class<?> type, Rule rule, Class<?> element, double least, double most) {
        this.name = name;
        this.type = type;
        this.rule = rule;
        this.element = element;
        this.least = least;
        this.most = most;
        ALL.put(name, this);
    }

    private SimpleParameter(String name, Class<?> type, Rule rule, Class<?> element) {
        this(name, type, rule, element, 0, 0);
    }

    static List<Parameter<?>> all() {
        return List.copyOf(ALL.values());
    }

    static @Nullable Parameter<?> named(String name) {
        return ALL.get(name);
    }

    static <T> Parameter<T> of(String name, Class<T> type) {
        return new SimpleParameter<>(name, type, Rule.NOTHING, type);
    }

    static Parameter<String> word(String name) {
        return new SimpleParameter<>(name, String.class, Rule.WORD, String.class);
    }

    static Parameter<Double> number(String name) {
        return number(name, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    static Parameter<Double> number(String name, double least, double most) {
        return new SimpleParameter<>(name, Double.class, Rule.RANGE, Double.class, least, most);
    }

    static Parameter<Integer> count(String name, int least) {
        return new SimpleParameter<>(name, Integer.class, Rule.RANGE, Integer.class, least, Integer.MAX_VALUE);
    }

    static Parameter<List<String>> words(String name) {
        return list(name, String.class);
    }

    static <E> Parameter<List<E>> list(String name, Class<E> element) {
        return new SimpleParameter<>(name, List.class, Rule.LIST, element);
    }

    static Parameter<Map<String, String>> labels(String name) {
        return new SimpleParameter<>(name, Map.class, Rule.MAP, String.class);
    }

    static Parameter<Map<String, ? extends Number>> numbers(String name) {
        return new SimpleParameter<>(name, Map.class, Rule.MAP, Number.class);
    }

    /** A value as it may be kept. */
    static Object checked(Parameter<?> parameter, Object value) {
        SimpleParameter<?> known = (SimpleParameter<?>) parameter;
        return known.checked(Objects.requireNonNull(known.type.cast(value), known.name));
    }

    private Object checked(Object value) {
        return switch (rule) {
            case NOTHING -> value;
            case WORD -> Check.word(name, (String) value);
            case RANGE -> inRange((Number) value);
            case LIST -> list((List<?>) value);
            case MAP -> map((Map<?, ?>) value);
        };
    }

    private Number inRange(Number value) {
        double number = value.doubleValue();
        if (number >= least && number <= most) {
            return value;
        }
        String range = type == Integer.class
                ? " must be at least " + (int) least
                : " must be a number" + (least == 0 ? " from 0" + (most == 1 ? " to 1" : " on") : "");
        throw new IllegalArgumentException(name + range + ", not " + value);
    }

    private List<?> list(List<?> value) {
        List<?> elements = List.copyOf(value);
        if (elements.isEmpty()) {
            throw new IllegalArgumentException(name + " is empty: leave it out instead");
        }
        return elements.stream().map(element::cast).toList();
    }

    private Map<String, Object> map(Map<?, ?> value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        value.forEach(
                (key, member) -> copy.put((String) key, finite(element.cast(Objects.requireNonNull(member, name)))));
        return Collections.unmodifiableMap(copy);
    }

    private Object finite(Object member) {
        if (member instanceof Number number && !Double.isFinite(number.doubleValue())) {
            throw new IllegalArgumentException(name + " must hold numbers, not " + member);
        }
        return member;
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
