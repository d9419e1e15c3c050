package io.astreaming.conformance.quirks;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.conformance.Wire;
import io.astreaming.error.ChatException;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What OpenAI's own clients take for an item, an error and the end of a stream. */
class OpenaiDialectTest {
    /** One client takes no white space behind the mark; several providers send it, so we do. */
    private static final String TRAILING_TAB = "[DONE] with trailing tab is not the sentinel (openai-node)";

    @TestFactory
    Stream<DynamicTest> endsAsOpenaisClientsDo() throws IOException {
        Path cases = Path.of(System.getProperty("astreaming.corpus", ""), "sse", "openai-dialect-cases.json");
        if (!Files.exists(cases)) {
            Assumptions.abort("the cases of OpenAI's clients aren't there: " + cases.toAbsolutePath());
        }
        try (InputStream in = Files.newInputStream(cases);
                JsonReader reader = Json.createReader(in)) {
            return reader.readObject().getJsonArray("cases").getValuesAs(JsonObject.class).stream()
                    .filter(test -> !test.getString("name").equals(TRAILING_TAB))
                    .map(test -> DynamicTest.dynamicTest(test.getString("name"), () -> check(test)));
        }
    }

    private static void check(JsonObject test) {
        byte[] input = Base64.getDecoder().decode(test.getString("input"));
        JsonObject expected = test.getJsonObject("expect");
        JsonArray items = expected.getJsonArray("items");

        Wire wire = Wire.read(input, input.length, StreamLimits.DEFAULT);

        // None of the items is a chunk, so each is told as unrecognized.
        assertThat(wire.said().deviations().getOrDefault(Deviation.UNRECOGNIZED_PAYLOAD, 0L))
                .isEqualTo(items.size());
        ChatException error = wire.outcome.error();
        assertThat(error).isNotNull();
        switch (expected.getString("endedBy")) {
            case "error" ->
                assertThat(error.kind())
                        .isEqualTo(expected.getString("errorKind").equals("api-error") ? "provider" : "malformed");
            default -> assertThat(error).hasMessageContaining("without a single chunk");
        }
    }
}
