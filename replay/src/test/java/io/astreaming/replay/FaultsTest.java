package io.astreaming.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.testing.Await;
import java.io.EOFException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each fault as a client sees it that looks at every byte. */
@Timeout(60)
class FaultsTest {
    private static final String A = "data: a\n\n";
    private static final String B = "data: b\n\n";
    private static final String C = "data: é\n\n";
    private static final Reply ABC = Reply.of(Recording.sse((A + B + C).getBytes(UTF_8)));
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void cutsBetweenFrames() throws Exception {
        try (ReplayServer server = answering(ABC.afterFrame(2).cut());
                RawClient client = RawClient.streaming(server)) {
            assertThat(client.chunk()).isEqualTo(A);
            assertThat(client.chunk()).isEqualTo(B);
            assertThatThrownBy(client::chunk).isInstanceOf(EOFException.class);
            assertThat(server.openStreams()).isZero();
        }
    }

    @Test
    void cutsWithinACharacter() throws Exception {
        int place = A.length() + B.length() + "data: ".length() + 1;
        try (ReplayServer server = answering(ABC.afterByte(place).cut());
                RawClient client = RawClient.streaming(server)) {
            client.chunk();
            client.chunk();
            assertThat(client.rest())
                    .isEqualTo(new byte[] {'a', '\r', '\n', 'd', 'a', 't', 'a', ':', ' ', (byte) 0xc3});
        }
    }

    @Test
    void cutsABodyThatPromisedALength() throws Exception {
        try (ReplayServer server =
                        answering(Reply.status(500, "abcdef").afterByte(2).cut());
                RawClient client = RawClient.asking(server)) {
            assertThat(client.head()).startsWith("http/1.1 500 ").contains("content-length: 6\n");
            assertThat(client.text()).isEqualTo("ab");
        }
    }

    @Test
    void endsEarlyAndGoesOnWithTheConnection() throws Exception {
        try (ReplayServer server = answering(ABC.afterFrame(1).end());
                RawClient client = RawClient.streaming(server)) {
            for (int request = 0; request < 3; request++) {
                assertThat(client.chunk()).isEqualTo(A);
                assertThat(client.chunk()).isEmpty();
                client.ask();
                client.head();
            }
        }
    }

    @Test
    void stallsUntilTheClientGoesAway() throws Exception {
        try (ReplayServer server = answering(ABC.afterFrame(1).stall())) {
            try (RawClient client = RawClient.streaming(server)) {
                assertThat(client.chunk()).isEqualTo(A);
                assertThat(server.openStreams()).isOne();
            }
            Await.until(() -> server.openStreams() == 0);
        }
    }

    @Test
    void stallsUntilATestReleasesIt() throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        try (ReplayServer server = answering(ABC.afterFrame(1).stallUntil(release));
                RawClient client = RawClient.streaming(server)) {
            assertThat(client.chunk()).isEqualTo(A);
            assertThat(client.available()).isZero();
            release.complete(null);
            assertThat(client.chunk()).isEqualTo(B);
            assertThat(client.chunk()).isEqualTo(C);
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void stallsWithComments() throws Exception {
        try (ReplayServer server = answering(
                ABC.afterFrame(1).stall(Duration.ofMillis(1), "ping"),
                ABC.unchunked().afterByte(1).stall(Duration.ofMillis(1), "x"))) {
            try (RawClient client = RawClient.streaming(server)) {
                assertThat(client.chunk()).isEqualTo(A);
                for (int i = 0; i < 20; i++) {
                    assertThat(client.chunk()).isEqualTo(": ping\n\n");
                }
            }
            Await.until(() -> server.openStreams() == 0);
            try (RawClient client = RawClient.streaming(server)) {
                assertThat(client.next(11)).isEqualTo("d: x\n\n: x\n\n");
            }
        }
    }

    @Test
    void neverAnswers() throws Exception {
        try (ReplayServer server = answering(ABC.atStart().stall());
                RawClient client = RawClient.asking(server)) {
            Await.until(() -> server.openStreams() == 1);
            assertThat(server.requests()).hasSize(1);
            assertThat(client.available()).isZero();
            client.close();
            Await.until(() -> server.openStreams() == 0);
        }
    }

    @Test
    void resetsInTheMiddle() throws Exception {
        try (ReplayServer server = answering(ABC.afterFrame(1).reset());
                RawClient client = RawClient.streaming(server)) {
            assertThat(client.chunk()).isEqualTo(A);
            assertThatThrownBy(client::rest).isInstanceOf(SocketException.class).hasMessageContaining("reset");
            assertThat(server.openStreams()).isZero();
        }
    }

    @Test
    void resetsOrClosesInsteadOfAnswering() throws Exception {
        try (ReplayServer server = answering(ABC.atStart().reset(), Reply.nothing())) {
            try (RawClient client = RawClient.asking(server)) {
                assertThatThrownBy(client::rest)
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("reset");
            }
            try (RawClient client = RawClient.asking(server)) {
                assertThat(client.rest()).isEmpty();
            }
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void drips() throws Exception {
        Reply fromTheStart = ABC.atStart().drip(7, Duration.ofNanos(1));
        Reply inTheMiddle = ABC.afterFrame(1).drip(1, Duration.ofMillis(1)).unchunked();
        try (ReplayServer server =
                answering(fromTheStart, inTheMiddle, ABC.afterFrame(1).drip(3, LONG))) {
            assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo(A + B + C);
            assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo(A + B + C);
            try (RawClient client = RawClient.streaming(server)) {
                assertThat(client.chunk()).isEqualTo(A);
                assertThat(client.next(3)).isEqualTo("9\r\n");
                assertThat(client.available()).isZero();
            }
        }
    }

    @Test
    void pausesBeforeTheHeadAndBetweenFrames() throws Exception {
        Reply reply = ABC.atStart()
                .pause(Duration.ofMillis(200))
                .afterFrame(1)
                .pause(Duration.ofMillis(100))
                .pace(Pace.every(Duration.ofMillis(50)));
        try (ReplayServer server =
                answering(reply, ABC.atStart().pause(LONG), ABC.afterFrame(0).pause(LONG))) {
            long before = System.nanoTime();
            assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo(A + B + C);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(400));

            try (RawClient client = RawClient.asking(server)) {
                Await.until(() -> server.openStreams() == 1);
                assertThat(client.available()).isZero();
            }
            Await.until(() -> server.openStreams() == 0);
            try (RawClient client = RawClient.streaming(server)) {
                assertThat(server.openStreams()).isOne();
                assertThat(client.available()).isZero();
            }
        }
    }

    @Test
    void combinesFaultsWithPermits() throws Exception {
        Semaphore permits = new Semaphore(0);
        Reply reply = ABC.afterFrame(1)
                .repeat()
                .afterFrame(1)
                .send("oops")
                .afterFrame(2)
                .cut();
        try (ReplayServer server = ReplayServer.answering(reply)
                        .pace(Pace.permittedBy(permits))
                        .start();
                RawClient client = RawClient.streaming(server)) {
            Await.until(permits::hasQueuedThreads);
            assertThat(client.available()).isZero();
            permits.release();
            assertThat(client.chunk()).isEqualTo(A);
            assertThat(client.chunk()).isEqualTo(A);
            assertThat(client.chunk()).isEqualTo("oops");
            Await.until(permits::hasQueuedThreads);
            assertThat(client.available()).isZero();
            permits.release();
            assertThat(client.chunk()).isEqualTo(B);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void givesBackThePermitOfAClientThatWentAway() throws Exception {
        Semaphore permits = new Semaphore(0);
        try (ReplayServer server =
                ReplayServer.answering(ABC).pace(Pace.permittedBy(permits)).start()) {
            try (RawClient client = RawClient.streaming(server)) {
                Await.until(permits::hasQueuedThreads);
                assertThat(client.available()).isZero();
            }
            Await.until(() -> server.openStreams() == 0 && !permits.hasQueuedThreads());
            permits.release(3);
            assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo(A + B + C);
        }
    }

    @Test
    void sendsGarbageInsteadOfAResponseOrBeforeIt() throws Exception {
        try (ReplayServer server = answering(
                Reply.raw("SSH-2.0-OpenSSH\r\n".getBytes(UTF_8)), ABC.atStart().send("\0\0"))) {
            try (RawClient client = RawClient.asking(server)) {
                assertThat(client.text()).isEqualTo("SSH-2.0-OpenSSH\r\n");
            }
            try (RawClient client = RawClient.asking(server)) {
                assertThat(client.head()).startsWith("\0\0http/1.1 200 ok\n");
            }
        }
    }

    @Test
    void sendsOtherContentTypes() throws Exception {
        try (ReplayServer server =
                answering(ABC.header("Content-Type", "text/html"), ABC.withoutHeader("Content-Type"))) {
            assertThat(Calls.ask(server, Calls.STREAM).headers().allValues("content-type"))
                    .containsExactly("text/html");
            assertThat(Calls.ask(server, Calls.STREAM).headers().allValues("content-type"))
                    .isEmpty();
        }
    }

    @Test
    void refusesTwiceAndThenServes() throws Exception {
        Reply busy = Reply.status(429, "{}").header("Retry-After", "1").header("x-request-id", "req-1");
        try (ReplayServer server = answering(busy, busy, ABC)) {
            for (int i = 0; i < 2; i++) {
                var refusal = Calls.ask(server, Calls.STREAM);
                assertThat(refusal.statusCode()).isEqualTo(429);
                assertThat(refusal.headers().firstValue("retry-after")).hasValue("1");
                assertThat(refusal.headers().firstValue("x-request-id")).hasValue("req-1");
            }
            for (int i = 0; i < 3; i++) {
                assertThat(Calls.answer(server, "{\"model\":\"any\",\"stream\":true}"))
                        .isEqualTo(A + B + C);
            }
        }
    }

    @Test
    void letsAClientChooseByTheModel() throws Exception {
        Recording recording = ABC.body();
        try (ReplayServer server = ReplayServer.serving(
                        Reply.of(recording.named("whole")),
                        Reply.of(recording.named("short")).afterFrame(1).end())
                .start()) {
            assertThat(Calls.answer(server, "{\"model\":\"short\",\"stream\":true}"))
                    .isEqualTo(A);
            assertThat(Calls.answer(server, "{\"model\":\"whole\",\"stream\":true}"))
                    .isEqualTo(A + B + C);
            assertThat(Calls.call(server, "GET", "/v1/models").body()).contains("\"whole\"", "\"short\"");
        }
    }

    @Test
    void closesOrResetsAConnectionThatIsUsedAgain() throws Exception {
        try (ReplayServer server = answering(ABC.closeOnReuse(), ABC.resetOnReuse(), ABC)) {
            try (RawClient client = RawClient.streaming(server)) {
                readToTheEnd(client);
                client.ask();
                assertThat(client.rest()).isEmpty();
            }
            try (RawClient client = RawClient.streaming(server)) {
                readToTheEnd(client);
                assertThat(client.available()).isZero();
                client.ask();
                assertThatThrownBy(client::rest)
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("reset");
            }
            assertThat(server.requests()).hasSize(2);
            try (RawClient client = RawClient.streaming(server)) {
                readToTheEnd(client);
                client.ask();
                client.head();
            }
        }
    }

    @Test
    void endsABodyWithTheConnection() throws Exception {
        try (ReplayServer server = answering(ABC.unchunked());
                RawClient client = RawClient.asking(server)) {
            assertThat(client.head()).contains("connection: close").doesNotContain("chunked", "content-length");
            assertThat(client.text()).isEqualTo(A + B + C);
        }
    }

    private static void readToTheEnd(RawClient client) throws Exception {
        for (String expected : List.of(A, B, C, "")) {
            assertThat(client.chunk()).isEqualTo(expected);
        }
    }

    private static ReplayServer answering(Reply reply, Reply... more) {
        return ReplayServer.answering(reply, more).start();
    }
}
