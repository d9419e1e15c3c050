package io.astreaming.archunit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Plants in our house what each rule forbids, and sees that the rule finds it. */
class ChatArchitectureTest {
    /** Which room may know which, as the plan has it. */
    private static final Map<String, Set<String>> MAY_KNOW = plan("""
            chunk:
            request:    chunk completion
            result:     chunk
            error:      chunk
            completion: chunk error
            event:      chunk error completion
            port:       chunk error completion event request result
            trace:      chunk error completion event port
            stream:     chunk error completion event port request result trace
            http:       chunk error port request
            json:       chunk error completion port request result
            app:        chunk error completion event port request result trace stream http json
            """);

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
            plant("every_class_lives_in_a_room", "attic.Box", "class Box {}"),
            plant("every_class_lives_in_a_room", "chunk.cellar.Box", "class Box {}"),
            plant("the_domain_is_plain_java", "chunk.Reads", "class Reads { java.io.Reader in; }"),
            plant("the_domain_is_plain_java", "trace.Matches", "class Matches { java.util.regex.Pattern p; }"),
            plant("the_domain_is_plain_java", "event.Files", "class Files { java.nio.file.Path path; }"),
            plant("the_domain_is_plain_java", "stream.Connects", "class Connects { java.net.URI uri; }"),
            plant("the_domain_is_plain_java", "result.Binds", "class Binds { jakarta.json.Value value; }"),
            plant("the_domain_is_plain_java", "port.Binds", "interface Binds { jakarta.json.Value bind(); }"),
            plant("the_http_adapter_uses_the_jdk_alone", "http.Parses", "class Parses { jakarta.json.Value v; }"),
            plant("the_http_adapter_uses_the_jdk_alone", "http.replay.Stores", "class Stores { java.sql.Date d; }"),
            plant("the_json_adapter_uses_jakarta_json_alone", "json.Fetches", "class Fetches { java.net.URI u; }"),
            plant("the_json_adapter_uses_jakarta_json_alone", "json.Insists", "class Insists { org.eclipse.Impl i; }"),
            plant("model_types_are_records_enums_or_sealed", "chunk.Loose", "public interface Loose {}"),
            plant("model_types_are_records_enums_or_sealed", "completion.Bean", "public final class Bean {}"),
            plant("model_state_is_final", "request.Draft", "public class Draft { String text; }"),
            plant("model_state_is_final", "error.Moody", "public class Moody { int mood; }"),
            plant("packages_are_free_of_cycles", "http.Out", "public class Out { io.astreaming.http.replay.Back b; }"),
            plant("packages_are_free_of_cycles", "http.replay.Back", "public class Back { io.astreaming.http.Out o; }"),
            plant("adapters_show_only_their_door", "http.Window", "public class Window {}"),
            plant(
                    "adapters_show_only_their_door",
                    "json.Window",
                    "public class Window implements Runnable { public void run() {} }"),
            plant("ports_are_interfaces_or_values", "port.Worker", "final class Worker { int done; }"),
            plant("ports_are_interfaces_or_values", "port.Base", "abstract class Base {}"),
            plant("failures_are_chat_exceptions", "http.Oops", "class Oops extends RuntimeException {}"),
            plant("failures_are_chat_exceptions", "app.Checked", "class Checked extends Exception {}"),
            plant(
                    "nobody_throws_generic_exceptions",
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
            plant("time_comes_through_the_alarm", "stream.Looks", "class Looks { long t = System.nanoTime(); }"),
            plant(
                    "time_comes_through_the_alarm",
                    "http.Refers",
                    "class Refers { java.util.function.LongSupplier t = System::currentTimeMillis; }"),
            plant("time_comes_through_the_alarm", "trace.Dates", "class Dates { Object t = java.time.Instant.now(); }"),
            plant(
                    "time_comes_through_the_alarm",
                    "trace.Owns",
                    "class Owns { Object t = java.time.Clock.systemUTC(); }"),
            plant("packages_are_null_marked", "attic.Box", "class Box {}"),
            plant("nobody_logs", "http.Logs", "class Logs { java.util.logging.Logger log; }"),
            plant("nobody_logs", "stream.Notes", "class Notes { System.Logger log = System.getLogger(\"x\"); }"));

    /** What the plants need to compile. */
    private static final Map<String, String> SOIL = Map.of(
            "jakarta.json.Value", "public interface Value {}",
            "org.eclipse.Impl", "public interface Impl {}");

    private static JavaClasses withPlants;
    private static JavaClasses whereAllKnowAll;

    @BeforeAll
    static void plantEverything(@TempDir Path plants, @TempDir Path paths) throws IOException {
        Map<String, String> sources = new TreeMap<>(SOIL);
        PLANTS.forEach(plant -> sources.put(plant.type(), plant.code()));
        withPlants = House.with(sources, plants);

        Map<String, String> crossings = new TreeMap<>();
        for (String room : MAY_KNOW.keySet()) {
            crossings.put(name(room, "Known"), "public class Known {}");
            for (String other : MAY_KNOW.keySet()) {
                crossings.put(
                        name(room, "Knows_" + other), "class Knows_" + other + " { " + name(other, "Known") + " it; }");
            }
        }
        whereAllKnowAll = House.with(crossings, paths);
    }

    @ParameterizedTest
    @FieldSource("PLANTS")
    void findsWhatIsForbidden(Plant plant) throws ReflectiveOperationException {
        ArchRule rule = (ArchRule) ChatArchitecture.class.getField(plant.rule()).get(null);

        assertThat(violations(rule, withPlants)).anyMatch(violation -> violation.contains(plant.type()));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void letsARoomKnowWhatThePlanSaysAndNothingElse(String room) {
        List<String> violations = violations(ChatArchitecture.dependencies_point_inwards, whereAllKnowAll);
        for (String other : MAY_KNOW.keySet()) {
            String knows = name(room, "Knows_" + other);
            boolean found = violations.stream().anyMatch(violation -> violation.contains(knows + "."));
            boolean allowed = room.equals(other) || MAY_KNOW.get(room).contains(other);
            assertThat(found).as("%s knows %s", room, other).isEqualTo(!allowed);
        }
    }

    @Test
    void plantsSomethingForEveryRule() {
        assertThat(rules())
                .extracting(Field::getName)
                .filteredOn(name -> !name.equals("dependencies_point_inwards"))
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

    private static List<String> violations(ArchRule rule, JavaClasses house) {
        return rule.evaluate(house).getFailureReport().getDetails();
    }

    private static List<Field> rules() {
        return Arrays.stream(ChatArchitecture.class.getFields())
                .filter(field -> ArchRule.class.isAssignableFrom(field.getType()))
                .toList();
    }

    private static Map<String, Set<String>> plan(String table) {
        return table.lines()
                .map(line -> line.split(":"))
                .collect(Collectors.toMap(
                        row -> row[0],
                        row -> row.length < 2 ? Set.of() : Set.of(row[1].strip().split(" "))));
    }

    private static Stream<String> rooms() {
        return MAY_KNOW.keySet().stream().sorted();
    }

    private static Plant plant(String rule, String type, String code) {
        return new Plant(rule, "io.astreaming." + type, code);
    }

    private static String name(String room, String type) {
        return "io.astreaming." + room + "." + type;
    }
}
