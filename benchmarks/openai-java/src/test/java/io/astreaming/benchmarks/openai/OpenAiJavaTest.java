package io.astreaming.benchmarks.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.astreaming.benchmarks.measure.Check;
import io.astreaming.benchmarks.server.Plan;
import io.astreaming.benchmarks.server.StreamServer;
import io.astreaming.benchmarks.stream.Bodies;
import io.astreaming.benchmarks.stream.EventShape;
import io.astreaming.benchmarks.stream.Shape;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured reads every stream to the last character. */
class OpenAiJavaTest {
    private static final int PIECES = 300;

    @ParameterizedTest
    @EnumSource
    void decodesEveryShape(Shape shape) {
        assertEquals(Shape.chunks(Bodies.PIECES), Check.read(new Pipeline(), shape));
    }

    @ParameterizedTest
    @EnumSource(names = {"RESPONSES_TEXT", "RESPONSES_TOOLS"})
    void decodesTheEventsOfResponses(EventShape shape) {
        int expected = shape.payloadCount(Bodies.PIECES);
        assertEquals(expected, Check.readCalls(new ResponseEvents(), shape));
        assertEquals(expected, Check.readCalls(new ResponseAccumulated(), shape));
    }

    @ParameterizedTest
    @EnumSource
    void receivesEveryShapeOverTheWire(Shape shape) throws IOException {
        try (StreamServer server = StreamServer.start()) {
            assertEquals(PIECES, Check.stream(new AsyncClient(server.baseUrl()), new Plan(shape, PIECES, 0, 5, false)));
        }
    }
}
