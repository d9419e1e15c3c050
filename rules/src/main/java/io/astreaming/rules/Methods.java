package io.astreaming.rules;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Methods of one type, by name. Immutable.
 *
 * @param type the type's full name
 * @param names the names of the methods
 */
record Methods(String type, Set<String> names) {
    static Methods of(String type, String... names) {
        return new Methods(type, Set.of(names));
    }

    /** {@return whether an access calls or refers to one of these methods} */
    boolean include(JavaAccess<?> access) {
        return names.contains(access.getName())
                && access.getTargetOwner().getName().equals(type);
    }

    /** {@return where a method, constructor or initializer, or a lambda in it, calls or refers to one of the methods} */
    static Stream<JavaAccess<?>> uses(JavaCodeUnit unit, Methods... methods) {
        return unit.getAccessesFromSelf().stream()
                .filter(access -> Arrays.stream(methods).anyMatch(each -> each.include(access)));
    }

    /** {@return whether a method, constructor or initializer, or a lambda in it, uses one of the methods} */
    static boolean areUsed(JavaCodeUnit unit, Methods... methods) {
        return uses(unit, methods).findAny().isPresent();
    }
}
