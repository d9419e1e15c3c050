package io.astreaming.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.jsontext.Extras;
import io.astreaming.value.TokenUsage;
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
        GenAiConventions older = GenAiConventions.V1_41;
        assertThat(older.duration().name()).isEqualTo("gen_ai.client.operation.duration");
        assertThat(older.timeToFirstChunk().name()).isEqualTo("gen_ai.client.operation.time_to_first_chunk");
        assertThat(older.tokenUsage()).isNotNull();
        assertThat(older.tokenUsage().name()).isEqualTo("gen_ai.client.token.usage");
        assertThat(older.usageAttribute(TokenKind.CACHE_WRITE)).isEqualTo("gen_ai.usage.cache_creation.input_tokens");
        GenAiConventions newer = GenAiConventions.V0_1;
        assertThat(newer.timePerOutputChunk().name()).isEqualTo("gen_ai.client.inference.time_per_output_chunk");
        assertThat(newer.tokenUsage()).isNull();
        assertThat(newer.usageAttribute(TokenKind.CACHE_WRITE)).isEqualTo("gen_ai.usage.cache_write.input_tokens");
    }

    @Test
    void namesTheMetricsOfEachKindOfTokens() {
        assertThat(TokenKind.values()).allSatisfy(kind -> {
            assertThat(GenAiConventions.V1_41.tokensUsed(kind)).isNull();
            assertThat(GenAiConventions.V1_41.tokensPerStream(kind)).isNull();
            assertThat(GenAiConventions.V0_1.tokensPerStream(kind) != null).isEqualTo(kind.isTotal());
        });
        assertThat(GenAiConventions.V0_1.tokensPerStream(TokenKind.OUTPUT).name())
                .isEqualTo("gen_ai.client.inference.operation.output_tokens");
        assertThat(TokenKind.values())
                .extracting(kind -> GenAiConventions.V0_1.tokensUsed(kind).name())
                .containsExactly(
                        "gen_ai.client.inference.usage.input_tokens",
                        "gen_ai.client.inference.usage.output_tokens",
                        "gen_ai.client.inference.usage.cache_read.input_tokens",
                        "gen_ai.client.inference.usage.cache_write.input_tokens",
                        "gen_ai.client.inference.usage.reasoning.output_tokens");
        assertThat(TokenKind.INPUT.type()).isEqualTo("input");
        assertThat(TokenKind.OUTPUT.type()).isEqualTo("output");
    }

    @Test
    void leavesOutNegativeCounts() {
        TokenUsage usage = new TokenUsage(-1L, 7L, null, null, null, null, null, Extras.NONE);
        assertThat(TokenKind.INPUT.count(usage)).isNull();
        assertThat(TokenKind.OUTPUT.count(usage)).isEqualTo(7);
        assertThat(TokenKind.REASONING.count(usage)).isNull();
    }

    @Test
    void leavesOutCountsThatNoModelReaches() {
        TokenUsage usage = new TokenUsage(Long.MAX_VALUE, 1_000_000_000L, null, null, null, null, null, Extras.NONE);
        assertThat(TokenKind.INPUT.count(usage)).isNull();
        assertThat(TokenKind.OUTPUT.count(usage)).isEqualTo(1_000_000_000);
    }
}
