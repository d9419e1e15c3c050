package io.astreaming.benchmarks.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.astreaming.benchmarks.measure.Check;
import io.astreaming.benchmarks.server.Plan;
import io.astreaming.benchmarks.server.StreamServer;
import io.astreaming.benchmarks.stream.Bodies;
import io.astreaming.benchmarks.stream.Shape;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is measured reads every stream to the last character. The chunks of a tool call come as one response. Reasoning comes
 * with every response from the beginning, as metadata: no piece of a text, so only what is said afterwards is looked at.
 */
class SpringAiTest {
    private static final int PIECES = 300;

    @ParameterizedTest
    @EnumSource(names = "REASONING", mode = EnumSource.Mode.EXCLUDE)
    void decodesEveryShape(Shape shape) {
        int expected = shape == Shape.TOOLS ? 1 : Shape.chunks(Bodies.PIECES);
        assertEquals(expected, Check.read(new Pipeline(), shape));
    }

    @ParameterizedTest
    @EnumSource(names = "REASONING", mode = EnumSource.Mode.EXCLUDE)
    void receivesEveryShapeOverTheWire(Shape shape) throws IOException {
        try (StreamServer server = StreamServer.start()) {
            int expected = shape == Shape.TOOLS ? 1 : PIECES;
            assertEquals(expected, Check.stream(new Model(server.baseUrl()), new Plan(shape, PIECES, 0, 5, false)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "REASONING")
    void decodesWhatIsSaidAfterTheReasoning(Shape shape) {
        Check.Reading reading = Check.read(new Pipeline(), shape.body(Bodies.PIECES));
        assertEquals(Shape.chunks(Bodies.PIECES), reading.chunks());
        String said = shape.text(Bodies.PIECES)
                .substring(shape.text(Bodies.PIECES / 2).length());
        assertEquals(said, reading.text());
    }
}
