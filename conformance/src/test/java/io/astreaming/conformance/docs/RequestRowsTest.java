package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.json.JsonbChatCodec;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.testing.JsonValues;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each parameter of a request, and the JSON that has to come of it. */
class RequestRowsTest {
    private static final Path GUIDE = Path.of(System.getProperty("astreaming.root", ".."), "docs/requests.md");
    private static final Map<String, ChatRequest> ROWS = RequestRows.all();
    private static final Map<String, Object> EXPECTED = expected();
    private static final JsonbChatCodec CODEC = new JsonbChatCodec();

    @ParameterizedTest
    @MethodSource("rows")
    void becomesTheJsonThatTheSpecificationWants(String row) {
        assertThat(JsonValues.of(written(ROWS.get(row)))).isEqualTo(EXPECTED.get(row));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isReadBackEqualAndWrittenTheSame(String row) throws Exception {
        try (Jsonb jsonb = JsonbBuilder.create(JsonbChatCodec.withDomainTypes(new JsonbConfig()))) {
            String json = written(ROWS.get(row));
            ChatRequest read = jsonb.fromJson(json, ChatRequest.class);

            assertThat(JsonValues.of(jsonb.toJson(read))).isEqualTo(JsonValues.of(json));
            assertThat(read.messages()).isEqualTo(ROWS.get(row).messages());
            assertThat(read.tools()).isEqualTo(ROWS.get(row).tools());
            assertThat(read.responseFormat()).isEqualTo(ROWS.get(row).responseFormat());
            assertThat(read.get(Parameter.TOOL_CHOICE)).isEqualTo(ROWS.get(row).get(Parameter.TOOL_CHOICE));
        }
    }

    @Test
    void hasARowForEachJsonAndTheOtherWayRound() {
        assertThat(EXPECTED.keySet()).containsExactlyInAnyOrderElementsOf(ROWS.keySet());
    }

    @Test
    void setsEveryParameterInSomeRow() {
        Set<Parameter<?>> set = new HashSet<>();
        ROWS.values().forEach(request -> set.addAll(request.parameters().keySet()));
        assertThat(set).containsExactlyInAnyOrderElementsOf(Parameter.all());
    }

    @Test
    void isDescribedInTheGuideRowByRow() throws IOException {
        List<String> named = new ArrayList<>();
        Matcher rows = Pattern.compile("(?m)^\\| .*\\| ([a-z_, ]+) \\|$").matcher(Files.readString(GUIDE));
        while (rows.find()) {
            named.addAll(List.of(rows.group(1).split(", ")));
        }
        assertThat(named).containsExactlyInAnyOrderElementsOf(ROWS.keySet());
    }

    @Test
    void saysHowEveryParameterIsCalledInTheGuide() throws IOException {
        String guide = Files.readString(GUIDE);
        assertThat(Parameter.all()).allSatisfy(parameter -> assertThat(guide).contains("`" + parameter.name() + "`"));
    }

    static Set<String> rows() {
        return ROWS.keySet();
    }

    static String written(ChatRequest request) {
        return new String(CODEC.encode(request).body(), StandardCharsets.UTF_8);
    }

    /** What every request has, overridden by what its row says; null there takes it away. */
    static Map<String, Object> expected() {
        try (InputStream in = RequestRowsTest.class.getResourceAsStream("requests.json")) {
            String json = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Object> all = new LinkedHashMap<>();
            JsonValues.object(json).forEach((row, own) -> {
                Map<String, Object> body = new LinkedHashMap<>(
                        JsonValues.object("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                                + "\"stream\":true,\"stream_options\":{\"include_usage\":true}}"));
                ((Map<?, ?>) own).forEach((name, value) -> body.put((String) name, value));
                body.values().remove(JsonValue.ValueType.NULL);
                all.put(row, body);
            });
            return all;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
