package io.astreaming.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReplayServerLifecycleTest {
    private static final Recording THREE = Recording.ofPayloads(List.of("1", "2", "3"), false);

    @Test
    void waitsForTheRecordedTime() throws Exception {
        Recording slow = Recording.sse(": at=0\ndata: 1\n\n: at=3600000\ndata: 2\n\n".getBytes(StandardCharsets.UTF_8));
        ReplayServer server = ReplayServer.serving(slow).pace(Pace.recorded()).start();
        try (server;
                RawClient client = RawClient.streaming(server)) {
            assertThat(client.chunk()).isEqualTo("data: 1\n\n");
            assertThat(server.openStreams()).isOne();
            server.close();
            assertThatThrownBy(client::chunk).isInstanceOf(IOException.class);
        }
    }

    /** What is cut later than that might be the answer to the next request. */
    @Test
    void cutsTheOpenStreamsBeforeAResetReturns() throws Exception {
        try (ReplayServer server =
                ReplayServer.serving(Reply.of(THREE).afterFrame(1).stall()).start()) {
            for (int i = 0; i < 50; i++) {
                try (RawClient client = RawClient.streaming(server)) {
                    client.chunk();
                    assertThat(server.openStreams()).isOne();

                    server.reset();

                    assertThat(server.openStreams()).isZero();
                    assertThat(server.requests()).isEmpty();
                }
            }
        }
    }

    @Test
    void resetsAServerThatIsClosed() {
        ReplayServer server = ReplayServer.serving(THREE).start();
        server.close();

        server.reset();

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void stopsSendingToAClientThatHangsUpAndServesTheNextInSilence() throws Exception {
        Recording endless = Recording.ofPayloads(Collections.nCopies(10_000, "{}"), false);
        Semaphore permits = new Semaphore(1);
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true));
        try (ReplayServer server =
                ReplayServer.serving(endless).pace(Pace.permittedBy(permits)).start()) {
            try (RawClient client = RawClient.streaming(server)) {
                client.chunk();
                assertThat(server.openStreams()).isOne();
            }
            int frames = 1;
            while (server.openStreams() > 0) {
                Await.until(() -> permits.hasQueuedThreads() || server.openStreams() == 0);
                permits.release();
                frames++;
            }
            assertThat(frames).isLessThan(10_000);

            permits.release(20_000);
            assertThat(Calls.ask(server, Calls.STREAM).statusCode()).isEqualTo(200);
        } finally {
            System.setErr(err);
        }
        assertThat(printed.toString()).isEmpty();
    }

    @Test
    void listensOnLoopbackAloneByDefault() throws Exception {
        try (ReplayServer server = ReplayServer.serving(THREE).start()) {
            assertThat(server.baseUri()).hasToString("http://127.0.0.1:" + server.port() + "/v1");
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(network.getInetAddresses())) {
                    if (!address.isLoopbackAddress()) {
                        assertThatThrownBy(() -> new Socket(address, server.port()).close())
                                .isInstanceOf(ConnectException.class);
                    }
                }
            }
        }
    }

    @Test
    void namesAnAddressThatCanBeReached() throws Exception {
        try (ReplayServer server = ReplayServer.serving(THREE).host("0.0.0.0").start()) {
            assertThat(server.baseUri().getHost()).isEqualTo("127.0.0.1");
            assertThat(Calls.ask(server, Calls.STREAM).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void runsBesideAnother() throws Exception {
        try (ReplayServer one = ReplayServer.serving(named("a", "1")).start();
                ReplayServer two = ReplayServer.serving(named("a", "2")).start()) {
            assertThat(Calls.answer(one, Calls.STREAM)).isEqualTo("data: 1\n\n");
            assertThat(Calls.answer(two, Calls.STREAM)).isEqualTo("data: 2\n\n");
            one.close();
            assertThat(Calls.answer(two, Calls.STREAM)).isEqualTo("data: 2\n\n");
        }
    }

    @Test
    void freesItsPortWhenClosed() throws Exception {
        ReplayServer first = ReplayServer.serving(THREE).start();
        int port = first.port();
        assertThatThrownBy(() -> ReplayServer.serving(THREE).port(port).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("port " + port);
        first.close();
        first.close();
        try (ReplayServer second = ReplayServer.serving(THREE).port(port).start()) {
            assertThat(Calls.ask(second, Calls.STREAM).statusCode()).isEqualTo(200);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayServer.serving(THREE).port(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayServer.serving(THREE).port(65_536));
    }

    @Test
    void leavesNoThreadBehindAndCutsWhatItStreams() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Semaphore permits = new Semaphore(1);
        ReplayServer server =
                ReplayServer.serving(THREE).pace(Pace.permittedBy(permits)).start();
        try (server;
                RawClient client = RawClient.streaming(server)) {
            client.chunk();
            assertThat(sendingThreads()).isNotEmpty().allMatch(Thread::isDaemon);
            server.close();
            assertThatThrownBy(client::chunk).isInstanceOf(IOException.class);
        }
        Await.until(() -> {
            Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
            left.removeAll(before);
            left.removeIf(thread -> thread.getName().startsWith("HttpClient"));
            return left.isEmpty();
        });
        assertThat(server.openStreams()).isZero();
    }

    @Test
    void closesWhileAClientDoesNotRead() throws Exception {
        Recording huge = Recording.ofPayloads(Collections.nCopies(96, "x".repeat(1 << 18)), false);
        ReplayServer server = ReplayServer.serving(huge).start();
        try (server;
                RawClient client = RawClient.streaming(server)) {
            Await.until(() -> client.available() > 100_000);
            server.close();
            assertThat(server.openStreams()).isZero();
        }
    }

    private static List<Thread> sendingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("astreaming-replay"))
                .toList();
    }

    private static Recording named(String name, String payload) {
        return Recording.ofPayloads(List.of(payload), false).named(name);
    }
}
