package io.astreaming.archunit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.function.Predicate;

/** Conditions on classes that ArchUnit doesn't have itself. */
final class TypeConditions {
    static final ArchCondition<JavaClass> BE_A_RECORD_AN_ENUM_OR_SEALED = be(
            "a record, an enum, an annotation or sealed",
            type -> type.isRecord() || type.isEnum() || type.isAnnotation() || type.isSealed());

    static final ArchCondition<JavaClass> BE_AN_INTERFACE_OR_A_VALUE =
            be("an interface or an immutable value", type -> type.isInterface() || isValue(type));

    static final ArchCondition<JavaClass> IMPLEMENT_A_PORT = be(
            "the implementation of a port",
            type -> type.getAllRawInterfaces().stream()
                    .anyMatch(port -> port.getPackageName().equals(ChatArchitecture.PORT)));

    static final ArchCondition<JavaClass> BE_IN_A_NULL_MARKED_PACKAGE = be(
            "in a package that is @NullMarked",
            type -> type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked"));

    static final DescribedPredicate<JavaClass> ARE_PUBLIC =
            DescribedPredicate.describe("are public", type -> isPublic(type) && type.isTopLevelClass());

    static final DescribedPredicate<JavaClass> ARE_NO_BUILDERS = DescribedPredicate.describe(
            "are public and no builders",
            type -> isPublic(type) && !type.getSimpleName().endsWith("Builder"));

    /**
     * A file is a top-level class with all that is nested in it. A type and its builder define each other, a reply and the
     * points at which it breaks too.
     */
    static final SliceAssignment FILES_OF_THE_REPLAY_SERVER = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith("io.astreaming.replay")
                    ? SliceIdentifier.of(type.getName()
                            .replaceFirst("\\$.*", "")
                            .replaceFirst("Builder$", "")
                            .replaceFirst("\\.FaultPoint$", ".Reply"))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "files of the replay server";
        }
    };

    static final DescribedPredicate<JavaAccess<?>> THE_TIME_IS_ASKED =
            DescribedPredicate.describe("it asks the machine for the time", access -> asksTheTime(access.getTarget()));

    private TypeConditions() {}

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static boolean isValue(JavaClass type) {
        boolean isFinal = type.getModifiers().contains(JavaModifier.FINAL) || type.isAnonymousClass();
        return isFinal
                && type.getFields().stream()
                        .allMatch(field -> field.getModifiers().contains(JavaModifier.FINAL));
    }

    private static boolean asksTheTime(AccessTarget target) {
        JavaClass owner = target.getOwner();
        return switch (target.getName()) {
            case "nanoTime", "currentTimeMillis" -> owner.isEquivalentTo(System.class);
            case "now", "systemUTC", "systemDefaultZone", "system" ->
                owner.getPackageName().startsWith("java.time");
            default -> false;
        };
    }

    private static ArchCondition<JavaClass> be(String shape, Predicate<JavaClass> test) {
        return new ArchCondition<>("be " + shape) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean holds = test.test(type);
                String verb = holds ? " is " : " is not ";
                String message = type.getDescription() + verb + shape + " in " + type.getSourceCodeLocation();
                events.add(new SimpleConditionEvent(type, holds, message));
            }
        };
    }
}
