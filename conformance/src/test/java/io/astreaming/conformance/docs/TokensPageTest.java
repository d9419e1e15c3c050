package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.Truncated;
import io.astreaming.conformance.docs.TokenCosts.Prices;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.TextReceived;
import io.astreaming.replay.Recording;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.ChatStream;
import io.astreaming.test.ReplayExtension;
import io.astreaming.value.Deviation;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.UsageNotReported;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What docs/tokens.md says of usage is true. */
@Timeout(60)
class TokensPageTest {
    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted();

    private static final Prices PRICES =
            new Prices(new BigDecimal("2.00"), new BigDecimal("0.50"), new BigDecimal("2.50"), new BigDecimal("8.00"));
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("?").build();

    @Test
    void hasTheComputationAsItCompiles() throws IOException {
        String code = GuidePage.examples(TokenCosts.class).get("prices");
        assertThat(GuidePage.of("tokens.md").blocks("java"))
                .extracting(GuidePage.Block::code)
                .contains(code);
    }

    @Test
    void computesTheCostsOfEachExample() throws IOException {
        List<GuidePage.Block> examples = GuidePage.of("tokens.md").blocks("json");
        assertThat(examples).hasSizeGreaterThan(3).allSatisfy(example -> {
            Outcome outcome = outcome(Recording.builder()
                    .text("Hi")
                    .payload("{\"choices\":[]," + example.code().strip() + "}")
                    .build());
            BigDecimal cost = PRICES.cost((TokenUsage) outcome.completion().usage());
            assertThat(example.next()).contains("`" + cost.stripTrailingZeros().toPlainString() + "`");
        });
    }

    @Test
    void countsThatUsageIsMissingOnlyIfItWasAsked() {
        Outcome asked = outcome(Recording.ofText("Hi"));
        assertThat(asked).isInstanceOf(Completed.class);
        assertThat(asked.completion().usage()).isEqualTo(UsageNotReported.INSTANCE);
        assertThat(asked.completion().deviations()).containsOnlyKeys(Deviation.USAGE_MISSING);
        model.server().reset();
        ChatRequest silent = REQUEST.toBuilder().includeUsage(false).build();
        assertThat(outcome(Recording.ofText("Hi"), silent).completion().deviations())
                .isEmpty();
        assertThat(model.onlyRequest())
                .satisfies(sent -> assertThat(sent.text()).doesNotContain("include_usage"));
    }

    @Test
    void keepsTheLastCountsOfATruncatedStream() {
        String growing = "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}],"
                + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":%d}}";
        Outcome outcome = outcome(Recording.ofPayloads(List.of(growing.formatted(1), growing.formatted(2)), false));
        assertThat(outcome).isInstanceOf(Truncated.class);
        assertThat(((TokenUsage) outcome.completion().usage()).completionTokens())
                .isEqualTo(2);
    }

    @Test
    void hasNoUsageOfAStreamThatWasCancelledBeforeItCame() {
        try (ChatStream stream = model.next(Recording.ofText("a", "b")).chat().stream(REQUEST)) {
            for (ChatEvent event : stream) {
                if (event instanceof TextReceived) {
                    stream.close();
                }
            }
            assertThat(stream.outcome()).isInstanceOf(Cancelled.class);
            assertThat(stream.outcome().completion().usage()).isEqualTo(UsageNotReported.INSTANCE);
        }
    }

    private static Outcome outcome(Recording recording) {
        return outcome(recording, REQUEST);
    }

    private static Outcome outcome(Recording recording, ChatRequest request) {
        try (ChatStream stream = model.next(recording).chat().stream(request)) {
            return stream.outcome();
        }
    }
}
