package io.astreaming.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.testing.Await;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults as the JDK's client sees them. */
@Timeout(60)
class HttpClientFaultsTest {
    private static final Reply THREE = Reply.of(Recording.ofPayloads(List.of("1", "2", "3"), false));
    private static final String WHOLE = "data: 1\n\ndata: 2\n\ndata: 3\n\n";

    static Stream<Reply> broken() {
        return Stream.of(
                THREE.afterFrame(1).cut(),
                THREE.afterByte(3).cut(),
                THREE.atEnd().cut(),
                THREE.afterFrame(2).reset(),
                THREE.atStart().reset(),
                THREE.atStart().send("garbage\r\n"),
                THREE.afterFrame(1).drip(1, Duration.ZERO).afterFrame(2).cut(),
                Reply.nothing(),
                Reply.raw("garbage\r\n\r\n".getBytes()),
                Reply.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n".getBytes()),
                Reply.status(500, "body").afterByte(2).cut());
    }

    @ParameterizedTest
    @MethodSource("broken")
    void seesThatAResponseIsBrokenAndIsServedNextTime(Reply reply) throws Exception {
        try (ReplayServer server = ReplayServer.answering(reply, THREE).start()) {
            assertThatThrownBy(() -> Calls.ask(server, Calls.STREAM)).isInstanceOf(IOException.class);
            assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo(WHOLE);
        }
    }

    static Stream<Reply> unusual() {
        return Stream.of(
                THREE.atStart().drip(1, Duration.ZERO),
                THREE.unchunked(),
                THREE.afterByte(4).pause(Duration.ofMillis(1)),
                THREE.header("Content-Type", "text/html"),
                THREE.closeOnReuse());
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void readsWhatIsOnlyUnusual(Reply reply) throws Exception {
        try (ReplayServer server = ReplayServer.answering(reply).start()) {
            assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo(WHOLE);
        }
    }

    @Test
    void isMisledByABodyThatEndsEarlyAsIfItWereWhole() throws Exception {
        try (ReplayServer server = ReplayServer.answering(
                        THREE.afterFrame(1).end(),
                        THREE.unchunked().afterFrame(1).cut())
                .start()) {
            assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo("data: 1\n\n");
            assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo("data: 1\n\n");
        }
    }

    @Test
    void failsOnAConnectionThatWentStale() throws Exception {
        for (Reply stale : List.of(THREE.closeOnReuse(), THREE.resetOnReuse())) {
            try (ReplayServer server = ReplayServer.answering(stale, THREE).start()) {
                assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo(WHOLE);
                assertThatThrownBy(() -> Calls.ask(server, Calls.STREAM)).isInstanceOf(IOException.class);
                assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo(WHOLE);
                assertThat(server.requests()).hasSize(2);
            }
        }
    }

    @Test
    void timesOutWhenNothingComes() throws Exception {
        try (ReplayServer server =
                ReplayServer.answering(THREE.atStart().stall(), THREE).start()) {
            assertThatThrownBy(() -> Calls.ask(server, Calls.STREAM, Duration.ofMillis(200)))
                    .isInstanceOf(HttpTimeoutException.class);
            Await.until(() -> server.openStreams() == 0);
            assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo(WHOLE);
        }
    }
}
