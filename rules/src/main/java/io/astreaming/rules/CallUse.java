package io.astreaming.rules;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.TryCatchBlock;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds code that runs tools too early, drops errors, or makes for one request what is made once. */
final class CallUse {
    private static final String[] PARSERS = {
        "jakarta.json.", "javax.json.", "com.fasterxml.jackson.", "tools.jackson.", "com.google.gson.", "org.json."
    };

    private static final Methods RUNS_A_TASK = Methods.of("java.lang.Runnable", "run");
    private static final Methods RUNS_DIRECTLY =
            Methods.of("com.google.common.util.concurrent.MoreExecutors", "directExecutor");

    private static final Set<String> CATCHES_ALL = Set.of("java.lang.RuntimeException", "java.lang.Exception");
    private static final String ERRORS = "io.astreaming.error.";

    private CallUse() {}

    static Stream<JavaAccess<?>> runWithoutAsking(JavaCodeUnit unit) {
        return Methods.areUsed(unit, Api.ASKS_WHETHER_COMPLETE) || !usesSingleCalls(unit)
                ? Stream.empty()
                : Methods.uses(unit, Api.LISTS_TOOL_CALLS);
    }

    private static boolean usesSingleCalls(JavaCodeUnit unit) {
        return Methods.areUsed(unit, Api.READS_ARGUMENTS)
                || targets(unit)
                        .anyMatch(target -> target.getRawParameterTypes().stream()
                                .anyMatch(type -> type.getName().equals(Api.TOOL_CALL)));
    }

    static Stream<JavaAccess<?>> fragmentsParsed(JavaCodeUnit unit) {
        return Reach.of(unit).has(CallUse::parses) ? Methods.uses(unit, Api.READS_A_FRAGMENT) : Stream.empty();
    }

    private static boolean parses(JavaCodeUnit unit) {
        return unit.getAccessesFromSelf().stream()
                .map(access -> access.getTargetOwner().getName())
                .anyMatch(owner -> Stream.of(PARSERS).anyMatch(owner::startsWith));
    }

    static Stream<JavaAccess<?>> madeForOneRequest(JavaCodeUnit unit) {
        boolean streams =
                Methods.areUsed(unit, Api.OPENS_A_STREAM, Api.PUBLISHES_EVENTS, Api.PUBLISHES_OR_FAILS, Api.PUSHES);
        return streams && !unit.getName().equals("main")
                ? Methods.uses(unit, Api.OPENS_A_CHAT, Api.OPENS_A_CHAT_OVER, Api.MAKES_A_TRANSPORT)
                : Stream.empty();
    }

    static Stream<JavaAccess<?>> calledOnTheTransportsThread(JavaCodeUnit unit) {
        return Methods.areUsed(unit, RUNS_A_TASK, RUNS_DIRECTLY)
                ? Methods.uses(unit, Api.SETS_AN_EXECUTOR)
                : Stream.empty();
    }

    /** ArchUnit sees what is caught and not what the handler does; so the whole method counts as the handler. */
    static Stream<TryCatchBlock> errorsDropped(JavaCodeUnit unit) {
        return looksAtAnError(unit)
                ? Stream.empty()
                : unit.getTryCatchBlocks().stream().filter(CallUse::catchesOurErrors);
    }

    private static boolean catchesOurErrors(TryCatchBlock block) {
        return catches(block, name -> name.startsWith(ERRORS))
                || (catches(block, CATCHES_ALL::contains) && mayThrowOurErrors(block));
    }

    private static boolean catches(TryCatchBlock block, Predicate<String> names) {
        return block.getCaughtThrowables().stream().map(JavaClass::getName).anyMatch(names);
    }

    private static boolean mayThrowOurErrors(TryCatchBlock block) {
        return block.getAccessesContainedInTryBlock().stream()
                .anyMatch(access -> Stream.of(Api.ENDS_A_STREAM, Api.ENDS_A_RESULT, Api.THROWS_UNLESS_COMPLETED)
                        .anyMatch(each -> each.include(access)));
    }

    private static boolean looksAtAnError(JavaCodeUnit unit) {
        return unit.getAccessesFromSelf().stream()
                        .anyMatch(access -> access.getTargetOwner().isAssignableTo(Throwable.class)
                                && !access.getName().equals("addSuppressed")) // try-with-resources itself calls it
                || targets(unit)
                        .anyMatch(target -> target.getOwner().getSimpleName().endsWith("Logger")
                                || target.getRawParameterTypes().stream()
                                        .anyMatch(type -> type.isAssignableTo(Throwable.class)
                                                && !target.getName().equals("addSuppressed")));
    }

    private static Stream<CodeUnitAccessTarget> targets(JavaCodeUnit unit) {
        return unit.getAccessesFromSelf().stream()
                .map(JavaAccess::getTarget)
                .filter(CodeUnitAccessTarget.class::isInstance)
                .map(CodeUnitAccessTarget.class::cast);
    }
}
