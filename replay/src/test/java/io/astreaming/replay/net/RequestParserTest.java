package io.astreaming.replay.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {
    private static final String LENGTH =
            "POST /v1/chat/completions?x=1 HTTP/1.1\r\nHost: a\r\nX:  b c \t\r\nx:d\r\nContent-Length: 5\r\n\r\nhello";
    private static final String CHUNKS = "POST /v1/chat/completions?x=1 HTTP/1.1\nHost: a\nX: b c\nx: d\n"
            + "Transfer-Encoding: Chunked\n\n3\nhel\r\n002 ; x=y\r\nlo\r\n0\r\nTrailer: 1\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = {LENGTH, CHUNKS})
    void readsTheSameWhereverTheBytesAreSplit(String text) {
        for (int first = 0; first <= text.length(); first++) {
            for (int second = first; second <= text.length(); second++) {
                RequestParser reader = new RequestParser();
                boolean complete = feed(reader, text.substring(0, first));
                complete |= feed(reader, text.substring(first, second));
                complete |= feed(reader, text.substring(second));

                assertThat(complete).isTrue();
                check(reader);
            }
        }
    }

    private static void check(RequestParser reader) {
        assertThat(reader.rejection()).isNull();
        IncomingRequest request = reader.request();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).hasToString("/v1/chat/completions?x=1");
        assertThat(request.headers().get("x")).containsExactly("b c", "d");
        assertThat(new String(request.body(), ISO_8859_1)).isEqualTo("hello");
    }

    @Test
    void leavesWhatFollows() {
        ByteBuffer in = bytes(LENGTH + CHUNKS + "GET");
        RequestParser first = new RequestParser();
        RequestParser second = new RequestParser();

        assertThat(first.feed(in)).isTrue();
        assertThat(second.feed(in)).isTrue();
        check(second);
        assertThat(in.remaining()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.1~~ | true | true | false",
                "GET / HTTP/1.1~Connection: close~~ | true | false | false",
                "GET / HTTP/1.1~Connection: x, Close~~ | true | false | false",
                "GET / HTTP/1.1~Connection: closer~~ | true | true | false",
                "GET / HTTP/1.0~~ | false | false | false",
                "GET / HTTP/1.0~Connection: keep-alive~~ | false | false | false",
                "~~HEAD / HTTP/1.1~~ | true | true | true",
            })
    void knowsTheTerms(String text, boolean chunked, boolean persistent, boolean bodiless) {
        RequestParser reader = new RequestParser();

        assertThat(feed(reader, text.replace("~", "\r\n"))).isTrue();
        assertThat(reader.rejection()).isNull();
        assertThat(reader.form()).isEqualTo(new ResponseForm(chunked, persistent, bodiless));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello~ | 400",
                "GET / ~ | 400",
                "GET  / HTTP/1.1~ | 400",
                "GET /\t HTTP/1.1~ | 400",
                "GET /% HTTP/1.1~ | 400",
                "CONNECT host:443 HTTP/1.1~ | 400",
                "GET mailto:x HTTP/1.1~ | 400",
                "PRI * HTTP/2.0~ | 505",
                "GET / HTTP/1.1~no colon~ | 400",
                "GET / HTTP/1.1~Name : x~ | 400",
                "GET / HTTP/1.1~ folded: x~ | 400",
                "GET / HTTP/1.1~: x~ | 400",
                "GET / HTTP/1.1~a: ^b~ | 400",
                "POST / HTTP/1.1~Content-Length: -1~~ | 400",
                "POST / HTTP/1.1~Content-Length: x~~ | 400",
                "POST / HTTP/1.1~Content-Length: 1~Content-Length: 1~~ | 400",
                "POST / HTTP/1.1~Content-Length: 1, 1~~ | 400",
                "POST / HTTP/1.1~Content-Length: 1~Transfer-Encoding: chunked~~ | 400",
                "POST / HTTP/1.0~Transfer-Encoding: chunked~~ | 400",
                "POST / HTTP/1.1~Transfer-Encoding: gzip, chunked~~ | 501",
                "POST / HTTP/1.1~Content-Length: 16777217~~ | 413",
                "POST / HTTP/1.1~Content-Length: 999999999999999999~~ | 413",
                "POST / HTTP/1.1~Transfer-Encoding: chunked~~1000001~ | 413",
                "POST / HTTP/1.1~Transfer-Encoding: chunked~~fffffffffffffff~ | 413",
                "POST / HTTP/1.1~Transfer-Encoding: chunked~~-1~ | 400",
                "POST / HTTP/1.1~Transfer-Encoding: chunked~~1~ab~ | 400",
            })
    void refusesWhatMakesNoSense(String text, int status) {
        RequestParser reader = new RequestParser();

        assertThat(feed(reader, text.replace("~", "\r\n").replace('^', '\r'))).isTrue();
        assertThat(reader.rejection()).isNotNull();
        assertThat(reader.rejection().status()).isEqualTo(status);
        assertThat(reader.form().persistent()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', x",
        "'', ~",
        "GET / HTTP/1.1~, x",
        "GET / HTTP/1.1~, a: b~",
        "GET / HTTP/1.1~, a: cccccccccccccccccccccccc~"
    })
    void boundsTheHead(String begin, String endless) {
        RequestParser reader = new RequestParser();

        boolean complete = feed(reader, begin.replace("~", "\r\n"));
        for (int i = 0; i < 100_000 && !complete; i++) {
            complete = feed(reader, endless.replace("~", "\r\n"));
        }

        assertThat(complete).isTrue();
        assertThat(reader.rejection().status()).isEqualTo(431);
    }

    @Test
    void takesALineOfTheLongestLengthAndNoLonger() {
        String path = "/" + "x".repeat((16 << 10) - "GET / HTTP/1.1\r\n".length());

        assertThat(rejectionOf("GET " + path + " HTTP/1.1\r\n\r\n")).isNull();
        assertThat(rejectionOf("GET " + path + "x HTTP/1.1\r\n\r\n").status()).isEqualTo(431);
    }

    @Test
    void takesAsManyHeadersAsAreAllowedAndNoMore() {
        assertThat(rejectionOf("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(200) + "\r\n"))
                .isNull();
        assertThat(rejectionOf("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(201) + "\r\n")
                        .status())
                .isEqualTo(431);
    }

    @Test
    void takesAHeadOfTheLargestSizeAndNoLarger() {
        String begin = "GET / HTTP/1.1\r\n" + ("a: " + "b".repeat((16 << 10) - 5) + "\r\n").repeat(3);
        String rest = "c".repeat((64 << 10) - begin.length() - "d: \r\n\r\n".length());

        assertThat(rejectionOf(begin + "d: " + rest + "\r\n\r\n")).isNull();
        assertThat(rejectionOf(begin + "d: " + rest + "c\r\n\r\n").status()).isEqualTo(431);
    }

    private static @Nullable Rejection rejectionOf(String head) {
        RequestParser reader = new RequestParser();
        assertThat(feed(reader, head)).isTrue();
        return reader.rejection();
    }

    @Test
    void boundsTrailers() {
        RequestParser reader = new RequestParser();

        boolean complete = feed(reader, "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
        for (int i = 0; i < 100_000 && !complete; i++) {
            complete = feed(reader, "x: y\r\n");
        }

        assertThat(reader.rejection().status()).isEqualTo(431);
    }

    @Test
    void boundsTheChunksTogether() {
        RequestParser reader = new RequestParser();
        String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";

        feed(reader, "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 16; i++) {
            assertThat(feed(reader, chunk)).isFalse();
        }

        assertThat(feed(reader, "1\r\n")).isTrue();
        assertThat(reader.rejection().status()).isEqualTo(413);
    }

    @Test
    void asksForTheBodyOnceAndOnlyWhereItIsWaitedFor() {
        RequestParser reader = new RequestParser();
        assertThat(reader.takeContinue()).isFalse();
        feed(reader, "POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n");
        assertThat(reader.takeContinue()).isTrue();
        assertThat(reader.takeContinue()).isFalse();

        RequestParser old = new RequestParser();
        feed(old, "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        assertThat(old.takeContinue()).isFalse();

        RequestParser sent = new RequestParser();
        feed(sent, "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{");
        assertThat(sent.takeContinue()).isFalse();
    }

    @Test
    void copesWithAnything() {
        Random random = new Random(7);
        String[] pieces = {
            "POST",
            " ",
            "/",
            "HTTP/1.1",
            "\r\n",
            "\n",
            "\r",
            ":",
            "Content-Length: 3",
            "x",
            "\0",
            "\u00e9",
            "Transfer-Encoding: chunked",
            "5",
            "0",
            "GET / HTTP/1.1\r\n",
            "POST / HTTP/1.1\r\n",
            "\r\n\r\n"
        };
        for (int i = 0; i < 50_000; i++) {
            RequestParser reader = new RequestParser();
            boolean complete = false;
            for (int n = random.nextInt(24); n > 0 && !complete; n--) {
                complete = feed(reader, pieces[random.nextInt(pieces.length)]);
            }
            if (complete && reader.rejection() == null) {
                assertThat(reader.request().uri().getPath()).isNotNull();
            }
        }
    }

    private static boolean feed(RequestParser reader, String text) {
        return reader.feed(bytes(text));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }
}
