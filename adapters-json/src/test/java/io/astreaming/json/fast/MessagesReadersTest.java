package io.astreaming.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.json.Corpus;
import io.astreaming.json.messages.MessagesEventForm;
import io.astreaming.port.Payload;
import io.astreaming.protocol.messages.MessagesEvent;
import io.astreaming.settings.StreamLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fast reader of the Messages API says what the reference says, over recorded streams, whole and spoilt. */
class MessagesReadersTest {
    private final Random random = new Random(20260101);
    private final SpoiltPayloads spoilt = new SpoiltPayloads(
            random,
            "\"type\":\"ping\",",
            "\"type\":\"error\",",
            "\"type\":null,",
            "\"error\":{\"message\":\"m\"},",
            "\"index\":\"7\",",
            "\"text\":\"again\",",
            "\"thinking\":\"t\",",
            "\"partial_json\":\"{\",",
            "\"usage\":{\"input_tokens\":1,\"input_tokens\":2},",
            "\"delta\":[],",
            "\"message\":1,");
    private final BothEventReaders<MessagesEvent> both =
            new BothEventReaders<>(new MessagesEventForm(), StreamLimits.DEFAULT);

    @Test
    void agreeOnEveryRecordedStream() {
        for (Path stream : Corpus.files("../protocols/messages/streams", ".sse")) {
            both.begin();
            Corpus.payloads(stream).forEach(both::read);
        }
        System.out.printf(
                "The fast reader answered %d of %d recorded payloads of the Messages API, %d of them by a template.%n",
                both.answered(), both.read(), both.filled());
        assertThat(both.read()).isGreaterThan(3_000);
        assertThat((double) both.answered() / both.read()).isGreaterThan(0.98);
        assertThat((double) both.filled() / both.read()).isGreaterThan(0.7);
    }

    @Test
    void agreeOnPayloadsThatWereSpoilt() {
        List<List<Payload>> streams = Corpus.files("../protocols/messages/streams", ".sse").stream()
                .map(Corpus::payloads)
                .toList();
        for (int i = 0; i < 20_000; i++) {
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
        assertThat(both.answered()).isGreaterThan(30_000);
        assertThat(both.refused()).isGreaterThan(3_000);
    }

    /** The blanks that hide a text's length are no reason to read anew; anything else there is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"}       } | 1", "}} | 1", "} \t} | 1", "},\"x\":1} | 0", "} }x | 0", "} | 0", "}}} | 0", "} } | 1"
            })
    void fillATemplateWithAnyPadding(String end, int filled) {
        String json = "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"";
        both.read(Payload.of(json + "a\"}  }"));
        both.read(Payload.of(json + "b\"" + end));

        assertThat(both.filled()).isEqualTo(filled);
    }

    @Test
    void fillATemplateWhereverThePayloadStandsInItsArray() {
        String json =
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}  }";
        for (String text : List.of("a", "b", "")) {
            String payload = json.formatted(text);
            byte[] bytes = ("{}  }" + text + payload + " }").getBytes(StandardCharsets.UTF_8);
            both.read(new Payload(bytes, 5 + text.length(), payload.length(), "message", 3, 40));
        }

        assertThat(both.filled()).isEqualTo(2);
    }

    /** The type of the event decides only where the payload has none, and then no template does. */
    @Test
    void makeNoTemplateOfAPayloadWithoutAType() {
        String json = "{\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}";
        both.read(payload(json.getBytes(StandardCharsets.UTF_8), "content_block_delta"));
        both.read(payload(json.getBytes(StandardCharsets.UTF_8), "ping"));

        assertThat(both.filled()).isZero();
        assertThat(both.answered()).isEqualTo(2);
    }

    private static Payload payload(byte[] bytes, String event) {
        return new Payload(bytes, 0, bytes.length, event, 3, 40);
    }
}
