package io.astreaming.json.chunk;

import static io.astreaming.json.Decoding.completion;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.CompletionChunk;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.CompletionTokensDetails;
import io.astreaming.value.Deviation;
import io.astreaming.value.PromptTokensDetails;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.UsageNotReported;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageReaderTest {
    @Test
    void readsEveryCount() {
        CompletionChunk chunk = completion("""
                {"choices":[],"usage":{"prompt_tokens":117,"completion_tokens":2,"total_tokens":3,
                 "prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":5,"audio_tokens":6,"text_tokens":7,
                   "image_tokens":8,"video_tokens":9},
                 "completion_tokens_details":{"reasoning_tokens":10,"audio_tokens":11,"text_tokens":12,
                   "accepted_prediction_tokens":13,"rejected_prediction_tokens":14,"x":null},
                 "cache_creation_input_tokens":15,"cache_read_input_tokens":16,"cost":1.20e-5}}""");
        assertThat(chunk.usage())
                .isEqualTo(new TokenUsage(
                        117L,
                        2L,
                        3L,
                        new PromptTokensDetails(4L, 5L, 6L, 7L, 8L, extras("video_tokens", "9")),
                        new CompletionTokensDetails(10L, 11L, 12L, 13L, 14L, extras("x", "null")),
                        15L,
                        16L,
                        extras("cost", "1.20e-5")));
    }

    @Test
    void readsCountsThatAreNullOrWrittenOddly() {
        CompletionChunk chunk = completion("""
                {"choices":[],"usage":{"prompt_tokens":117.0,"completion_tokens":null,"prompt_tokens_details":null,
                 "completion_tokens_details":{}}}""");
        assertThat(chunk.usage())
                .isEqualTo(new TokenUsage(
                        117L,
                        null,
                        null,
                        null,
                        new CompletionTokensDetails(null, null, null, null, null, Extras.NONE),
                        null,
                        null,
                        new Extras(Map.of(
                                "prompt_tokens", new JsonText("117.0"),
                                "completion_tokens", JsonText.NULL,
                                "prompt_tokens_details", JsonText.NULL))));
        assertThat(chunk.deviations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{ \"prompt_tokens\" : null }"})
    void takesUsageThatSaysNothingForNone(String wire) {
        CompletionChunk chunk = completion("{\"choices\":[],\"usage\":" + wire + "}");
        assertThat(chunk.usage()).isEqualTo(UsageNotReported.INSTANCE);
        assertThat(chunk.extras()).isEqualTo(extras("usage", wire));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "[]", "\"x\"", "{\"prompt_tokens\":\"many\"}", "{\"prompt_tokens_details\":3}"})
    void keepsUsageOfUnreadableForm(String wire) {
        assertThat(completion("{\"choices\":[],\"usage\":" + wire + "}").deviations())
                .containsExactly(Deviation.UNEXPECTED_FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"usage\":null", ",\"usage\":{}"})
    void readsTheUsageThatGroqPutsElsewhere(String usage) {
        String groq = "{\"id\":\"r\",\"usage\":{\"total_tokens\":5,\"queue_time\":0.10}}";
        CompletionChunk chunk = completion("{\"choices\":[],\"x_groq\":" + groq + usage + "}");
        assertThat(((TokenUsage) chunk.usage()).totalTokens()).isEqualTo(5);
        assertThat(chunk.extras().get("x_groq")).isEqualTo(new JsonText(groq));
    }

    @Test
    void prefersUsageInItsPlace() {
        CompletionChunk chunk = completion(
                "{\"choices\":[],\"usage\":{\"total_tokens\":1},\"x_groq\":{\"usage\":{\"total_tokens\":5}}}");
        assertThat(((TokenUsage) chunk.usage()).totalTokens()).isEqualTo(1);
    }

    private static Extras extras(String name, String value) {
        return new Extras(Map.of(name, new JsonText(value)));
    }
}
