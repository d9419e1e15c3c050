package io.astreaming.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void cutsAfterEachBlankLine(String end) {
        String body = "data: a~data: b~~: ping~~id: 1~data: c~~".replace("~", end);

        assertThat(texts(body))
                .containsExactly(
                        "data: a~data: b~~".replace("~", end),
                        ": ping~~".replace("~", end),
                        "id: 1~data: c~~".replace("~", end));
    }

    @Test
    void keepsALastEventWithoutItsBlankLine() {
        assertThat(texts("data: a\n\ndata: b\n")).containsExactly("data: a\n\n", "data: b\n");
        assertThat(texts("data: a\n\ndata: b")).containsExactly("data: a\n\n", "data: b");
    }

    @Test
    void keepsBlankLinesThatFollowWithTheFrameBeforeAndThoseAtTheStartWithTheFirst() {
        assertThat(texts("\n\ndata: a\n\n\r\n\ndata: b\n\n")).containsExactly("\n\ndata: a\n\n\r\n\n", "data: b\n\n");
        assertThat(texts("\n")).containsExactly("\n");
    }

    @Test
    void takesNoFramesFromNothing() {
        assertThat(Recording.sse(new byte[0]).frames()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("io.astreaming.replay.Fixtures#NAMES")
    void keepsEveryByteOfABodyWithoutTiming(String name) {
        byte[] body = Fixtures.body(name);

        assertThat(joined(Recording.sse(body))).isEqualTo(body);
        assertThat(Recording.sse(body).hasTiming()).isFalse();
    }

    @Test
    void keepsEveryByteOfAnyBody() {
        Random random = new Random(7);
        String[] pieces = {"\n", "\r", "data", ": ", "x", "\u00e9", ": at=", ":at=x\n"};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder body = new StringBuilder();
            for (int n = random.nextInt(16); n > 0; n--) {
                body.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(String.join("", texts(body.toString()))).isEqualTo(body.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void takesTimesFromCommentsAndLeavesThemOut(String end) {
        Recording recording =
                Recording.sse(bytes(": at=12~data: a~~:at=34~~: ping~~data: b~~: at=9000~~".replace("~", end)));

        assertThat(recording.frames())
                .extracting(Frame::text)
                .containsExactly(
                        "data: a~~".replace("~", end), ": ping~~".replace("~", end), "data: b~~".replace("~", end));
        assertThat(recording.frames())
                .extracting(Frame::at)
                .containsExactly(Duration.ofMillis(12), Duration.ofMillis(34), null);
        assertThat(recording.hasTiming()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ": at=",
                ": at=1.5",
                ": at=-1",
                ": at=1 ms",
                ": at=1234567890123",
                "at=12",
                ":  at=1",
                "data: at=1"
            })
    void takesOtherCommentsForTheProvidersOwn(String line) {
        Recording recording = Recording.sse(bytes(line + "\ndata: a\n\n"));

        assertThat(recording.hasTiming()).isFalse();
        assertThat(recording.frames()).extracting(Frame::text).containsExactly(line + "\ndata: a\n\n");
    }

    @Test
    void takesACommentWithinAnEventForTheProvidersOwn() {
        assertThat(texts("data: a\n: at=5\n\n")).containsExactly("data: a\n: at=5\n\n");
    }

    @Test
    void makesOneEventOfEachPayload() {
        Recording recording = Recording.ofPayloads(List.of("{\"a\":1}", "{\n}"), true);

        assertThat(recording.frames())
                .extracting(Frame::text)
                .containsExactly("data: {\"a\":1}\n\n", "data: {\ndata: }\n\n", "data: [DONE]\n\n");
        assertThat(Recording.ofPayloads(List.of("{}"), false).frames()).hasSize(1);
    }

    @Test
    void isNamedLikeItsFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("gpt-4o.sse");
        Files.write(file, bytes("data: a\n\n"));

        assertThat(Recording.sse(file).name()).isEqualTo("gpt-4o");
        assertThat(Recording.sse(file).frames()).hasSize(1);
        assertThatThrownBy(() -> Recording.sse(folder.resolve("none.sse")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.sse");
    }

    @Test
    void keepsItsFramesUnderANewName() {
        Recording recording = Recording.sse(bytes("data: a\n\n"));

        assertThat(recording.named("b").name()).isEqualTo("b");
        assertThat(recording.named("b").frames()).isEqualTo(recording.frames());
        assertThatIllegalArgumentException().isThrownBy(() -> recording.named(" "));
    }

    @Test
    void cannotBeChangedFromOutside() {
        byte[] body = bytes("data: a\n\n");
        Recording recording = Recording.sse(body);
        body[6] = 'b';
        recording.frames().get(0).bytes()[6] = 'c';

        assertThat(recording.frames().get(0).text()).isEqualTo("data: a\n\n");
    }

    @Test
    void showsNoContent() {
        Recording recording = Recording.sse(bytes(": at=3\ndata: secret\n\n")).named("x");

        assertThat(recording).hasToString("Recording[x, 1 frames, timed]");
        assertThat(recording.frames().get(0)).hasToString("Frame[14 bytes at 3 ms]");
    }

    private static List<String> texts(String body) {
        return Recording.sse(bytes(body)).frames().stream().map(Frame::text).toList();
    }

    private static byte[] joined(Recording recording) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        recording.frames().forEach(frame -> out.writeBytes(frame.bytes()));
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
