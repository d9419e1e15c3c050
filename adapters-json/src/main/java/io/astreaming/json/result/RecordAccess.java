package io.astreaming.json.result;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Checks that JSON-B can create a record from its components. */
final class RecordAccess {
    private RecordAccess() {}

    /**
     * Refuses a record that providers of JSON-B can't create, or create from anything but its components.
     *
     * @throws IllegalArgumentException if this is such a record; the message says what to change
     */
    static void check(Class<?> type) {
        if (!Modifier.isPublic(type.getModifiers())) {
            throw unreachable(type, "make it public; a record declared in a method can't be public, so move it out");
        }
        Module module = type.getModule();
        String name = type.getPackageName();
        if (!module.isExported(name) && !module.isOpen(name)) {
            throw unreachable(
                    type,
                    "add \"exports " + name + ";\" or \"opens " + name + ";\" to the module-info of " + module.getName()
                            + ", without \"to\", since providers reflect through a public lookup");
        }
        checkConstructors(type);
    }

    private static void checkConstructors(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(JsonbCreator.class)) {
                throw refused(
                        type,
                        "is created by a method, whose parameters aren't the components",
                        "annotate no method with @JsonbCreator");
            }
        }
        Constructor<?> canonical = canonical(type);
        if (type.getDeclaredConstructors().length > 1 && !canonical.isAnnotationPresent(JsonbCreator.class)) {
            throw refused(
                    type,
                    "has several constructors",
                    "annotate the one that has all components with @JsonbCreator, or use static factories");
        }
        if (!Arrays.stream(canonical.getParameters()).allMatch(RecordAccess::hasName)) {
            throw refused(
                    type,
                    "has lost the names of its constructor's parameters, without which JSON-B finds no component",
                    "let the tool that rewrites class files keep MethodParameters, or name each component with @JsonbProperty");
        }
    }

    private static boolean hasName(Parameter parameter) {
        JsonbProperty property = parameter.getAnnotation(JsonbProperty.class);
        return parameter.isNamePresent()
                || (property != null && !property.value().isEmpty());
    }

    private static Constructor<?> canonical(Class<?> type) {
        Class<?>[] components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(components);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // every record has it
        }
    }

    private static IllegalArgumentException unreachable(Class<?> type, String what) {
        return new IllegalArgumentException("JSON-B can't reach the record " + type.getName() + ": " + what);
    }

    private static IllegalArgumentException refused(Class<?> type, String why, String what) {
        return new IllegalArgumentException("the record " + type.getName() + " " + why + "; " + what);
    }
}
