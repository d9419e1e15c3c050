package io.astreaming.archunit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static io.astreaming.archunit.TypeConditions.ARE_NO_BUILDERS;
import static io.astreaming.archunit.TypeConditions.ARE_PUBLIC;
import static io.astreaming.archunit.TypeConditions.BE_AN_INTERFACE_OR_A_VALUE;
import static io.astreaming.archunit.TypeConditions.BE_A_RECORD_AN_ENUM_OR_SEALED;
import static io.astreaming.archunit.TypeConditions.BE_IN_A_NULL_MARKED_PACKAGE;
import static io.astreaming.archunit.TypeConditions.FILES_OF_THE_REPLAY_SERVER;
import static io.astreaming.archunit.TypeConditions.IMPLEMENT_A_PORT;
import static io.astreaming.archunit.TypeConditions.THE_TIME_IS_ASKED;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The architecture of Astreaming as rules. Which package may use which stands in the diagram {@code docs/architecture.puml};
 * what a package may use besides stands in allow-lists here, so that what nobody thought of is forbidden.
 */
public final class ChatArchitecture {
    static final String PORT = "io.astreaming.port";

    /** The diagram that the code must follow. */
    static final Path DIAGRAM = Path.of(System.getProperty("astreaming.root", ".."), "docs", "architecture.puml");

    /** The packages that users see, by module. */
    private static final String[] MODEL = packages("chunk", "value", "request", "completion");

    private static final String[] DOMAIN = with(
            MODEL,
            packages(
                    "settings",
                    "port",
                    "protocol.gemini",
                    "protocol.messages",
                    "protocol.ollama",
                    "protocol.responses",
                    "interpret",
                    "event",
                    "error",
                    "engine",
                    "client",
                    "dispatch",
                    "failover",
                    "stream",
                    "tool",
                    "trace",
                    "jsontext"));
    private static final String[] HTTP = packages("http", "sse");
    private static final String[] RELAY = packages("relay", "relay.log");
    private static final String[] RELAY_HTTP = packages("http.relay");
    private static final String[] REDIS = packages("redis");
    private static final String[] JSON = packages(
            "json",
            "json.token",
            "json.chunk",
            "json.fast",
            "json.request",
            "json.responses",
            "json.messages",
            "json.gemini",
            "json.ollama",
            "json.error",
            "json.result");
    private static final String[] REPLAY = packages("replay", "replay.net", "replay.completion", "replay.format");
    private static final String[] KIT = packages("test");
    private static final String[] APP = packages(
            "app",
            "app.bench",
            "app.chat",
            "app.endpoint",
            "app.file",
            "app.inspect",
            "app.live",
            "app.recording",
            "app.relay",
            "app.report",
            "app.serve",
            "app.server",
            "app.terminal",
            "app.trace");
    private static final String[] LIBRARY = {"io.astreaming", "io.astreaming.gateway"};
    private static final String[] OBSERVATION = packages("observation");
    private static final String[] OPENTELEMETRY = packages("opentelemetry");
    private static final String[] MICROMETER = packages("micrometer");
    private static final String[] JFR = packages("jfr");
    private static final String[] USAGE_RULES = packages("rules");
    private static final String[] OBSERVERS = with(with(OPENTELEMETRY, MICROMETER), JFR);
    private static final String[] ALL = all(
            DOMAIN,
            HTTP,
            RELAY,
            RELAY_HTTP,
            REDIS,
            JSON,
            LIBRARY,
            REPLAY,
            KIT,
            APP,
            OBSERVATION,
            OBSERVERS,
            USAGE_RULES);

    /** Packages that no module exports. Their public types are for the packages that the diagram names, not for users. */
    private static final String[] INTERNAL = packages(
            "interpret",
            "client",
            "protocol.gemini",
            "protocol.messages",
            "failover",
            "protocol.ollama",
            "protocol.responses",
            "json.token",
            "json.chunk",
            "json.fast",
            "json.request",
            "json.responses",
            "json.messages",
            "json.gemini",
            "json.ollama",
            "json.error",
            "json.result",
            "replay.net",
            "replay.completion",
            "replay.format");

    private static final String OURS = "io.astreaming..";
    private static final String RULES = "io.astreaming.archunit..";

    private static final String[] PLAIN_JAVA = {
        "java.lang..",
        "java.util",
        "java.util.concurrent..",
        "java.util.function",
        "java.util.stream",
        "java.time..",
        "java.nio",
        "java.nio.charset",
        "org.jspecify.."
    };

    private static final String[] JAVA_WITH_STREAMS = {
        "java.lang..", "java.util..", "java.time..", "java.io..", "java.nio..", "java.math..", "org.jspecify.."
    };

    private static final String[] JAVA_WITH_URIS = with(JAVA_WITH_STREAMS, "java.net");

    private static final String[] HTTP_OF_THE_JDK = {"java.net..", "javax.net..", "java.security.cert..", "jdk.jfr.."};

    /** Public types of exported packages of the adapters that implement no port and yet are meant for users. */
    private static final String ADAPTER_API = "io\\.astreaming\\.(sse\\.(SseDecoder|SseEncoder)"
            + "|replay\\.(FaultPoint|Frame|Pace|ReceivedRequest|Recording|RecordingBuilder|ReplayServer|Reply)"
            + "|http\\.Providers"
            + "|http\\.relay\\.(RelayExchange|RelayRequest|RelayResponse)"
            + "|redis\\.RedisStreamLog"
            + "|json\\.(EventJson|JsonbResults)"
            + "|opentelemetry\\.ChatTelemetry|micrometer\\.ChatMetrics|jfr\\.(FlightRecording|StreamLog)"
            + "|rules\\.ChatUsageRules)";

    /** Who may ask the machine what time it is: the scheduler of streams, and the codec for dates in Retry-After. */
    private static final String CLOCKS =
            "io\\.astreaming\\.(client\\.SystemScheduler|relay\\.RelayThreads|redis\\.(ServerConnections|StreamFollower)|json\\.JsonbChatCodec)";

    @ArchTest
    public static final ArchRule packages_use_what_the_diagram_allows = classesIn(ALL)
            .should(adhereToPlantUmlDiagram(DIAGRAM, consideringOnlyDependenciesInDiagram()))
            .because("data flows one way, and the picture of it must be true");

    @ArchTest
    public static final ArchRule every_class_is_in_a_known_package = ours().should()
            .resideInAnyPackage(ALL)
            .because("a package without a place in the architecture is a decision that nobody made");

    @ArchTest
    public static final ArchRule the_domain_is_plain_java = classesIn(DOMAIN)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(with(DOMAIN, PLAIN_JAVA)))
            .because("the domain does no I/O and has no dependency, so that any program can drive it");

    @ArchTest
    public static final ArchRule the_http_adapter_uses_only_the_jdk = classesIn(HTTP)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(with(with(with(DOMAIN, HTTP), JAVA_WITH_STREAMS), HTTP_OF_THE_JDK)))
            .because("HTTP is this adapter's technology, and the JDK has it");

    @ArchTest
    public static final ArchRule the_relay_is_plain_java = classesIn(RELAY)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(with(with(with(DOMAIN, RELAY), PLAIN_JAVA), "java.security", "javax.crypto..")))
            .because("a stream survives by what the log keeps, whichever engine and server stand around it");

    @ArchTest
    public static final ArchRule the_http_of_a_relay_uses_only_the_jdk = classesIn(RELAY_HTTP)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(with(
                    with(with(with(with(DOMAIN, HTTP), RELAY), RELAY_HTTP), JAVA_WITH_STREAMS), "java.security")))
            .because("any server that can write bytes must be able to serve a relay's streams");

    @ArchTest
    public static final ArchRule redis_is_known_to_its_adapter_alone = classesIn(REDIS)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(with(
                    with(with(with(DOMAIN, RELAY), REDIS), JAVA_WITH_URIS),
                    "io.lettuce.core..",
                    "java.security..",
                    "javax.crypto..",
                    "javax.net.ssl")))
            .because("a relay must be able to stand on another engine, and entries may be encrypted");

    @ArchTest
    public static final ArchRule the_json_adapter_uses_only_jakarta_json = classesIn(JSON)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(with(with(with(DOMAIN, JSON), JAVA_WITH_STREAMS), "jakarta.json..")))
            .because("any implementation of JSON-B must do, the container's own first");

    @ArchTest
    public static final ArchRule the_replay_server_uses_only_the_jdk = classesIn(REPLAY)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(with(
                    with(with(with(DOMAIN, HTTP), REPLAY), JAVA_WITH_STREAMS), HTTP_OF_THE_JDK)))
            .because("a test double must not bring a server of its own into the tests of its users");

    @ArchTest
    public static final ArchRule the_test_kit_adds_only_junit = classesIn(KIT)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(with(
                    with(with(with(with(DOMAIN, LIBRARY), REPLAY), KIT), JAVA_WITH_URIS),
                    "org.junit.jupiter.api..",
                    "org.opentest4j..")))
            .because("a service has its own library of assertions, and none must be forced on it");

    @ArchTest
    public static final ArchRule what_observers_share_is_plain_java = classesIn(OBSERVATION)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(with(with(DOMAIN, OBSERVATION), JAVA_WITH_URIS)))
            .because("whoever observes streams must not need a second observer's technology");

    @ArchTest
    public static final ArchRule opentelemetry_is_known_to_its_adapter_alone =
            observer(OPENTELEMETRY, "io.opentelemetry.api..", "io.opentelemetry.context..");

    @ArchTest
    public static final ArchRule micrometer_is_known_to_its_adapter_alone =
            observer(MICROMETER, "io.micrometer.core..", "io.micrometer.observation..", "io.micrometer.common..");

    @ArchTest
    public static final ArchRule flight_recorder_is_known_to_its_adapter_alone = observer(JFR, "jdk.jfr");

    @ArchTest
    public static final ArchRule rules_for_services_know_only_archunit = classesIn(USAGE_RULES)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    with(USAGE_RULES, "java.lang..", "java.util..", "org.jspecify..", "com.tngtech.archunit..")))
            .because("a service's tests have the library's version that the service has, or none");

    @ArchTest
    public static final ArchRule model_types_are_records_enums_or_sealed = classesIn(MODEL)
            .and(ARE_PUBLIC)
            .and()
            .doNotHaveFullyQualifiedName("io.astreaming.request.Parameter") // its constants are typed keys
            .should(BE_A_RECORD_AN_ENUM_OR_SEALED)
            .because("values are immutable, and the kinds of each are known");

    @ArchTest
    public static final ArchRule model_state_is_final = fields().that()
            .areDeclaredInClassesThat(
                    ARE_NO_BUILDERS.and(resideInAnyPackage(with(MODEL, packages("error", "port", "settings")))))
            .should()
            .beFinal()
            .because("what the provider said doesn't change");

    @ArchTest
    public static final ArchRule packages_are_free_of_cycles = slices().matching("io.astreaming.(**)")
            .should()
            .beFreeOfCycles()
            .because("code that depends one way can be read in one pass");

    @ArchTest
    public static final ArchRule files_of_the_replay_server_are_free_of_cycles = slices().assignedFrom(
                    FILES_OF_THE_REPLAY_SERVER)
            .should()
            .beFreeOfCycles()
            .because("what can be understood file by file needn't be understood at once");

    @ArchTest
    public static final ArchRule adapters_publish_only_their_api = classesIn(with(
                    with(with(with(HTTP, JSON), REPLAY), OBSERVERS), USAGE_RULES))
            .and()
            .resideOutsideOfPackages(INTERNAL)
            .and(ARE_PUBLIC)
            .should(IMPLEMENT_A_PORT)
            .orShould()
            .haveNameMatching(ADAPTER_API)
            .because("a public type must be kept: each one of an adapter is named here on purpose");

    @ArchTest
    public static final ArchRule ports_are_interfaces_or_values = classesIn(PORT)
            .should(BE_AN_INTERFACE_OR_A_VALUE)
            .because("a port speaks the domain and does nothing itself");

    @ArchTest
    public static final ArchRule failures_are_chat_exceptions = ours().and()
            .areAssignableTo(Throwable.class)
            .and()
            .doNotHaveFullyQualifiedName(
                    "io.astreaming.micrometer.ObservedStream$StreamFailure") // told to Micrometer, never thrown
            .and()
            .doNotHaveFullyQualifiedName(
                    "io.astreaming.relay.LogUnreachableException") // says nothing of a stream: the log can't be read
            .should()
            .beAssignableTo("io.astreaming.error.ChatException")
            .because("a caller who catches the one sealed tree has caught everything");

    @ArchTest
    public static final ArchRule no_class_throws_generic_exceptions =
            NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.because(
                    "the type says what went wrong, and what the caller can do about it");

    @ArchTest
    public static final ArchRule only_the_command_line_talks_to_the_terminal = noClassOutsideTheApp()
            .should(ACCESS_STANDARD_STREAMS)
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .because("a library leaves terminal and process to its caller");

    @ArchTest
    public static final ArchRule time_comes_from_the_scheduler = noClassOutsideTheApp()
            .and()
            .haveNameNotMatching(CLOCKS)
            .and()
            .resideOutsideOfPackages(with(REPLAY, KIT))
            .should()
            .accessTargetWhere(THE_TIME_IS_ASKED)
            .because("time that is handed in can be tested without waiting");

    @ArchTest
    public static final ArchRule packages_are_null_marked = ours().should(BE_IN_A_NULL_MARKED_PACKAGE)
            .because("null is excluded for the whole package, and allowed where the type says so");

    @ArchTest
    public static final ArchRule no_class_logs = noClassOutsideTheApp()
            .and()
            .haveNameNotMatching("io\\.astreaming\\.jfr\\.StreamLog(\\$.*)?") // whoever adds it asks for a log
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("java.util.logging..", "org.slf4j..").or(assignableTo(System.Logger.class)))
            .because("prompts and keys end up in logs; events and errors tell the caller all there is");

    private ChatArchitecture() {}

    private static ArchRule observer(String[] packages, String... technology) {
        return classesIn(packages)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(with(
                        with(with(with(DOMAIN, OBSERVATION), packages), JAVA_WITH_STREAMS), technology)))
                .because("each adapter brings its own technology into a service and no other");
    }

    /** {@return all packages of the library and of its command line} */
    public static List<String> packages() {
        return List.of(ALL);
    }

    private static GivenClassesConjunction ours() {
        return classesIn(OURS).and().resideOutsideOfPackage(RULES);
    }

    private static GivenClassesConjunction classesIn(String... packages) {
        return classes().that().resideInAnyPackage(packages);
    }

    private static GivenClassesConjunction noClassOutsideTheApp() {
        return noClasses().that().resideInAPackage(OURS).and().resideOutsideOfPackages(APP);
    }

    private static String[] packages(String... names) {
        return Arrays.stream(names).map(name -> "io.astreaming." + name).toArray(String[]::new);
    }

    private static String[] all(String[]... groups) {
        return Stream.of(groups).flatMap(Stream::of).toArray(String[]::new);
    }

    private static String[] with(String[] some, String... more) {
        return Stream.of(some, more).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
