package io.astreaming.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.astreaming.benchmarks.contender.Decoder;
import io.astreaming.benchmarks.floor.ContentStrings;
import io.astreaming.benchmarks.floor.DiscardingClient;
import io.astreaming.benchmarks.floor.EventEnds;
import io.astreaming.benchmarks.floor.MessagesStrings;
import io.astreaming.benchmarks.floor.ResponsesStrings;
import io.astreaming.benchmarks.floor.ScanningClient;
import io.astreaming.benchmarks.measure.Check;
import io.astreaming.benchmarks.server.Plan;
import io.astreaming.benchmarks.server.StreamServer;
import io.astreaming.benchmarks.stream.Bodies;
import io.astreaming.benchmarks.stream.EventShape;
import io.astreaming.benchmarks.stream.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A floor that does something else is none. */
class FloorTest {
    @ParameterizedTest
    @EnumSource
    void findsEveryEvent(Shape shape) {
        Check.Reading reading = Check.read(new EventEnds(), shape.body(Bodies.PIECES));
        assertEquals(Shape.chunks(Bodies.PIECES) + 1, reading.chunks());
    }

    @ParameterizedTest
    @EnumSource
    void findsTheContentOfEveryChunk(Shape shape) {
        assertEquals(Shape.chunks(Bodies.PIECES) + 1, Check.read(new ContentStrings(), shape));
    }

    @ParameterizedTest
    @EnumSource
    void findsTheContentOfEveryEvent(EventShape shape) {
        boolean responses = shape.title().startsWith("responses");
        assertEquals(
                shape.payloadCount(Bodies.PIECES),
                Check.read(responses ? new ResponsesStrings() : new MessagesStrings(), shape));
    }

    @Test
    void refusesADecoderThatLosesAChunk() {
        Decoder loses = new Decoder() {
            @Override
            public void decode(byte[] body, Consumer<Object> sink) {
                new ContentStrings().decode(Arrays.copyOf(body, body.length / 2), sink);
            }

            @Override
            public String text(Object chunk) {
                return new ContentStrings().text(chunk);
            }
        };
        assertThrows(IllegalStateException.class, () -> Check.read(loses, Shape.OPENAI));
    }

    @Test
    void receivesAStreamOverTheWire() throws IOException {
        try (StreamServer server = StreamServer.start()) {
            new DiscardingClient(server.baseUrl())
                    .stream(plan(Shape.OPENAI).toString(), text -> {}).join();
        }
    }

    /** The scan doesn't undo escapes, so the text is one that has none. */
    @Test
    void scansWhatIsStamped() throws IOException {
        try (StreamServer server = StreamServer.start()) {
            int[] pieces = {0};
            new ScanningClient(server.baseUrl())
                    .stream(new Plan(Shape.OPENAI, 500, 0, 7, true).toString(), text -> {
                                Long.parseLong(text.substring(1));
                                pieces[0]++;
                            })
                            .join();
            assertEquals(500, pieces[0]);
        }
    }

    @Test
    void readsAPlanBack() {
        Plan plan = new Plan(Shape.LITELLM, 10, 20, 30, true);
        assertEquals(plan, Plan.of(plan.toString()));
    }

    private static Plan plan(Shape shape) {
        return new Plan(shape, 500, 0, 7, false);
    }
}
