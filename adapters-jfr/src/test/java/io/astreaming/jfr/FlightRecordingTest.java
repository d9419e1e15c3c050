package io.astreaming.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.testing.Chats;
import io.astreaming.testing.Ending;
import io.astreaming.testing.ReadingFace;
import io.astreaming.testing.Streams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a recording has of real streams from a real server, read back from its file. */
@Timeout(60)
class FlightRecordingTest {
    private static final String KEY = "sk-planted-key-0123456789";
    private static final String PROMPT = "planted prompt";
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user(PROMPT).build();

    @TempDir
    Path folder;

    static Stream<Arguments> endingsOnEachFace() {
        return Stream.of(Ending.values())
                .flatMap(ending -> Stream.of(ReadingFace.values()).map(face -> Arguments.of(ending, face)));
    }

    @ParameterizedTest
    @MethodSource("endingsOnEachFace")
    void recordsAStreamWithItsOutcome(Ending ending, ReadingFace face) throws Exception {
        List<RecordedEvent> events = record(face, RetryPolicy.NONE, ending, ending.reply());
        RecordedEvent stream = only(events, "astreaming.Stream");
        assertThat(stream.getString("provider")).isEqualTo("127.0.0.1");
        assertThat(stream.getString("host")).isEqualTo("127.0.0.1");
        assertThat(stream.getString("requestModel")).isEqualTo("m");
        assertThat(stream.getString("outcome")).isEqualTo(ending.outcome());
        assertThat(stream.getString("errorType")).isEqualTo(ending.errorType());
        assertThat(stream.getInt("attempts")).isEqualTo(1);
        assertThat(stream.getDuration()).isPositive();
        RecordedEvent attempt = only(events, "astreaming.Attempt");
        assertThat(attempt.getInt("status")).isEqualTo(ending == Ending.REJECTED ? 400 : 200);
        assertThat(events.toString()).doesNotContain(KEY, PROMPT, Ending.PLANTED);
    }

    @Test
    void recordsTheFiguresOfACompleteStream() throws Exception {
        RecordedEvent stream = only(
                record(ReadingFace.PULLED, RetryPolicy.NONE, Ending.COMPLETED, Ending.COMPLETED.reply()),
                "astreaming.Stream");
        assertThat(stream.getLong("chunks")).isEqualTo(4);
        assertThat(stream.getLong("inputTokens")).isEqualTo(11);
        assertThat(stream.getLong("outputTokens")).isEqualTo(7);
        assertThat(stream.getString("responseModel")).isEqualTo("m");
        assertThat(stream.getString("finishReasons")).isEqualTo("stop");
        assertThat(stream.getLong("timeToFirstChunk")).isPositive();
        assertThat(stream.getLong("timeToFirstContent")).isPositive();
        assertThat(stream.getLong("longestGap")).isNotNegative();
    }

    @Test
    void recordsEachAttempt() throws Exception {
        Reply busy = Reply.status(429, "{}").header("Retry-After-Ms", "1");
        List<RecordedEvent> events =
                record(ReadingFace.PULLED, RetryPolicy.DEFAULT, Ending.COMPLETED, busy, Ending.COMPLETED.reply());
        assertThat(all(events, "astreaming.Attempt"))
                .extracting(event -> event.getInt("attempt"), event -> event.getInt("status"))
                .containsExactly(tuple(1, 429), tuple(2, 200));
        assertThat(all(events, "astreaming.Attempt").get(0).getString("errorType"))
                .isEqualTo("429");
        assertThat(only(events, "astreaming.Stream").getInt("attempts")).isEqualTo(2);
    }

    @Test
    void recordsAStallLongerThanItsThreshold() throws Exception {
        Reply slow =
                Reply.of(Streams.whole("Hello", ", ", "world")).afterFrame(1).pause(Duration.ofMillis(150));
        RecordedEvent stall =
                only(record(ReadingFace.PULLED, RetryPolicy.NONE, Ending.COMPLETED, slow), "astreaming.Stall");
        assertThat(stall.getLong("chunks")).isEqualTo(1);
        assertThat(stall.getDuration()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void saysHowLongAStreamTookThatBeganBeforeTheRecording() throws Exception {
        Path file = folder.resolve("late.jfr");
        long before = System.nanoTime();
        try (Recording recording = new Recording();
                ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = FlightRecording.observe(Chats.at(server, KEY));
                ChatStream stream = chat.stream(REQUEST)) {
            stream.iterator().next();
            recording.start();
            stream.outcome();
            recording.dump(file);
        }
        RecordedEvent stream = only(RecordingFile.readAllEvents(file), "astreaming.Stream");
        assertThat(stream.getDuration("elapsed"))
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - before));
        assertThat(stream.getInt("attempts")).isEqualTo(1);
    }

    @Test
    void showsNoTimeWhereNothingCameAndNoCountThatCantBeTrue() throws Exception {
        Reply absurd = Reply.of(io.astreaming.replay.Recording.ofPayloads(
                List.of(
                        Streams.stop(),
                        "{\"id\":\"1\",\"model\":\"m\",\"choices\":[],"
                                + "\"usage\":{\"prompt_tokens\":9223372036854775807,\"completion_tokens\":-7}}"),
                true));
        RecordedEvent rejected = only(
                record(ReadingFace.PULLED, RetryPolicy.NONE, Ending.REJECTED, Ending.REJECTED.reply()),
                "astreaming.Stream");
        assertThat(rejected.toString()).contains("timeToFirstChunk = N/A", "longestGap = N/A");
        RecordedEvent counted =
                only(record(ReadingFace.PULLED, RetryPolicy.NONE, Ending.COMPLETED, absurd), "astreaming.Stream");
        assertThat(counted.getLong("inputTokens")).isEqualTo(-1);
        assertThat(counted.getLong("outputTokens")).isEqualTo(-1);
    }

    @Test
    void recordsAStreamWithHugeNamesAndManyChoices() throws Exception {
        StringBuilder choices = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            choices.append(i == 0 ? "" : ",").append("{\"index\":").append(i);
            choices.append(",\"delta\":{},\"finish_reason\":\"")
                    .append("r".repeat(200))
                    .append("\"}");
        }
        Reply wide = Reply.of(io.astreaming.replay.Recording.ofPayloads(
                List.of("{\"id\":\"1\",\"model\":\"" + "m".repeat(100_000) + "\",\"choices\":[" + choices + "]}"),
                true));
        Path file = folder.resolve("wide.jfr");
        try (Recording recording = new Recording();
                ReplayServer server = ReplayServer.answering(wide).start();
                Chat chat = FlightRecording.observe(Chats.at(server, KEY))) {
            recording.start();
            ReadingFace.PULLED.read(
                    chat,
                    REQUEST.toBuilder().model("m\n" + "x".repeat(5_000_000)).build());
            recording.dump(file);
        }
        RecordedEvent stream = only(RecordingFile.readAllEvents(file), "astreaming.Stream");
        assertThat(stream.getString("requestModel")).startsWith("m?xxx").hasSize(64);
        assertThat(stream.getString("responseModel")).hasSize(64);
        assertThat(stream.getString("finishReasons")).startsWith("rrr").hasSizeLessThan(100_000);
    }

    private List<RecordedEvent> record(ReadingFace face, RetryPolicy retry, Ending ending, Reply first, Reply... more)
            throws Exception {
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording();
                ReplayServer server = ReplayServer.answering(first, more).start();
                Chat chat =
                        FlightRecording.observe(Chats.at(server, KEY, ending)).withRetry(retry)) {
            recording.enable("astreaming.Stall").withThreshold(Duration.ofMillis(100));
            recording.start();
            face.read(chat, REQUEST);
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    private static List<RecordedEvent> all(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    private static RecordedEvent only(List<RecordedEvent> events, String name) {
        List<RecordedEvent> found = all(events, name);
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }
}
