package io.astreaming.rules;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The code that belongs to one method: itself, the methods of its own class that it uses, and all methods of the
 * objects that it creates, such as a subscriber. Immutable.
 */
final class Reach {
    private final Set<JavaCodeUnit> units = new LinkedHashSet<>();

    private Reach() {}

    static Reach of(JavaCodeUnit begin) {
        Reach reach = new Reach();
        Deque<JavaCodeUnit> todo = new ArrayDeque<>();
        todo.add(begin);
        while (!todo.isEmpty()) {
            JavaCodeUnit unit = todo.remove();
            if (reach.units.add(unit)) {
                for (JavaAccess<?> access : unit.getAccessesFromSelf()) {
                    if (sameFile(access.getTargetOwner(), begin.getOwner())) {
                        resolved(access).ifPresent(todo::add);
                    }
                    if (access instanceof JavaConstructorCall && unit == begin) {
                        todo.addAll(access.getTargetOwner().getMethods());
                    }
                }
            }
        }
        return reach;
    }

    boolean has(Predicate<JavaCodeUnit> condition) {
        return units.stream().anyMatch(condition);
    }

    private static Optional<? extends JavaCodeUnit> resolved(JavaAccess<?> access) {
        return access.getTarget()
                .resolveMember()
                .filter(JavaCodeUnit.class::isInstance)
                .map(JavaCodeUnit.class::cast);
    }

    private static boolean sameFile(JavaClass one, JavaClass other) {
        return outermost(one).equals(outermost(other));
    }

    private static String outermost(JavaClass type) {
        String name = type.getName();
        int dollar = name.indexOf('$');
        return dollar < 0 ? name : name.substring(0, dollar);
    }
}
