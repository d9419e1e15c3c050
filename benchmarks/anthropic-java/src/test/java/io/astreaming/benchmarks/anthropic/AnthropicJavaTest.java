package io.astreaming.benchmarks.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.astreaming.benchmarks.measure.Check;
import io.astreaming.benchmarks.stream.Bodies;
import io.astreaming.benchmarks.stream.EventShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured reads every stream to the last character. It doesn't hand on pings. */
class AnthropicJavaTest {
    @ParameterizedTest
    @EnumSource(names = {"MESSAGES_TEXT", "MESSAGES_TOOLS"})
    void decodesEveryShape(EventShape shape) {
        int expected = shape.payloadCount(Bodies.PIECES) - 1;
        assertEquals(expected, Check.readCalls(new MessageEvents(), shape));
        assertEquals(expected, Check.readCalls(new MessageAccumulated(), shape));
    }
}
