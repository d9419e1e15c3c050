package io.astreaming.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;

/** At least one of the classes uses Astreaming. For one evaluation at a time, as ArchUnit evaluates a condition. */
final class LibraryUse extends ArchCondition<JavaClass> {
    private int classes;
    private boolean used;

    LibraryUse() {
        super("use Astreaming somewhere");
    }

    @Override
    public void init(Collection<JavaClass> all) {
        classes = all.size();
        used = false;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        used |= type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("io.astreaming"));
    }

    @Override
    public void finish(ConditionEvents events) {
        if (!used) {
            events.add(SimpleConditionEvent.violated(
                    this, "None of the " + classes + " imported classes depends on io.astreaming"));
        }
    }
}
