package io.astreaming.archunit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Adds classes that break each rule to those of the project, and checks that the rule reports them. */
class ChatArchitectureTest {
    private static final Diagram DIAGRAM = Diagram.read();

    /**
     * What a rule forbids.
     *
     * @param rule the rule's name
     * @param type the planted class
     * @param code its declaration
     */
    record Plant(String rule, String type, String code) {
        @Override
        public String toString() {
            return rule + " finds " + type;
        }
    }

    private static final List<Plant> PLANTS = List.of(
            plant("every_class_is_in_a_known_package", "elsewhere.Box", "class Box {}"),
            plant("every_class_is_in_a_known_package", "chunk.inner.Box", "class Box {}"),
            plant("the_domain_is_plain_java", "chunk.Reads", "class Reads { java.io.Reader in; }"),
            plant("the_domain_is_plain_java", "trace.Matches", "class Matches { java.util.regex.Pattern p; }"),
            plant("the_domain_is_plain_java", "event.Files", "class Files { java.nio.file.Path path; }"),
            plant("the_domain_is_plain_java", "stream.Connects", "class Connects { java.net.URI uri; }"),
            plant("the_domain_is_plain_java", "jsontext.Binds", "class Binds { jakarta.json.Value value; }"),
            plant("the_domain_is_plain_java", "port.Binds", "interface Binds { jakarta.json.Value bind(); }"),
            plant("the_http_adapter_uses_only_the_jdk", "http.Parses", "class Parses { jakarta.json.Value v; }"),
            plant("the_http_adapter_uses_only_the_jdk", "sse.Stores", "class Stores { java.sql.Date d; }"),
            plant("the_relay_is_plain_java", "relay.Connects", "class Connects { java.net.URI uri; }"),
            plant("the_relay_is_plain_java", "relay.log.Stores", "class Stores { java.sql.Date d; }"),
            plant("the_http_of_a_relay_uses_only_the_jdk", "http.relay.Binds", "class Binds { org.eclipse.Impl i; }"),
            plant("redis_is_known_to_its_adapter_alone", "redis.Binds", "class Binds { jakarta.json.Value v; }"),
            plant("the_json_adapter_uses_only_jakarta_json", "json.Fetches", "class Fetches { java.net.URI u; }"),
            plant("the_json_adapter_uses_only_jakarta_json", "json.Insists", "class Insists { org.eclipse.Impl i; }"),
            plant("the_replay_server_uses_only_the_jdk", "replay.Parses", "class Parses { jakarta.json.Value v; }"),
            plant("the_replay_server_uses_only_the_jdk", "replay.net.Binds", "class Binds { org.eclipse.Impl i; }"),
            plant("the_test_kit_adds_only_junit", "test.Asserts", "class Asserts { org.assertj.core.M m; }"),
            plant(
                    "what_observers_share_is_plain_java",
                    "observation.Counts",
                    "class Counts { io.micrometer.core.M m; }"),
            plant(
                    "opentelemetry_is_known_to_its_adapter_alone",
                    "opentelemetry.Counts",
                    "class Counts { io.micrometer.core.M m; }"),
            plant(
                    "micrometer_is_known_to_its_adapter_alone",
                    "micrometer.Traces",
                    "class Traces { io.opentelemetry.api.O o; }"),
            plant(
                    "flight_recorder_is_known_to_its_adapter_alone",
                    "jfr.Binds",
                    "class Binds { jakarta.json.Value v; }"),
            plant("rules_for_services_know_only_archunit", "rules.Names", "class Names { java.net.URI uri; }"),
            plant("adapters_publish_only_their_api", "opentelemetry.Window", "public class Window {}"),
            plant("no_class_logs", "observation.Logs", "class Logs { java.util.logging.Logger log; }"),
            plant(
                    "files_of_the_replay_server_are_free_of_cycles",
                    "replay.First",
                    "class First { static class Part { Second second; } }"),
            plant("files_of_the_replay_server_are_free_of_cycles", "replay.Second", "class Second { First first; }"),
            plant("model_types_are_records_enums_or_sealed", "chunk.Loose", "public interface Loose {}"),
            plant("model_types_are_records_enums_or_sealed", "completion.Bean", "public final class Bean {}"),
            plant("model_state_is_final", "request.Draft", "public class Draft { String text; }"),
            plant("model_state_is_final", "error.Moody", "public class Moody { int mood; }"),
            plant("packages_are_free_of_cycles", "http.Out", "public class Out { io.astreaming.sse.Back b; }"),
            plant("packages_are_free_of_cycles", "sse.Back", "public class Back { io.astreaming.http.Out o; }"),
            plant("adapters_publish_only_their_api", "http.Window", "public class Window {}"),
            plant(
                    "adapters_publish_only_their_api",
                    "json.Window",
                    "public class Window implements Runnable { public void run() {} }"),
            plant("ports_are_interfaces_or_values", "port.Worker", "final class Worker { int done; }"),
            plant("ports_are_interfaces_or_values", "port.Base", "abstract class Base {}"),
            plant("failures_are_chat_exceptions", "http.Oops", "class Oops extends RuntimeException {}"),
            plant("failures_are_chat_exceptions", "app.Checked", "class Checked extends Exception {}"),
            plant(
                    "no_class_throws_generic_exceptions",
                    "json.Throws",
                    "class Throws { void t() { throw new RuntimeException(); } }"),
            plant(
                    "only_the_command_line_talks_to_the_terminal",
                    "stream.Prints",
                    "class Prints { void p() { System.err.println(); } }"),
            plant(
                    "only_the_command_line_talks_to_the_terminal",
                    "http.Exits",
                    "class Exits { void e() { System.exit(1); } }"),
            plant("time_comes_from_the_scheduler", "stream.Looks", "class Looks { long t = System.nanoTime(); }"),
            plant(
                    "time_comes_from_the_scheduler",
                    "http.Refers",
                    "class Refers { java.util.function.LongSupplier t = System::currentTimeMillis; }"),
            plant(
                    "time_comes_from_the_scheduler",
                    "trace.Dates",
                    "class Dates { Object t = java.time.Instant.now(); }"),
            plant(
                    "time_comes_from_the_scheduler",
                    "trace.Owns",
                    "class Owns { Object t = java.time.Clock.systemUTC(); }"),
            plant("packages_are_null_marked", "elsewhere.Box", "class Box {}"),
            plant("no_class_logs", "http.Logs", "class Logs { java.util.logging.Logger log; }"),
            plant("no_class_logs", "stream.Notes", "class Notes { System.Logger log = System.getLogger(\"x\"); }"));

    /** What the added classes need to compile. */
    private static final Map<String, String> STUBS = Map.of(
            "jakarta.json.Value", "public interface Value {}",
            "io.micrometer.core.M", "public interface M {}",
            "io.opentelemetry.api.O", "public interface O {}",
            "org.eclipse.Impl", "public interface Impl {}",
            "org.assertj.core.M", "public interface M {}");

    private static final Pattern USER = Pattern.compile("io\\.astreaming[\\w.]*\\.Uses_\\w+");

    private static JavaClasses withPlants;

    /** The classes that the diagram's rule reports, where each package uses each. */
    private static Set<String> forbiddenUsers;

    @BeforeAll
    static void plantEverything(@TempDir Path plants, @TempDir Path paths) throws IOException {
        Map<String, String> sources = new TreeMap<>(STUBS);
        PLANTS.forEach(plant -> sources.put(plant.type(), plant.code()));
        withPlants = PlantedClasses.with(sources, plants);

        Map<String, String> every = new TreeMap<>();
        for (String name : DIAGRAM.packages()) {
            every.put(name(name, "Known"), "public class Known {}");
            for (String other : DIAGRAM.packages()) {
                every.put(name(name, user(other)), "class " + user(other) + " { " + name(other, "Known") + " it; }");
            }
        }
        JavaClasses whereAllUseAll = PlantedClasses.with(every, paths);
        forbiddenUsers = violations(ChatArchitecture.packages_use_what_the_diagram_allows, whereAllUseAll).stream()
                .flatMap(violation -> USER.matcher(violation).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @FieldSource("PLANTS")
    void findsWhatIsForbidden(Plant plant) throws ReflectiveOperationException {
        ArchRule rule = (ArchRule) ChatArchitecture.class.getField(plant.rule()).get(null);

        assertThat(violations(rule, withPlants)).anyMatch(violation -> violation.contains(plant.type()));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void letsAPackageUseWhatTheDiagramShowsAndNothingElse(String name) {
        for (String other : DIAGRAM.packages()) {
            boolean found = forbiddenUsers.contains(name(name, user(other)));
            boolean allowed = name.equals(other) || DIAGRAM.uses(name).contains(other);
            assertThat(found).as("%s uses %s", name, other).isEqualTo(!allowed);
        }
    }

    @Test
    void showsEveryPackage() {
        assertThat(DIAGRAM.packages())
                .map(Diagram::packageOf)
                .containsExactlyInAnyOrderElementsOf(ChatArchitecture.packages());
    }

    /** So the picture shows what is there, not what once was. */
    @ParameterizedTest
    @MethodSource("packages")
    void showsNoArrowThatNoCodeNeeds(String name) {
        Set<String> used = withPlants.stream()
                .filter(type -> type.getPackageName().equals(Diagram.packageOf(name)))
                .filter(type -> PLANTS.stream().noneMatch(plant -> plant.type().equals(type.getName())))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getPackageName())
                .collect(Collectors.toSet());
        assertThat(DIAGRAM.uses(name)).allSatisfy(other -> assertThat(used).contains(Diagram.packageOf(other)));
    }

    /** What a chain of other arrows says already only makes the picture hard to read. */
    @Test
    void drawsNoArrowThatFollowsFromOthers() {
        assertThat(DIAGRAM.drawn())
                .allSatisfy((name, others) -> assertThat(others)
                        .as(name)
                        .noneMatch(other -> others.stream()
                                .filter(between -> !between.equals(other))
                                .anyMatch(between -> DIAGRAM.reaches(between, other))));
    }

    @Test
    void isDrawnAsItIs() throws IOException, ReflectiveOperationException {
        if (Boolean.getBoolean("golden.accept")) {
            DIAGRAM.draw();
        }
        assertThat(Files.readString(Diagram.PICTURE))
                .as("draw the picture anew with: ./mvnw -q -Pgolden")
                .contains(DIAGRAM.fingerprint());
    }

    @Test
    void plantsSomethingForEveryRule() {
        assertThat(rules())
                .extracting(Field::getName)
                .filteredOn(name -> !name.equals("packages_use_what_the_diagram_allows"))
                .allSatisfy(name ->
                        assertThat(PLANTS).anyMatch(plant -> plant.rule().equals(name)));
    }

    @Test
    void givesAReasonForEveryRule() {
        assertThat(rules())
                .isNotEmpty()
                .allSatisfy(field -> assertThat(((ArchRule) field.get(null)).getDescription())
                        .contains(", because "));
    }

    private static List<String> violations(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails();
    }

    private static List<Field> rules() {
        return Arrays.stream(ChatArchitecture.class.getFields())
                .filter(field -> ArchRule.class.isAssignableFrom(field.getType()))
                .toList();
    }

    private static Stream<String> packages() {
        return DIAGRAM.packages().stream();
    }

    private static Plant plant(String rule, String type, String code) {
        return new Plant(rule, "io.astreaming." + type, code);
    }

    private static String name(String packageName, String type) {
        return Diagram.packageOf(packageName) + "." + type;
    }

    private static String user(String packageName) {
        return "Uses_" + packageName.replace('.', '_');
    }
}
