package io.astreaming.kit;

import static io.astreaming.test.ChatAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Outcome;
import io.astreaming.replay.Recording;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ToolLoop;
import io.astreaming.test.Faults;
import io.astreaming.test.Quirks;
import io.astreaming.test.ReplayExtension;
import io.astreaming.tool.ToolRunner;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recipes of docs/testing.md. */
@Timeout(60)
class TestingGuideTest {
    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted();

    private Chat chat;
    private Greeter greeter;

    @BeforeEach
    void setUp(Chat chat) {
        this.chat = chat;
        greeter = new Greeter(chat);
    }

    @Test
    void refuses() {
        model.next(Recording.builder().refusal("I can't", " greet Mallory.").build());

        assertThat(greeter.outcome("Mallory")).isCompleted().hasText("").hasRefusal("I can't greet Mallory.");
    }

    @Test
    void isTruncated() {
        Recording answer = Recording.ofText("Hello", ", Ada");
        model.next(Faults.cutAfterChunk(answer, 1));

        assertThat(greeter.outcome("Ada")).isTruncated().hasText("Hello");
    }

    @Test
    void isCancelled() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        model.next(Faults.stallAfterChunk(Recording.ofText("Hello", ", Ada"), 1));

        CompletableFuture<Outcome> answer = chat.listen(Greeter.request("Ada"), event -> begun.countDown());
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        answer.cancel(true); // without this the test fails: a stream is still open
    }

    @Test
    void callsATool() {
        model.next(Recording.builder()
                        .toolCall("call_1", "weather", "{\"city\":", "\"Oslo\"}")
                        .build())
                .next(Recording.ofText("It's cold in Oslo."));

        ToolRunner tools = ToolRunner.of(Map.of("weather", call -> "-5 degrees"));
        Outcome outcome = ToolLoop.over(chat, tools).run(Greeter.request("Ada")).outcome();

        assertThat(outcome).isCompleted().hasText("It's cold in Oslo.").hasNoToolCalls();
        assertThat(model.requests().get(1)).hasMessage("tool", "-5 degrees");
    }

    @Test
    void comesAfterARateLimit() {
        model.next(Faults.rateLimited(Duration.ofMillis(10))).next(Recording.ofText("Hello, Ada"));

        assertThat(greeter.outcome("Ada")).isCompleted();
        assertThat(model.requests()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("io.astreaming.test.Quirks#all")
    void copesWithWhatProvidersSend(Recording quirk) {
        model.next(quirk);

        assertThat(greeter.greet("Ada")).isNotNull();
    }

    @Test
    void doesNotRunACallThatIsCut() {
        model.next(Quirks.CUT_CALL);

        assertThat(greeter.outcome("Ada")).hasIncompleteToolCall("weather");
    }
}
