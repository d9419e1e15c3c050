package io.astreaming.observation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GenAiConventionsTest {
    @Test
    void followsTheOptInOfTheEnvironment() {
        assertThat(GenAiConventions.of(null)).isEqualTo(GenAiConventions.V1_41);
        assertThat(GenAiConventions.of("http,database")).isEqualTo(GenAiConventions.V1_41);
        assertThat(GenAiConventions.of("gen_ai_latest_experimental_not")).isEqualTo(GenAiConventions.V1_41);
        assertThat(GenAiConventions.of("http, gen_ai_latest_experimental")).isEqualTo(GenAiConventions.V0_1);
    }

    @Test
    void namesTheMetricsOfBothGenerations() {
        assertThat(GenAiConventions.V1_41.duration()).isEqualTo("gen_ai.client.operation.duration");
        assertThat(GenAiConventions.V1_41.timeToFirstChunk()).isEqualTo("gen_ai.client.operation.time_to_first_chunk");
        assertThat(GenAiConventions.V1_41.tokenUsage()).isEqualTo("gen_ai.client.token.usage");
        assertThat(GenAiConventions.V1_41.tokensUsed("input_tokens")).isNull();
        assertThat(GenAiConventions.V1_41.tokensOfOperation("input_tokens")).isNull();
        assertThat(GenAiConventions.V1_41.cacheWriteTokens()).isEqualTo("gen_ai.usage.cache_creation.input_tokens");
        assertThat(GenAiConventions.V0_1.timePerOutputChunk())
                .isEqualTo("gen_ai.client.inference.time_per_output_chunk");
        assertThat(GenAiConventions.V0_1.tokenUsage()).isNull();
        assertThat(GenAiConventions.V0_1.tokensUsed("input_tokens"))
                .isEqualTo("gen_ai.client.inference.usage.input_tokens");
        assertThat(GenAiConventions.V0_1.tokensOfOperation("output_tokens"))
                .isEqualTo("gen_ai.client.inference.operation.output_tokens");
        assertThat(GenAiConventions.V0_1.cacheWriteTokens()).isEqualTo("gen_ai.usage.cache_write.input_tokens");
    }
}
