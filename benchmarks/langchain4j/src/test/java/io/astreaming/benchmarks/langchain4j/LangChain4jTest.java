package io.astreaming.benchmarks.langchain4j;

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
class LangChain4jTest {
    private static final int PIECES = 300;

    @ParameterizedTest
    @EnumSource
    void decodesEveryShape(Shape shape) {
        assertEquals(Shape.chunks(Bodies.PIECES), Check.read(new Responses(), shape));
    }

    @ParameterizedTest
    @EnumSource
    void decodesTheEventsOfOtherProtocols(EventShape shape) {
        boolean responses = shape.title().startsWith("responses");
        Check.readCalls(responses ? new ResponsesModel() : new MessagesModel(), shape);
    }

    @ParameterizedTest
    @EnumSource
    void receivesEveryShapeOverTheWire(Shape shape) throws IOException {
        try (StreamServer server = StreamServer.start()) {
            assertEquals(PIECES, Check.stream(new Model(server.baseUrl()), new Plan(shape, PIECES, 0, 5, false)));
        }
    }
}
