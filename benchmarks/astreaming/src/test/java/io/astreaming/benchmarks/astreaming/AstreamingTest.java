package io.astreaming.benchmarks.astreaming;

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
class AstreamingTest {
    private static final int PIECES = 300;

    @ParameterizedTest
    @EnumSource
    void decodesEveryShape(Shape shape) {
        assertEquals(Shape.chunks(Bodies.PIECES), Check.read(new Chunks(), shape));
    }

    @ParameterizedTest
    @EnumSource
    void decodesTheEventsOfOtherProtocols(EventShape shape) {
        boolean responses = shape.title().startsWith("responses");
        int expected = shape.payloadCount(Bodies.PIECES);
        assertEquals(expected, Check.readCalls(responses ? new ResponseChunks() : new MessageChunks(), shape));
        Check.readCalls(responses ? new ResponseAssembled() : new MessageAssembled(), shape);
    }

    @ParameterizedTest
    @EnumSource
    void receivesEveryShapeOverTheWire(Shape shape) throws IOException {
        try (StreamServer server = StreamServer.start()) {
            assertEquals(PIECES, Check.stream(new Pushed(server.baseUrl()), new Plan(shape, PIECES, 0, 5, false)));
            assertEquals(
                    PIECES, Check.stream(new PushedInPlace(server.baseUrl()), new Plan(shape, PIECES, 0, 5, false)));
        }
    }
}
