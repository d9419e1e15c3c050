package io.astreaming.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Failed;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.settings.StreamLimits;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each limit ends a stream that goes beyond it, with an error that names limit and place, and what came before is kept. */
class LimitsTest {
    private static final StreamLimits SMALL = StreamLimits.DEFAULT
            .withEventBytes(400)
            .withNestingDepth(8)
            .withNumberLength(12)
            .withTotalText(20)
            .withChoices(2)
            .withToolCalls(2)
            .withDistinctExtras(2)
            .withErrorBodyBytes(100);
    private static final String OK = event(Wire.delta("{'content':'fine'}"));
    private static final Map<StreamLimit, String> BEYOND = new EnumMap<>(Map.of(
            StreamLimit.LINE_BYTES, ": " + "x".repeat(500) + "\n\n",
            StreamLimit.EVENT_BYTES, "data: {\n".repeat(300) + "\n",
            StreamLimit.NESTING_DEPTH, event("[".repeat(9) + "]".repeat(9)),
            StreamLimit.NUMBER_LENGTH, event("{'created':1234567890123}"),
            StreamLimit.TOTAL_TEXT, event(Wire.delta("{'content':'more than twenty characters'}")),
            StreamLimit.CHOICES,
                    event(Wire.choice("'index':1,'delta':{}")) + event(Wire.choice("'index':2,'delta':{}")),
            StreamLimit.TOOL_CALLS,
                    event(Wire.calls(
                            "[{'index':0,'id':'a','function':{'name':'a'}},{'index':1,'id':'b','function':{'name':'b'}},"
                                    + "{'index':2,'id':'c','function':{'name':'c'}}]")),
            StreamLimit.DISTINCT_EXTRAS, event("{'choices':[],'a':1,'b':2,'c':3}")));

    @ParameterizedTest
    @EnumSource
    void endsAStreamThatGoesBeyond(StreamLimit limit) {
        byte[] body = (OK + BEYOND.get(limit)).getBytes(StandardCharsets.UTF_8);
        for (int piece : new int[] {1, 50, body.length}) {
            Wire wire = Wire.read(body, piece, SMALL);

            assertThat(wire.outcome).isInstanceOf(Failed.class);
            assertThat(wire.outcome.error())
                    .isInstanceOfSatisfying(
                            LimitExceededException.class,
                            e -> assertThat(e.limit()).isEqualTo(limit))
                    .hasMessageContaining(limit.description())
                    .hasMessageContaining("event #");
            assertThat(wire.text()).isEqualTo("fine");
        }
    }

    private static String event(String payload) {
        return "data: " + payload.replace('\'', '"') + "\n\n";
    }
}
