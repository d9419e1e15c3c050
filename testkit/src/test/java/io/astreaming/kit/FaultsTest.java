package io.astreaming.kit;

import static io.astreaming.test.ChatAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.error.RejectedException;
import io.astreaming.replay.Recording;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.test.Faults;
import io.astreaming.test.ReplayExtension;
import io.astreaming.value.Deviation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class FaultsTest {
    private static final Recording HELLO =
            Recording.builder().text("Hel", "lö").usage(11, 7).build();

    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted();

    private static Outcome outcome(Reply reply) {
        return outcome(model.next(reply).chat().withRetry(RetryPolicy.NONE));
    }

    private static Outcome outcome(Chat chat) {
        try (ChatStream stream = chat.stream(ChatRequest.model("m").user("Hi").build())) {
            return stream.outcome();
        }
    }

    @Test
    void endsAStreamTooEarly() {
        assertThat(outcome(Faults.cutAfterChunk(HELLO, 1))).isTruncated().hasText("Hel");
        assertThat(outcome(Faults.endAfterChunk(HELLO, 1))).isTruncated().hasText("Hel");
        assertThat(outcome(Faults.cutWithinCharacter(HELLO))).isTruncated().hasText("Hel");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.cutWithinCharacter(Recording.ofText("Hello")))
                .withMessageContaining("is one byte");
    }

    @Test
    void stalls() {
        Chat chat = model.next(Faults.stallAfterChunk(HELLO, 1))
                .chat()
                .withTimeouts(StreamTimeouts.DEFAULT.withIdle(Duration.ofMillis(200)));

        assertThat(outcome(chat)).isTimedOut().hasText("Hel");
    }

    @Test
    void reportsAnErrorWithinTheStream() {
        assertThat(outcome(Faults.errorAfterChunk(HELLO, 2, "No \"more\"")))
                .isFailed()
                .hasError(ProviderFailedException.class)
                .hasText("Hellö");
    }

    @Test
    void rejectsARequest() {
        Outcome busy = outcome(Faults.rateLimited(Duration.ofMillis(1_500)));

        assertThat(busy).isRejected(429);
        assertThat(((RejectedException) busy.error()).retryAfter()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(outcome(Faults.rejected(401, "No \"such\" key")).error()).hasMessageContaining("No \"such\" key");
    }

    @Test
    void isAnsweredAfterTheTimeThatARateLimitNames() {
        model.next(Faults.rateLimited(Duration.ofMillis(1))).next(HELLO);

        assertThat(outcome(model.chat())).isCompleted().hasText("Hellö");
        assertThat(model.requests()).hasSize(2);
    }

    @Test
    void answersWithSomethingElseThanAStream() {
        Outcome page = outcome(Faults.webPage());

        assertThat(page).isFailed().hasError(MalformedStreamException.class);
        assertThat(page.error()).hasMessageContaining("Please log in");
        assertThat(outcome(Faults.noResponse())).isFailed().hasError(ConnectionException.class);
    }

    @Test
    void sendsAnAnswerInAnUnusualWay() {
        assertThat(outcome(Faults.wrongContentType(HELLO, "text/plain")))
                .isCompleted()
                .hasText("Hellö")
                .hasDeviations(Deviation.CONTENT_TYPE);
        assertThat(outcome(Faults.byteByByte(HELLO)))
                .isCompleted()
                .hasText("Hellö")
                .hasDeviations();
    }
}
