package io.astreaming.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.stream.Chat;
import io.astreaming.testing.Chats;
import io.astreaming.testing.Ending;
import io.astreaming.testing.ReadingFace;
import io.astreaming.testing.Streams;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lines that a logger receives of real streams. */
@Timeout(60)
class StreamLogTest {
    private static final String KEY = "sk-planted-key-0123456789";
    private static final String PROMPT = "planted prompt";
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user(PROMPT).build();

    private final Lines lines = new Lines(Logger.Level.DEBUG);

    @ParameterizedTest
    @EnumSource(Ending.class)
    void logsHowAStreamEnded(Ending ending) throws Exception {
        read(lines, RetryPolicy.NONE, ending, ending.reply());
        assertThat(lines.all).hasSize(1);
        String error = ending.errorType() == null ? "" : " (" + ending.errorType() + ")";
        String level = ending == Ending.COMPLETED ? "DEBUG" : "INFO";
        assertThat(lines.all.get(0)).startsWith(level + " stream of m at 127.0.0.1 " + ending.outcome() + error + ": ");
        assertThat(lines.all.get(0)).doesNotContain(KEY, PROMPT, Ending.PLANTED);
    }

    @Test
    void saysTimesAndTokens() throws Exception {
        read(lines, RetryPolicy.NONE, Ending.COMPLETED, Ending.COMPLETED.reply());
        assertThat(lines.all.get(0))
                .matches("DEBUG stream of m at 127\\.0\\.0\\.1 completed: 4 chunks in \\d+\\.\\d{3} s, "
                        + "first content after \\d+\\.\\d{3} s, tokens 11 in, 7 out");
    }

    @Test
    void logsRetries() throws Exception {
        Reply busy = Reply.status(429, "{\"error\":{\"message\":\"" + Ending.PLANTED + "\"}}")
                .header("Retry-After-Ms", "7");
        read(lines, RetryPolicy.DEFAULT, Ending.COMPLETED, busy, Ending.COMPLETED.reply());
        assertThat(lines.all).hasSize(2);
        assertThat(lines.all.get(0)).isEqualTo("DEBUG attempt 1 of m at 127.0.0.1 failed (429), the next one in 7 ms");
    }

    @Test
    void logsHowLongAStreamWaitedForItsTurn() {
        StreamLog.listeners("http://127.0.0.1", lines).apply(REQUEST).admitted(Duration.ofSeconds(2));
        assertThat(lines.all).containsExactly("DEBUG stream of m at 127.0.0.1 waited 2000 ms in the queue");
    }

    @Test
    void logsWhichEndpointIsAsked() {
        StreamLog.listeners(null, lines).apply(REQUEST).endpointChosen(2, "eu");
        assertThat(lines.all).containsExactly("DEBUG attempt 2 of m at unknown host asks the endpoint eu");
    }

    @Test
    void saysNothingOfGoodStreamsWhereDebugIsOff() throws Exception {
        Lines info = new Lines(Logger.Level.INFO);
        read(info, RetryPolicy.NONE, Ending.COMPLETED, Ending.COMPLETED.reply());
        assertThat(info.all).isEmpty();
        read(info, RetryPolicy.NONE, Ending.COMPLETED, Ending.TRUNCATED.reply());
        assertThat(info.all).hasSize(1);
    }

    @Test
    void writesOneLineWhateverTheModelIsCalled() throws Exception {
        ChatRequest forged = REQUEST.toBuilder()
                .model("m at host completed\r\nINFO stream of \u2028" + "x".repeat(100))
                .build();
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = Chats.at(server, KEY).withListener(StreamLog.listeners(null, lines))) {
            ReadingFace.PULLED.read(chat, forged);
        }
        assertThat(lines.all.get(0))
                .startsWith("DEBUG stream of m at host completed??INFO stream of ?xxx")
                .contains(" at unknown host completed: ")
                .doesNotContain("\r", "\n", "\u2028", "x".repeat(65));
    }

    @Test
    void putsAQuestionMarkForACountThatIsMissingOrCantBeTrue() throws Exception {
        Reply absurd = Reply.of(Recording.ofPayloads(
                List.of(
                        Streams.stop(),
                        "{\"id\":\"1\",\"model\":\"m\",\"choices\":[],\"usage\":{\"completion_tokens\":-7}}"),
                true));
        read(lines, RetryPolicy.NONE, Ending.COMPLETED, absurd);
        assertThat(lines.all.get(0)).endsWith(", tokens ? in, ? out");
    }

    private static void read(Logger logger, RetryPolicy retry, Ending ending, Reply first, Reply... more)
            throws Exception {
        try (ReplayServer server = ReplayServer.answering(first, more).start();
                Chat chat =
                        StreamLog.observe(Chats.at(server, KEY, ending), logger).withRetry(retry)) {
            ReadingFace.PULLED.read(chat, REQUEST);
        }
    }

    /** A logger that keeps its lines. */
    private static final class Lines implements Logger {
        final List<String> all = new ArrayList<>();
        private final Level least;

        Lines(Level least) {
            this.least = least;
        }

        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() >= least.getSeverity();
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            all.add(level + " " + message);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... params) {
            all.add(level + " " + format);
        }
    }
}
