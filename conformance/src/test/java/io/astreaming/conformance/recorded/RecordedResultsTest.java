package io.astreaming.conformance.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.conformance.Growth;
import io.astreaming.conformance.Wire;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChoiceStarted;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.json.JsonbResults;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ResultReader;
import io.astreaming.settings.StreamLimits;
import io.astreaming.stream.ResultSnapshots;
import io.astreaming.testing.Corpus;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Partial results on recorded streams, cut at every chunk: every text and every call's arguments that are JSON. Each snapshot
 * is a beginning of the next, and the last one equals the whole.
 */
@Timeout(120)
class RecordedResultsTest {
    private static final Path SEED =
            Path.of(System.getProperty("astreaming.root", ".."), "app/src/main/resources/io/astreaming/app/seed.md");

    private static final JsonbResults RESULTS = new JsonbResults();

    /** Any JSON will do: what is looked at is the JSON, not the record. */
    public record Nothing() {}

    private static final ResultReader<Nothing> READER = RESULTS.reader(Nothing.class);

    /** What the seed's model was asked for, and told to begin with a bracket. */
    public record Topic(Boolean isNewTopic, String title) {}

    /** What a real engine was held to by its grammar. */
    public record Items(List<Item> items) {}

    public record Item(boolean ok, String kind) {}

    private int snapshots;
    private int texts;
    private int calls;

    @Test
    void growByGrowthAloneToTheWhole() throws IOException {
        List<Path> streams = Corpus.streams();
        for (Path stream : streams) {
            Wire wire = Wire.read(Files.readAllBytes(stream), 4_096, StreamLimits.DEFAULT);
            for (ChatEvent event : wire.events) {
                if (event instanceof ChoiceStarted choice) {
                    texts += follow(
                            stream, ResultSnapshots.ofText(READER, choice.choice(), ""), wire.events, choice.choice());
                } else if (event instanceof ToolCallStarted call) {
                    calls += follow(stream, ResultSnapshots.ofCall(READER, call), wire.events, call);
                }
            }
        }
        assertThat(texts).isPositive();
        assertThat(calls).isPositive();
        System.out.printf(
                "Partial results of %d recorded streams: %d texts and the arguments of %d calls are JSON, %d snapshots.%n",
                streams.size(), texts, calls, snapshots);
    }

    /** Shows every snapshot to the test. 1 if the whole is JSON, and was the last snapshot. */
    private int follow(Path stream, ResultSnapshots<Nothing> fold, List<ChatEvent> events, Object whose) {
        JsonValue before = null;
        for (ChatEvent event : events) {
            boolean more = fold.accept(event);
            JsonText closed = fold.json();
            if (closed.isAbsent()) {
                assertThat(before).isNull();
                continue;
            }
            JsonValue now = Growth.parse(JsonText.of(closed.text()));
            snapshots++;
            assertThat(before == null || Growth.isBeginning(before, now))
                    .as("%s: %s grows to %s", stream, before, now)
                    .isTrue();
            assertThat(more || now.equals(before))
                    .as("%s: silent growth", stream)
                    .isTrue();
            before = now;
        }
        JsonValue said = said(events, whose);
        if (said == null) {
            return 0;
        }
        assertThat(before).as("%s: the last snapshot", stream).isEqualTo(said);
        return 1;
    }

    /** The object or array that was said in the end, by JSON-P alone; nothing if it isn't one. */
    private static JsonValue said(List<ChatEvent> events, Object whose) {
        StringBuilder text = new StringBuilder();
        for (ChatEvent event : events) {
            if (event instanceof TextReceived piece && whose.equals(piece.choice())) {
                text.append(piece.text());
            } else if (event instanceof ToolCallFinished call
                    && whose instanceof ToolCallStarted started
                    && call.choice() == started.choice()
                    && call.call() == started.call()) {
                text.append(call.toolCall().arguments());
            }
        }
        String json = text.toString().strip();
        if (!json.startsWith("{") && !json.startsWith("[")) {
            return null;
        }
        try {
            return Growth.parse(JsonText.of(json));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Test
    void bindTheSeedBehindItsPrefill() throws IOException {
        List<String> payloads = new ArrayList<>();
        String trace = Files.readString(SEED);
        for (String block : trace.split("```json\n")) {
            if (block.startsWith("{")) {
                payloads.add(JsonText.of(block.substring(0, block.indexOf("\n```")))
                        .minified()
                        .text());
            }
        }
        ResultReader<Topic> reader = RESULTS.reader(Topic.class);
        ResultSnapshots<Topic> fold = ResultSnapshots.ofText(reader, 0, "{");
        List<Topic> shown = new ArrayList<>();
        for (ChatEvent event : Wire.payloads(payloads.toArray(String[]::new)).events) {
            if (fold.accept(event)) {
                shown.add(fold.current());
            }
        }
        assertThat(shown).containsExactly(new Topic(true, ""), new Topic(true, "Initial Greeting"));
        assertThat(fold.result()).isEqualTo(new Topic(true, "Initial Greeting"));
    }

    @Test
    void showARecordOfARealEngine() throws IOException {
        byte[] body = getClass().getResourceAsStream("schema_nested.sse").readAllBytes();
        ResultSnapshots<Items> fold = ResultSnapshots.ofText(RESULTS.reader(Items.class));
        List<Items> shown = new ArrayList<>();
        for (ChatEvent event : Wire.read(body, 100, StreamLimits.DEFAULT).events) {
            fold.accept(event);
            Items now = fold.current();
            if (now != null && (shown.isEmpty() || !shown.get(shown.size() - 1).equals(now))) {
                shown.add(now);
            }
        }
        Item first = new Item(false, "b");
        assertThat(shown)
                .containsExactly(
                        new Items(null),
                        new Items(List.of()),
                        new Items(List.of(new Item(false, null))),
                        new Items(List.of(new Item(false, ""))),
                        new Items(List.of(first)),
                        new Items(List.of(first, new Item(false, null))),
                        new Items(List.of(first, new Item(false, ""))),
                        new Items(List.of(first, first)));
        assertThat(fold.result()).isEqualTo(shown.get(shown.size() - 1));
    }
}
