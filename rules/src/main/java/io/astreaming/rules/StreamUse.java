package io.astreaming.rules;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;
import java.util.stream.Stream;

/** Finds code that leaves streams open, ignores how they ended, or blocks where nothing may block. */
final class StreamUse {
    private static final Set<String> WHAT_CLOSES = Set.of(
            Api.CHAT_STREAM,
            Api.RESULT_STREAM,
            "java.lang.AutoCloseable",
            "java.io.Closeable",
            "java.util.stream.BaseStream",
            "java.util.stream.Stream");

    private static final Set<String> READ_BY_THE_CALLER = Set.of(
            Api.CHAT_STREAM,
            Api.RESULT_STREAM,
            "java.lang.Iterable",
            "java.util.Iterator",
            "java.util.Spliterator",
            "java.util.concurrent.Flow$Publisher",
            "java.util.stream.Stream");

    private static final String OUTCOMES = "io.astreaming.completion.";

    private static final String[] ASYNCHRONOUS = {
        "java.util.concurrent.CompletionStage",
        "java.util.concurrent.Flow$Publisher",
        "org.reactivestreams.Publisher",
        "io.reactivex.rxjava3.core.Completable",
        "io.reactivex.rxjava3.core.Maybe",
        "io.reactivex.rxjava3.core.Observable",
        "io.reactivex.rxjava3.core.Single",
        "io.smallrye.mutiny.Multi",
        "io.smallrye.mutiny.Uni",
        "io.vertx.core.Future"
    };

    private static final Set<String> MAY_BLOCK =
            Set.of("io.smallrye.common.annotation.Blocking", "io.smallrye.common.annotation.RunOnVirtualThread");

    private static final Methods WAITS = Methods.of("java.util.concurrent.CompletableFuture", "get", "join");

    private static final Methods[] READING = {
        Api.READS_EVENTS, Api.READS_SNAPSHOTS, Api.ENDS_A_STREAM, Api.ENDS_A_RESULT
    };

    private StreamUse() {}

    static Stream<JavaAccess<?>> leftOpen(JavaCodeUnit unit) {
        return closes(unit) || returns(unit, Set.of(Api.CHAT_STREAM, Api.RESULT_STREAM, "java.util.stream.Stream"))
                ? Stream.empty()
                : unit.getAccessesFromSelf().stream().filter(StreamUse::opensAStream);
    }

    /** A service's own method that returns a stream opens one just as {@code Chat.stream} does. */
    private static boolean opensAStream(JavaAccess<?> access) {
        return access instanceof JavaMethodCall call
                && !call.getTargetOwner().getName().equals(Api.RESULT_STREAM)
                && Set.of(Api.CHAT_STREAM, Api.RESULT_STREAM)
                        .contains(call.getTarget().getRawReturnType().getName());
    }

    private static boolean closes(JavaCodeUnit unit) {
        return unit.getAccessesFromSelf().stream()
                .anyMatch(access -> access.getName().equals("close")
                        && WHAT_CLOSES.contains(access.getTargetOwner().getName()));
    }

    static Stream<JavaAccess<?>> endIgnored(JavaCodeUnit unit) {
        return returns(unit, READ_BY_THE_CALLER) || Reach.of(unit).has(StreamUse::looksAtTheEnd)
                ? Stream.empty()
                : Methods.uses(unit, Api.READS_EVENTS, Api.READS_SNAPSHOTS, Api.PUBLISHES_EVENTS);
    }

    private static boolean looksAtTheEnd(JavaCodeUnit unit) {
        return Methods.areUsed(unit, Api.ENDS_A_STREAM, Api.ENDS_A_RESULT) || knowsTheOutcome(unit);
    }

    private static boolean knowsTheOutcome(JavaCodeUnit unit) {
        return Stream.concat(
                        unit.getAccessesFromSelf().stream().map(JavaAccess::getTargetOwner),
                        unit.getInstanceofChecks().stream().map(check -> check.getRawType()))
                .anyMatch(type -> type.getName().equals(Api.STREAM_ENDED) || type.isAssignableTo(Api.OUTCOME));
    }

    static Stream<JavaAccess<?>> partTakenForWhole(JavaCodeUnit unit) {
        return Methods.areUsed(unit, Api.ASKS_THE_OUTCOME) || tellsOutcomesApart(unit)
                ? Stream.empty()
                : Methods.uses(unit, Api.TAKES_WHAT_ARRIVED);
    }

    private static boolean tellsOutcomesApart(JavaCodeUnit unit) {
        return unit.getInstanceofChecks().stream()
                .anyMatch(check -> check.getRawType().getName().startsWith(OUTCOMES));
    }

    /** What a lambda does may run on another thread, so only the method itself counts. */
    static Stream<JavaAccess<?>> blockedHere(JavaCodeUnit unit) {
        if (!isAsynchronous(unit.getRawReturnType()) || mayBlock(unit)) {
            return Stream.empty();
        }
        Stream<JavaAccess<?>> waiting = Methods.areUsed(unit, Api.PUSHES) ? Methods.uses(unit, WAITS) : Stream.empty();
        return Stream.concat(Methods.uses(unit, READING), waiting).filter(access -> !access.isDeclaredInLambda());
    }

    private static boolean isAsynchronous(JavaClass type) {
        return Stream.of(ASYNCHRONOUS).anyMatch(type::isAssignableTo);
    }

    private static boolean mayBlock(JavaCodeUnit unit) {
        return MAY_BLOCK.stream()
                .anyMatch(name -> unit.isAnnotatedWith(name) || unit.getOwner().isAnnotatedWith(name));
    }

    private static boolean returns(JavaCodeUnit unit, Set<String> types) {
        return types.contains(unit.getRawReturnType().getName());
    }
}
