package io.astreaming.protocol.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.error.LimitExceededException;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.UsageNotReported;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageUsageTest {
    private static final String METRICS = "amazon-bedrock-invocationMetrics";

    private final MessageUsage usage = new MessageUsage(4);

    private TokenUsage counted(String members) {
        usage.add(extras(members));
        return (TokenUsage) usage.changes();
    }

    private static Extras extras(String members) {
        return new Extras(new JsonText(members.replace('\'', '"')).members());
    }

    @Test
    void addsWhatWasReadFromTheCacheAndWrittenToItToThePrompt() {
        TokenUsage all = counted("{'input_tokens':3,'cache_read_input_tokens':20,'cache_creation_input_tokens':100,"
                + "'output_tokens':7}");

        assertThat(all.promptTokens()).isEqualTo(123);
        assertThat(all.cachedTokens()).isEqualTo(20);
        assertThat(all.cacheWriteTokens()).isEqualTo(100);
        assertThat(all.completionTokens()).isEqualTo(7);
    }

    @Test
    void countsThinkingAsReasoning() {
        assertThat(counted("{'output_tokens_details':{'thinking_tokens':5}}").reasoningTokens())
                .isEqualTo(5);
        assertThat(counted("{'output_tokens_details':{'x':5}}").reasoningTokens())
                .isNull();
    }

    @Test
    void takesTheLastCountThatIsNotNull() {
        counted("{'input_tokens':3}");
        assertThat(counted("{'input_tokens':4}").promptTokens()).isEqualTo(4);
        usage.add(extras("{'input_tokens':null}"));
        assertThat(usage.changes()).as("unchanged").isEqualTo(UsageNotReported.INSTANCE);
        usage.add(extras("{'input_tokens':4}"));
        assertThat(usage.changes()).as("repeated").isEqualTo(UsageNotReported.INSTANCE);
    }

    @ParameterizedTest
    @CsvSource({"0, 9, 9", "null, 9, 9", "3, 9, 3", "0, null, 0", "null, null,"})
    void takesWhatBedrockCountsInPlaceOfZerosAndNothing(String count, String metric, Long expected) {
        usage.add(extras("{'input_tokens':" + count + "}"));
        usage.addMetrics(extras("{'" + METRICS + "':{'inputTokenCount':" + metric + "}}"));
        assertThat(((TokenUsage) usage.changes()).promptTokens()).isEqualTo(expected);
    }

    @Test
    void hasNoMetricsWhereThereAreNone() {
        usage.addMetrics(Extras.NONE);
        assertThat(usage.changes()).isEqualTo(UsageNotReported.INSTANCE);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 90, 999_999_999_999_999_999L})
    void takesWholeNumbers(long count) {
        assertThat(counted("{'output_tokens':" + count + "}").completionTokens())
                .isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "'7'", "{}", "1000000000000000000"})
    void ignoresWhatIsNoCount(String count) {
        assertThat(counted("{'output_tokens':" + count + "}").completionTokens())
                .isNull();
    }

    @Test
    void keepsNoMoreMembersThanAllowed() {
        counted("{'a':1,'b':1,'c':1,'d':1}");
        Extras more = new Extras(Map.of("e", new JsonText("1")));
        assertThatThrownBy(() -> usage.add(more)).isInstanceOf(LimitExceededException.class);
    }
}
