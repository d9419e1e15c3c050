package io.astreaming.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rules for services that use Astreaming, for ArchUnit in their own builds. The constants need no parameters;
 * {@code ArchTests.in(ChatUsageRules.class)} checks them all in a JUnit test, and {@link #ALL} lists them for other
 * uses. The methods make rules about the packages of a service. Each rule says in its message why it is there and what
 * to do.
 *
 * <p>The rules look at calls and types, one method at a time with its lambdas, not at the flow of data: some let a
 * clever mistake pass, and a few may report code that is right. Such code can be told apart by a method of its own, or
 * the rule be left out. {@code FreezingArchRule.freeze(rule)} accepts what an old service has and reports what is new.
 * Import the classes without those of tests. Rules of which a service has no case hold, except {@link
 * #ASTREAMING_IS_USED}.
 *
 * <p>The rules name the library's types as text and need no class of it. Immutable and thread-safe, except
 * {@link #ASTREAMING_IS_USED}, which is evaluated by one thread at a time.
 */
public final class ChatUsageRules {
    private static final String[] ADAPTERS = {
        "io.astreaming",
        "io.astreaming.http..",
        "io.astreaming.jfr..",
        "io.astreaming.json..",
        "io.astreaming.micrometer..",
        "io.astreaming.opentelemetry..",
        "io.astreaming.sse.."
    };

    /** Packages that no module exports; on the class path, nothing else keeps code from using them. */
    static final String[] INTERNAL = {
        "io.astreaming.client..",
        "io.astreaming.failover..",
        "io.astreaming.interpret..",
        "io.astreaming.json.*..",
        "io.astreaming.protocol..",
        "io.astreaming.replay.*.."
    };

    /** What a service's own model may know of an answer. */
    private static final String[] WIRE = {
        "io.astreaming.chunk..",
        "io.astreaming.dispatch..",
        "io.astreaming.engine..",
        "io.astreaming.port..",
        "io.astreaming.settings..",
        "io.astreaming.stream..",
        "io.astreaming.tool..",
        "io.astreaming.trace.."
    };

    private static final String[] OTHER_CLIENTS = {
        "com.openai..",
        "dev.langchain4j..",
        "org.springframework.ai..",
        "com.azure.ai.openai..",
        "java.net.http..",
        "org.apache.http..",
        "org.apache.hc..",
        "okhttp3..",
        "com.launchdarkly.eventsource.."
    };

    private static final List<String> STORED = List.of(
            "jakarta.persistence.Embeddable",
            "jakarta.persistence.Entity",
            "jakarta.persistence.MappedSuperclass",
            "javax.persistence.Embeddable",
            "javax.persistence.Entity",
            "javax.persistence.MappedSuperclass",
            "org.springframework.data.mongodb.core.mapping.Document",
            "org.springframework.data.relational.core.mapping.Table");

    /** Guards the other rules: a mistyped package would let all of them hold. */
    @ArchTest
    public static final ArchRule ASTREAMING_IS_USED = classes()
            .should(new LibraryUse())
            .allowEmptyShould(true)
            .as("Astreaming is used by the imported classes")
            .because("rules about classes that aren't there always hold: check the packages that the test imports");

    /** Code that opens a {@code ChatStream} or {@code ResultStream} closes it, or returns it to its caller. */
    @ArchTest
    public static final ArchRule STREAMS_ARE_CLOSED = CodeCondition.rule(
            "streams are closed by the code that opens them, or returned to its caller",
            StreamUse::leftOpen,
            "opens a stream and neither closes nor returns it",
            "an open stream holds a connection, and the provider goes on charging for it:"
                    + " open it in a try-with-resources statement");

    /**
     * Code that reads events looks at the outcome: by {@code outcome()}, {@code text()}, {@code completion()} or {@code
     * result()}, or in the last event. Code that pushes them on, to Reactor for example, does so from
     * {@code eventsOrError} or {@code textOrError}.
     */
    @ArchTest
    public static final ArchRule OUTCOMES_ARE_LOOKED_AT = CodeCondition.rule(
            "code that reads a stream looks at how it ended",
            StreamUse::endIgnored,
            "reads a stream and doesn't look at how it ended",
            "a stream that was truncated or failed ends without an exception: look at outcome() or at StreamEnded,"
                    + " or take eventsOrError or textOrError");

    /** {@code Outcome.completion()} may hold a part of an answer; who takes it asks the outcome as well. */
    @ArchTest
    public static final ArchRule PARTS_ARE_NOT_TAKEN_FOR_WHOLE_ANSWERS = CodeCondition.rule(
            "a part of an answer isn't taken for a whole one",
            StreamUse::partTakenForWhole,
            "takes Outcome.completion() without asking which outcome it is",
            "every outcome has what arrived, and only Completed has all of it:"
                    + " call orThrow(), or check instanceof Completed");

    /** Calls out of {@code CompletedChoice.toolCalls()} are asked whether they are {@code complete()}. */
    @ArchTest
    public static final ArchRule ONLY_COMPLETE_TOOL_CALLS_ARE_RUN = CodeCondition.rule(
            "only complete tool calls are run",
            CallUse::runWithoutAsking,
            "uses tool calls of an answer without asking whether they are complete",
            "arguments that were cut may look whole: run what ToolCallFinished brings, or check complete()");

    /** Pieces of a call's arguments may be shown, and aren't read as JSON. */
    @ArchTest
    public static final ArchRule ARGUMENT_FRAGMENTS_ARE_NOT_PARSED = CodeCondition.rule(
            "fragments of a tool call's arguments aren't parsed",
            CallUse::fragmentsParsed,
            "reads a fragment of arguments and parses JSON",
            "a fragment isn't JSON, and the call may never be finished: parse the arguments of ToolCallFinished");

    /** A method that makes a chat or a transport doesn't stream with it; {@code main} may. */
    @ArchTest
    public static final ArchRule CHATS_ARE_MADE_ONCE = CodeCondition.rule(
            "chats and transports are made once, not for each request",
            CallUse::madeForOneRequest,
            "makes a chat or a transport and streams with it",
            "each transport has connections and a thread of its own: make one when the service starts, and close it"
                    + " when it ends");

    /** {@code Chat.withExecutor} gets threads, not {@code Runnable::run}. */
    @ArchTest
    public static final ArchRule SUBSCRIBERS_HAVE_THREADS = CodeCondition.rule(
            "subscribers are called on an executor with threads",
            CallUse::calledOnTheTransportsThread,
            "calls subscribers on the transport's own thread",
            "a subscriber that blocks there delays every stream of the transport: give withExecutor a pool");

    /** A method that returns a future or a publisher doesn't pull a stream, or wait for one, itself. */
    @ArchTest
    public static final ArchRule ASYNCHRONOUS_METHODS_DO_NOT_BLOCK = CodeCondition.rule(
            "methods that return a future or a publisher don't block",
            StreamUse::blockedHere,
            "returns a future or a publisher, and yet blocks until a stream has more",
            "the caller may be an event loop: use textOrError, eventsOrError or outcome");

    /** A {@code ChatException} that is caught is looked at, passed on, or wrapped. */
    @ArchTest
    public static final ArchRule ERRORS_ARE_NOT_DROPPED = CodeCondition.rule(
            "errors of streams aren't dropped",
            CallUse::errorsDropped,
            "catches an error of a stream and doesn't look at it",
            "a ChatException says what failed and whether another attempt can help: log its kind(), hand it on, or ask"
                    + " isRetryable()");

    /** No class but a transport reveals a key. */
    @ArchTest
    public static final ArchRule KEYS_ARE_NOT_REVEALED = noClasses()
            .that(DescribedPredicate.not(assignableTo(Api.TRANSPORT)))
            .should()
            .accessTargetWhere(access("ApiKey.reveal() is called", Api.REVEALS_A_KEY))
            .allowEmptyShould(true)
            .as("keys aren't revealed")
            .because("a revealed key gets into logs and messages: hand the ApiKey itself to the transport");

    /** Events, completions and other types of the library aren't part of what a service stores. */
    @ArchTest
    public static final ArchRule STORED_TYPES_ARE_YOUR_OWN = fields().that(areStored())
            .should(new OwnTypes())
            .allowEmptyShould(true)
            .as("stored types have no fields of Astreaming's types")
            .because("what is stored outlives a version of a library: copy the values into types of your own");

    /** The replay server and the test kit are for tests. */
    @ArchTest
    public static final ArchRule TEST_TOOLS_STAY_IN_TESTS = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.astreaming.replay..", "io.astreaming.test.."))
            .allowEmptyShould(true)
            .as("the replay server and the test kit stay in tests")
            .because("they answer whatever they are told to: give astreaming-replay and astreaming-test the scope test,"
                    + " and import the classes without those of tests");

    /** No class uses packages that the library keeps to itself. */
    @ArchTest
    public static final ArchRule INTERNAL_PACKAGES_ARE_NOT_USED = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(INTERNAL))
            .allowEmptyShould(true)
            .as("Astreaming's internal packages aren't used")
            .because("they change without notice: the packages that the modules export have what a service needs");

    /** No class uses deprecated types or methods of the library. */
    @ArchTest
    public static final ArchRule DEPRECATED_API_IS_NOT_USED = noClasses()
            .should()
            .accessTargetWhere(deprecated())
            .allowEmptyShould(true)
            .as("deprecated API of Astreaming isn't used")
            .because("the next version may not have it: its Javadoc names what to use instead");

    /** All rules above, for use without JUnit: {@code ChatUsageRules.ALL.forEach(rule -> rule.check(classes))}. */
    public static final List<ArchRule> ALL = List.of(
            ASTREAMING_IS_USED,
            STREAMS_ARE_CLOSED,
            OUTCOMES_ARE_LOOKED_AT,
            PARTS_ARE_NOT_TAKEN_FOR_WHOLE_ANSWERS,
            ONLY_COMPLETE_TOOL_CALLS_ARE_RUN,
            ARGUMENT_FRAGMENTS_ARE_NOT_PARSED,
            CHATS_ARE_MADE_ONCE,
            SUBSCRIBERS_HAVE_THREADS,
            ASYNCHRONOUS_METHODS_DO_NOT_BLOCK,
            ERRORS_ARE_NOT_DROPPED,
            KEYS_ARE_NOT_REVEALED,
            STORED_TYPES_ARE_YOUR_OWN,
            TEST_TOOLS_STAY_IN_TESTS,
            INTERNAL_PACKAGES_ARE_NOT_USED,
            DEPRECATED_API_IS_NOT_USED);

    private ChatUsageRules() {}

    /**
     * Only these packages know the adapters for HTTP, JSON and observation, and the class {@code Astreaming}.
     *
     * @param packages the packages that put the service together, as ArchUnit writes them: {@code "..config.."}
     * @return the rule
     */
    public static ArchRule adaptersOnlyIn(String... packages) {
        return noClasses()
                .that(resideOutside(packages))
                .should()
                .dependOnClassesThat(resideInAnyPackage(ADAPTERS))
                .allowEmptyShould(true)
                .as("adapters are wired only in " + listed(packages))
                .because("the rest of a service needs a Chat and its events: let it be handed the Chat");
    }

    /**
     * Only these packages make keys.
     *
     * @param packages where the service reads its configuration
     * @return the rule
     */
    public static ArchRule keysOnlyIn(String... packages) {
        return noClasses()
                .that(resideOutside(packages))
                .should()
                .accessTargetWhere(access("an ApiKey is made", Api.MAKES_A_KEY))
                .allowEmptyShould(true)
                .as("keys are handled only in " + listed(packages))
                .because("a secret that one place handles can be changed and guarded there: hand the Chat on instead");
    }

    /**
     * Only these packages write traces, which hold prompts and answers: they call {@code Chat.withTrace} and implement
     * {@code TraceSink}.
     *
     * @param packages the packages that data protection has to look at
     * @return the rule
     */
    public static ArchRule tracesOnlyIn(String... packages) {
        return noClasses()
                .that(resideOutside(packages))
                .should()
                .accessTargetWhere(access("a trace is set", Api.SETS_A_TRACE))
                .orShould()
                .beAssignableTo(Api.TRACE_SINK)
                .allowEmptyShould(true)
                .as("traces are written only in " + listed(packages))
                .because("a trace holds prompts and answers: keep who writes it where data protection looks");
    }

    /**
     * Only these packages use other clients of models, and HTTP clients with which one could be written.
     *
     * @param packages the packages that may; the configuration, which may hand an {@code HttpClient} to a transport, is
     *     usually among them
     * @return the rule
     */
    public static ArchRule otherClientsOnlyIn(String... packages) {
        return noClasses()
                .that(resideOutside(packages))
                .should()
                .dependOnClassesThat(resideInAnyPackage(OTHER_CLIENTS))
                .allowEmptyShould(true)
                .as("other clients are used only in " + listed(packages))
                .because("one way to a model has one set of timeouts, limits and retries: ask through the Chat");
    }

    /**
     * These packages know events, completions and outcomes, and nothing of how they came.
     *
     * @param packages the service's own domain
     * @return the rule
     */
    public static ArchRule onlyAnswersIn(String... packages) {
        return noClasses()
                .that(resideInAnyPackage(packages))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        Stream.of(WIRE, ADAPTERS).flatMap(Arrays::stream).toArray(String[]::new)))
                .allowEmptyShould(true)
                .as(listed(packages) + " see answers, not how they come")
                .because("a domain that holds streams and settings can't be tested without them: hand it events or"
                        + " completions");
    }

    /**
     * Types of these packages have no fields of the library's types.
     *
     * @param packages what is stored or sent as JSON, such as {@code "..dto.."}
     * @return the rule
     */
    public static ArchRule ownTypesIn(String... packages) {
        return fields().that()
                .areDeclaredInClassesThat(resideInAnyPackage(packages))
                .should(new OwnTypes())
                .allowEmptyShould(true)
                .as(listed(packages) + " have no fields of Astreaming's types")
                .because("what is stored or sent outlives a version of a library: copy the values into types of your"
                        + " own");
    }

    private static DescribedPredicate<JavaClass> resideOutside(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages));
    }

    private static DescribedPredicate<JavaAccess<?>> access(String description, Methods methods) {
        return DescribedPredicate.describe(description, methods::include);
    }

    private static DescribedPredicate<JavaAccess<?>> deprecated() {
        return DescribedPredicate.describe(
                "it is deprecated API of Astreaming",
                access -> access.getTargetOwner().getPackageName().startsWith("io.astreaming")
                        && (access.getTargetOwner().isAnnotatedWith(Deprecated.class)
                                || access.getTarget().isAnnotatedWith(Deprecated.class)));
    }

    private static DescribedPredicate<JavaField> areStored() {
        return DescribedPredicate.describe(
                "are stored", field -> STORED.stream().anyMatch(field.getOwner()::isAnnotatedWith));
    }

    private static String listed(String... packages) {
        return String.join(", ", packages);
    }
}
