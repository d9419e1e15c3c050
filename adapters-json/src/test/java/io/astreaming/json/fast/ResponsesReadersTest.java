package io.astreaming.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.json.Corpus;
import io.astreaming.json.responses.ResponsesEventForm;
import io.astreaming.json.responses.SequencedEvent;
import io.astreaming.json.token.PayloadParser;
import io.astreaming.port.Payload;
import io.astreaming.protocol.responses.ResponsesEvent;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast reader of the Responses API says what the reference says, over recorded streams, whole and spoilt. */
class ResponsesReadersTest {
    private final Random random = new Random(20260101);
    private final SpoiltPayloads spoilt = new SpoiltPayloads(
            random,
            "\"type\":\"ping\",",
            "\"type\":null,",
            "\"error\":{\"message\":\"m\"},",
            "\"output_index\":\"7\",",
            "\"delta\":\"again\",",
            "\"sequence_number\":7,",
            "\"obfuscation\":\"x\",",
            "\"item_id\":1,",
            "\"logprobs\":{},");
    private final BothEventReaders<SequencedEvent> both =
            new BothEventReaders<>(new ResponsesEventForm(), StreamLimits.DEFAULT);

    @Test
    void agreeOnEveryRecordedStream() {
        for (Path stream : streams()) {
            both.begin();
            Corpus.payloads(stream).forEach(both::read);
        }
        System.out.printf(
                "The fast reader answered %d of %d recorded payloads of the Responses API, %d of them by a template.%n",
                both.answered(), both.read(), both.filled());
        assertThat(both.read()).isGreaterThan(9_000);
        assertThat((double) both.answered() / both.read()).isGreaterThan(0.98);
        assertThat((double) both.filled() / both.read()).isGreaterThan(0.75);
    }

    @Test
    void agreeOnPayloadsThatWereSpoilt() {
        List<List<Payload>> streams = streams().stream()
                .map(Corpus::payloads)
                .filter(list -> !list.isEmpty())
                .toList();
        for (int i = 0; i < 10_000; i++) {
            List<Payload> stream = streams.get(random.nextInt(streams.size()));
            int place = random.nextInt(stream.size());
            if (i % 8 == 0) {
                both.begin();
            }
            both.read(stream.get(place));
            byte[] bytes = stream.get(place).array();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                bytes = spoilt.spoil(bytes);
            }
            both.read(payload(bytes, stream.get(place).event()));
            both.read(stream.get((place + 1) % stream.size()));
        }
        assertThat(both.answered()).isGreaterThan(15_000);
        assertThat(both.refused()).isGreaterThan(1_000);
    }

    /** The text, the number and the padding change from event to event, and nothing else may. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b | 8 | yy | 1",
                "'' | 0 | '' | 1",
                "\\u00e9\\n | 123456789012 | zzzz | 1",
                "b | 8.0 | y | 0",
                "b | 08 | y | 0",
                "b | -8 | y | 0",
                "b | null | y | 0",
                "b | 8 | \\x | 0",
                "\\x | 8 | y | 0",
                "b | 8,\"delta\":\"c\" | y | 0"
            })
    void fillATemplateWithAnyTextNumberAndPadding(String text, String number, String padding, int filled) {
        String json =
                "{\"type\":\"response.output_text.delta\",\"delta\":\"%s\",\"sequence_number\":%s,\"logprobs\":[],"
                        + "\"obfuscation\":\"%s\",\"output_index\":0}";
        both.read(Payload.of(json.formatted("a", "7", "x")));
        both.read(Payload.of(json.formatted(text, number, padding)));

        assertThat(both.filled()).isEqualTo(filled);
    }

    /** Whatever the order of the members, and wherever the payload stands in its array. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void fillATemplateInAnyOrder(int first) {
        List<String> members =
                new ArrayList<>(List.of("\"delta\":\"%s\"", "\"sequence_number\":%s", "\"obfuscation\":\"%s\""));
        Collections.rotate(members, first);
        List<String> last = new ArrayList<>(List.of("c", "9", "z"));
        Collections.rotate(last, first);
        String json = "{" + String.join(",", members) + ",\"type\":\"response.output_text.delta\"}";
        both.read(within("{\"a\":1}", json.formatted(7, 7, 7)));
        both.read(within("", json.formatted(8, 8, 8)));
        both.read(within("[1,2]", json.formatted(last.toArray())));

        assertThat(both.filled()).isEqualTo(2);
    }

    /** Returns a payload between others in one array. */
    private static Payload within(String other, String json) {
        byte[] bytes = (other + json + other).getBytes(StandardCharsets.UTF_8);
        return new Payload(bytes, other.length(), json.length(), "message", 3, 40);
    }

    @Test
    void leaveALongPayloadToTheReference() {
        String json = "{\"type\":\"response.output_text.delta\",\"output_index\":\"0\",\"delta\":\"%s\"}";
        for (int length : List.of(10, 20_000)) {
            WorkspacePool workspaces = new WorkspacePool();
            FastEventReader<SequencedEvent> reader = new FastEventReader<>(
                    new ResponsesEventForm(),
                    new PayloadParser(Json.createParserFactory(Map.of()), StreamLimits.DEFAULT),
                    StreamLimits.DEFAULT,
                    workspaces);
            SequencedEvent read = reader.read(Payload.of(json.formatted("x".repeat(length))));
            assertThat(((ResponsesEvent.Piece) read.event()).text()).hasSize(length);
            assertThat(reader.noted()).containsExactly(Deviation.UNEXPECTED_FORM);
        }
    }

    private static List<Path> streams() {
        return Corpus.files("../protocols/responses/streams", ".sse");
    }

    private static Payload payload(byte[] bytes, String event) {
        return new Payload(bytes, 0, bytes.length, event, 3, 40);
    }
}
