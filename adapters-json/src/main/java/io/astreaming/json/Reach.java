package io.astreaming.json;

import java.lang.reflect.Modifier;

/** Whether JSON-B gets at a record, and what to do if it doesn't. */
final class Reach {
    private Reach() {}

    /**
     * Refuses what providers of JSON-B can't make an instance of.
     *
     * @throws IllegalArgumentException if the record isn't public, or its package is closed; says what to write where
     */
    static void check(Class<?> type) {
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new IllegalArgumentException("JSON-B can't reach the record " + type.getName()
                    + ": make it public; a record within a method can't be, so move it out");
        }
        Module module = type.getModule();
        String name = type.getPackageName();
        if (!module.isExported(name) && !module.isOpen(name)) {
            throw new IllegalArgumentException(
                    "JSON-B can't reach the record " + type.getName() + ": add \"exports " + name
                            + ";\" or \"opens " + name + ";\" to the module-info of " + module.getName()
                            + "; to everybody, since providers reflect through a public lookup and \"to\" somebody isn't enough");
        }
    }
}
