package io.astreaming.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, with its gates: {@code <} and {@code >} stand around what has to happen there. */
class ReplyTest {
    private static final Reply ABC = Reply.of(Recording.sse("a\n\nb\n\nc\n\n".getBytes(UTF_8)));
    private static final ResponseTerms OLD = new ResponseTerms(false, false, false);
    private static final ResponseTerms CLOSING = new ResponseTerms(true, false, false);
    private static final ResponseTerms HEAD = new ResponseTerms(true, true, true);

    @Test
    void hasAHeadAndAChunkForEachFrame() {
        assertThat(wire(ABC, ResponseTerms.USUAL)).isEqualTo("""
                HTTP/1.1 200 OK
                Cache-Control: no-cache
                Content-Type: text/event-stream; charset=utf-8
                Transfer-Encoding: chunked

                <Due[frame=0]>3
                a

                <Due[frame=1]>3
                b

                <Due[frame=2]>3
                c

                0

                """.replace("a\n\n<", "a\n\n\n<")
                .replace("b\n\n<", "b\n\n\n<")
                .replace("c\n\n0", "c\n\n\n0"));
    }

    @Test
    void hasNoChunksForOldClients() {
        assertThat(wire(ABC, OLD)).contains("\nConnection: close\n").doesNotContain("chunked");
        assertThat(body(ABC, OLD)).isEqualTo("a\n\nb\n\nc\n\n");
        assertThat(wire(ABC.unchunked(), ResponseTerms.USUAL))
                .isEqualTo(wire(ABC, OLD))
                .isEqualTo(wire(ABC.unchunked(), OLD));
    }

    @Test
    void saysThatTheConnectionEnds() {
        assertThat(wire(ABC, CLOSING)).contains("\nConnection: close\n", "\nTransfer-Encoding: chunked\n");
        assertThat(ResponseWriter.write(ABC, CLOSING).isPersistent()).isFalse();
        assertThat(ResponseWriter.write(ABC, ResponseTerms.USUAL).isPersistent())
                .isTrue();
        assertThat(ResponseWriter.write(ABC.unchunked(), ResponseTerms.USUAL).isPersistent())
                .isFalse();
        assertThat(ResponseWriter.write(ABC.header("connection", "Close"), ResponseTerms.USUAL)
                        .isPersistent())
                .isFalse();
    }

    @Test
    void hasALengthAndNoPaceForAStatus() {
        assertThat(wire(Reply.status(429, "né").header("Retry-After", "1"), ResponseTerms.USUAL))
                .isEqualTo("""
                        HTTP/1.1 429 Too Many Requests
                        Content-Length: 3
                        Content-Type: application/json
                        Retry-After: 1

                        <Due[frame=0]>né""");
        assertThat(Reply.status(429, "x").pace()).isSameAs(Pace.full());
        assertThat(wire(Reply.status(204, ""), ResponseTerms.USUAL)).doesNotContain("Content-Length");
        assertThat(wire(Reply.status(299, ""), ResponseTerms.USUAL)).startsWith("HTTP/1.1 299 \n");
    }

    @Test
    void hasNoBodyWhenOnlyTheHeadIsWanted() {
        assertThat(wire(Reply.status(200, "abc"), HEAD))
                .endsWith("\nContent-Length: 3\nContent-Type: application/json\n\n");
    }

    @Test
    void replacesAndLeavesOutHeaders() {
        assertThat(wire(ABC.header("content-TYPE", "text/html"), ResponseTerms.USUAL))
                .contains("\ncontent-TYPE: text/html\n")
                .doesNotContain("event-stream");
        assertThat(wire(ABC.withoutHeader("content-type"), ResponseTerms.USUAL))
                .doesNotContainIgnoringCase("content-type");
        assertThat(wire(Reply.status(200, "abc").header("Content-Length", "9"), ResponseTerms.USUAL))
                .contains("\nContent-Length: 9\n")
                .doesNotContain("Content-Length: 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "é", "a\n"})
    void refusesNamesThatNoHeaderHas(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> ABC.header(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r", "\0", "€"})
    void refusesValuesThatNoHeaderHas(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> ABC.header("x", value));
    }

    @Test
    void isOnlyBytesWhenItIsRaw() {
        assertThat(wire(Reply.raw("SSH-2.0\n".getBytes(UTF_8)), ResponseTerms.USUAL))
                .isEqualTo("<Due[frame=0]>SSH-2.0\n");
        assertThat(wire(Reply.raw("x".getBytes(UTF_8)).unchunked(), OLD)).isEqualTo("<Due[frame=0]>x");
        assertThat(wire(Reply.nothing(), ResponseTerms.USUAL)).isEmpty();
        assertThat(ResponseWriter.write(Reply.nothing(), ResponseTerms.USUAL).isPersistent())
                .isFalse();
    }

    @Test
    void hasFaultsBetweenFrames() {
        assertThat(body(ABC.afterFrame(1).cut(), ResponseTerms.USUAL))
                .isEqualTo("3\na\n\n\n<Cut[reset=false]>3\nb\n\n\n3\nc\n\n\n0\n\n");
        assertThat(body(ABC.afterFrame(0).reset(), ResponseTerms.USUAL)).startsWith("<Cut[reset=true]>3\na");
        assertThat(body(ABC.atEnd().stall(), ResponseTerms.USUAL))
                .contains("c\n\n\n<Stall[")
                .endsWith("]>0\n\n");
        assertThat(wire(ABC.atStart().pause(Duration.ofSeconds(1)), ResponseTerms.USUAL))
                .startsWith("<Pause[duration=PT1S]>HTTP/1.1");
    }

    @Test
    void leavesAChunkInOneWhenItIsInterruptedInTheMiddle() {
        assertThat(body(ABC.afterByte(4).cut(), ResponseTerms.USUAL)).contains("3\nb<Cut[reset=false]>\n\n\n3\nc");
        assertThat(body(ABC.afterByte(4).pause(Duration.ZERO).afterByte(5).stall(), ResponseTerms.USUAL))
                .contains("3\nb<Pause[duration=PT0S]>\n<Stall[", "]>\n\n3\nc");
    }

    @Test
    void splitsAChunkWhenBytesComeInBetween() {
        assertThat(body(ABC.afterByte(4).send("xy"), ResponseTerms.USUAL)).contains("1\nb\n2\nxy\n2\n\n\n\n3\nc");
        assertThat(body(ABC.afterByte(4).stall(Duration.ofMillis(5), "ping"), ResponseTerms.USUAL))
                .contains("1\nb\n<Stall[", "]>2\n\n\n\n3\nc");
    }

    @Test
    void endsEarlyAsIfItWereWhole() {
        assertThat(body(ABC.afterFrame(1).end(), ResponseTerms.USUAL)).isEqualTo("3\na\n\n\n0\n\n");
        assertThat(body(ABC.afterByte(4).end(), ResponseTerms.USUAL)).isEqualTo("3\na\n\n\n1\nb\n0\n\n");
        assertThat(body(ABC.atStart().end(), ResponseTerms.USUAL)).isEqualTo("0\n\n");
        assertThat(wire(Reply.status(200, "{\"a\":1}").afterByte(4).end(), ResponseTerms.USUAL))
                .contains("Content-Length: 4")
                .endsWith("{\"a\"");
    }

    @Test
    void countsWhatDoesNotBelongInABodyWithLength() {
        assertThat(wire(Reply.status(200, "abc").afterByte(1).send("xy").atEnd().repeat(), ResponseTerms.USUAL))
                .contains("Content-Length: 8")
                .endsWith("axybcabc");
    }

    @Test
    void repeatsTheFrameBefore() {
        assertThat(body(ABC.afterFrame(1).repeat(), OLD)).isEqualTo("a\n\na\n\nb\n\nc\n\n");
        assertThat(body(ABC.afterByte(4).repeat(), OLD)).isEqualTo("a\n\nba\n\n\n\nc\n\n");
        assertThat(body(ABC.afterFrame(1).repeat(), ResponseTerms.USUAL)).startsWith("3\na\n\n\n3\na\n\n\n3\nb");
        assertThatIllegalArgumentException().isThrownBy(() -> ABC.afterByte(2).repeat());
        assertThatIllegalArgumentException().isThrownBy(() -> ABC.atStart().repeat());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reply.nothing().atEnd().repeat());
    }

    @Test
    void sendsWhatDoesNotBelongThereInTheOrderOfPlaces() {
        Reply reply = ABC.afterFrame(2)
                .send("2")
                .afterFrame(1)
                .send("1")
                .afterFrame(1)
                .send("!")
                .atStart()
                .send("0\n");

        assertThat(wire(reply, OLD)).startsWith("0\nHTTP/1.1 200 OK\n");
        assertThat(body(reply, OLD)).isEqualTo("a\n\n1!b\n\n2c\n\n");
        assertThat(body(ABC.afterFrame(1).send(""), ResponseTerms.USUAL)).isEqualTo(body(ABC, ResponseTerms.USUAL));
    }

    @Test
    void knowsItsPlaces() {
        assertThatIllegalArgumentException().isThrownBy(() -> ABC.afterFrame(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ABC.afterFrame(4))
                .withMessage("the recording \"recording\" has 3 frames: there is no place after frame 4");
        assertThatIllegalArgumentException().isThrownBy(() -> ABC.afterByte(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> ABC.afterByte(10));
        assertThat(ABC.afterFrame(3))
                .hasToString("FaultPoint[after byte 9]")
                .hasToString(ABC.atEnd().toString());
        assertThat(ABC.atStart()).hasToString("FaultPoint[start]");
    }

    @Test
    void boundsWhatIsAskedOfIt() {
        FaultPoint place = ABC.afterFrame(1);
        assertThatIllegalArgumentException().isThrownBy(() -> place.pause(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> place.pause(Duration.ofHours(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> place.drip(0, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> place.stall(Duration.ZERO, "ping"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reply.status(200, "").atEnd().stall(Duration.ofMillis(1), "ping"));
        assertThatIllegalArgumentException().isThrownBy(() -> ABC.pace(Pace.recorded()));
    }

    @ParameterizedTest
    @CsvSource({"199, ''", "600, ''", "204, x", "304, x"})
    void refusesStatusesThatHaveNoSuchBody(int status, String body) {
        assertThatIllegalArgumentException().isThrownBy(() -> Reply.status(status, body));
    }

    @Test
    void isNotChangedByWhatIsMadeOfIt() {
        String before = wire(ABC, ResponseTerms.USUAL);
        List.of(ABC.header("x", "y"), ABC.afterFrame(1).cut(), ABC.withoutHeader("content-type"));

        assertThat(wire(ABC, ResponseTerms.USUAL)).isEqualTo(before);
    }

    @Test
    void showsNoContent() {
        Recording secret = Recording.ofPayloads(List.of("secret"), false);

        assertThat(Reply.of(secret).afterFrame(1).send("secret").afterFrame(1).cut())
                .hasToString("Reply[200 chunked, Recording[recording, 1 frames, no timing], [Placed[position=14,"
                        + " fault=Insertion[6 bytes]], Placed[position=14, fault=Cut[reset=false]]]]");
        assertThat(Reply.raw(new byte[1])).hasToString("Reply[raw, Recording[body, 1 frames, no timing]]");
    }

    private static String body(Reply reply, ResponseTerms terms) {
        String wire = wire(reply, terms);
        return wire.substring(wire.indexOf("\n\n") + 2).replaceAll("<Due[^>]*>", "");
    }

    private static String wire(Reply reply, ResponseTerms terms) {
        ResponseScript script = ResponseWriter.write(reply, terms);
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (ResponseScript.Stop stop : script.stops()) {
            out.append(new String(script.bytes(), from, stop.at() - from, UTF_8));
            out.append('<').append(stop.gate()).append('>');
            from = stop.at();
        }
        out.append(new String(script.bytes(), from, script.bytes().length - from, UTF_8));
        return out.toString().replace("\r", "");
    }
}
