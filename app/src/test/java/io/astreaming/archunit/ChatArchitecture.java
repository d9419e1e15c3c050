package io.astreaming.archunit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.astreaming.archunit.Shapes.ARE_NO_BUILDERS;
import static io.astreaming.archunit.Shapes.ARE_SHOWN;
import static io.astreaming.archunit.Shapes.BE_AN_INTERFACE_OR_A_VALUE;
import static io.astreaming.archunit.Shapes.BE_A_RECORD_AN_ENUM_OR_SEALED;
import static io.astreaming.archunit.Shapes.BE_IN_A_NULL_MARKED_PACKAGE;
import static io.astreaming.archunit.Shapes.IMPLEMENT_A_PORT;
import static io.astreaming.archunit.Shapes.THE_TIME_IS_ASKED;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The shape of Astreaming as rules. Which room may know which stands in a table; what a room may use besides, in
 * allow-lists, so that what nobody thought of is forbidden.
 */
public final class ChatArchitecture {
    static final String PORT = "io.astreaming.port";

    private static final String OURS = "io.astreaming..";
    private static final String RULES = "io.astreaming.archunit..";
    private static final String HTTP = "io.astreaming.http..";
    private static final String JSON = "io.astreaming.json..";
    private static final String APP = "io.astreaming.app..";

    private static final String[] MODEL = rooms("chunk", "request", "completion");
    private static final String[] DOMAIN = with(MODEL, rooms("result", "event", "error", "port", "trace", "stream"));
    private static final String[] HOUSE = with(DOMAIN, rooms("http", "http.replay", "json", "app"));

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

    private static final String[] HTTP_OF_THE_JDK = {"java.net..", "javax.net..", "java.security.cert..", "jdk.jfr.."};

    /** Public types of the adapters that implement no port and yet are meant for users. */
    private static final String DOORS =
            "io\\.astreaming\\.(http\\.(SseEncoder|replay\\.(Frame|Pace|Place|ReceivedRequest|Recording|ReplayServer|Reply))"
                    + "|json\\.JsonbResults)";

    /** Who may ask the machine what time it is: the streams' alarm, and the codec for dates in Retry-After. */
    private static final String CLOCKS = "io\\.astreaming\\.(stream\\.SystemAlarm|json\\.JsonbChatCodec)";

    /** A server that plays at the recorded pace plays in real time. */
    private static final String REPLAY = "io.astreaming.http.replay..";

    @ArchTest
    public static final ArchRule dependencies_point_inwards = new Rooms()
            .room("chunk")
            .room("error", "chunk")
            .room("completion", "chunk", "error")
            .room("request", "chunk", "completion")
            .room("result", "chunk")
            .room("event", "chunk", "error", "completion")
            .room("port", "chunk", "error", "completion", "event", "request", "result")
            .room("trace", "chunk", "error", "completion", "event", "port")
            .room("stream", "chunk", "error", "completion", "event", "port", "request", "result", "trace")
            .room("http", "chunk", "error", "port", "request")
            .room("json", "chunk", "error", "completion", "port", "request", "result")
            .room(
                    "app",
                    "chunk",
                    "error",
                    "completion",
                    "event",
                    "port",
                    "request",
                    "result",
                    "trace",
                    "stream",
                    "http",
                    "json")
            .rule()
            .because("a byte goes one way, and nobody on its way calls back");

    @ArchTest
    public static final ArchRule every_class_lives_in_a_room = ours().should()
            .resideInAnyPackage(HOUSE)
            .because("a package without a place in the plan is a decision that nobody took");

    @ArchTest
    public static final ArchRule the_domain_is_plain_java = classesIn(DOMAIN)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(with(DOMAIN, PLAIN_JAVA)))
            .because("the domain does no I/O and has no dependency, so that anybody can drive it");

    @ArchTest
    public static final ArchRule the_http_adapter_uses_the_jdk_alone = classesIn(HTTP)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(with(with(with(DOMAIN, HTTP), JAVA_WITH_STREAMS), HTTP_OF_THE_JDK)))
            .because("HTTP is this adapter's technology, and the JDK has it");

    @ArchTest
    public static final ArchRule the_json_adapter_uses_jakarta_json_alone = classesIn(JSON)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(with(with(DOMAIN, JSON, "jakarta.json.."), JAVA_WITH_STREAMS)))
            .because("any provider of JSON-B has to do, the container's own first");

    @ArchTest
    public static final ArchRule model_types_are_records_enums_or_sealed = classesIn(MODEL)
            .and(ARE_SHOWN)
            .should(BE_A_RECORD_AN_ENUM_OR_SEALED)
            .because("values are whole, immutable, and of a set that can be counted");

    @ArchTest
    public static final ArchRule model_state_is_final = fields().that()
            .areDeclaredInClassesThat(ARE_NO_BUILDERS.and(resideInAnyPackage(with(MODEL, rooms("error", "port")))))
            .should()
            .beFinal()
            .because("what was said doesn't change");

    @ArchTest
    public static final ArchRule packages_are_free_of_cycles = slices().matching("io.astreaming.(**)")
            .should()
            .beFreeOfCycles()
            .because("what can be read in one direction can be understood in one pass");

    @ArchTest
    public static final ArchRule adapters_show_only_their_door = classesIn(HTTP, JSON)
            .and(ARE_SHOWN)
            .should(IMPLEMENT_A_PORT)
            .orShould()
            .haveNameMatching(DOORS)
            .because("what is public stays: each public type of an adapter is named here on purpose");

    @ArchTest
    public static final ArchRule ports_are_interfaces_or_values = classesIn(PORT)
            .should(BE_AN_INTERFACE_OR_A_VALUE)
            .because("a port speaks the domain and does nothing itself");

    @ArchTest
    public static final ArchRule failures_are_chat_exceptions = ours().and()
            .areAssignableTo(Throwable.class)
            .should()
            .beAssignableTo("io.astreaming.error.ChatException")
            .because("who catches one sealed tree has caught everything");

    @ArchTest
    public static final ArchRule nobody_throws_generic_exceptions = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.because(
            "a type says what went wrong, and who can do something about it");

    @ArchTest
    public static final ArchRule only_the_command_line_talks_to_the_terminal = nobodyButTheApp()
            .should(ACCESS_STANDARD_STREAMS)
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .because("a library leaves terminal and process to its caller");

    @ArchTest
    public static final ArchRule time_comes_through_the_alarm = nobodyButTheApp()
            .and()
            .haveNameNotMatching(CLOCKS)
            .and()
            .resideOutsideOfPackage(REPLAY)
            .should()
            .accessTargetWhere(THE_TIME_IS_ASKED)
            .because("time that is handed in can be tested without waiting");

    @ArchTest
    public static final ArchRule packages_are_null_marked = ours().should(BE_IN_A_NULL_MARKED_PACKAGE)
            .because("null is said once, for the whole package, and then only where it is true");

    @ArchTest
    public static final ArchRule nobody_logs = nobodyButTheApp()
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("java.util.logging..", "org.slf4j..").or(assignableTo(System.Logger.class)))
            .because("prompts and keys end up in logs; events and errors tell the caller all there is");

    private ChatArchitecture() {}

    private static GivenClassesConjunction ours() {
        return classesIn(OURS).and().resideOutsideOfPackage(RULES);
    }

    private static GivenClassesConjunction classesIn(String... packages) {
        return classes().that().resideInAnyPackage(packages);
    }

    private static GivenClassesConjunction nobodyButTheApp() {
        return noClasses().that().resideInAPackage(OURS).and().resideOutsideOfPackage(APP);
    }

    private static String[] rooms(String... names) {
        return Arrays.stream(names).map(name -> "io.astreaming." + name).toArray(String[]::new);
    }

    private static String[] with(String[] some, String... more) {
        return Stream.of(some, more).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
