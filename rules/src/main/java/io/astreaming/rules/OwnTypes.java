package io.astreaming.rules;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Fields whose types, type arguments included, aren't of the library. Immutable. */
final class OwnTypes extends ArchCondition<JavaField> {
    OwnTypes() {
        super("have no type of Astreaming");
    }

    @Override
    public void check(JavaField field, ConditionEvents events) {
        field.getAllInvolvedRawTypes().stream()
                .filter(type -> type.getPackageName().startsWith("io.astreaming."))
                .forEach(type -> events.add(SimpleConditionEvent.violated(
                        field,
                        field.getDescription() + " has the type " + type.getName() + " in "
                                + field.getSourceCodeLocation())));
    }
}
