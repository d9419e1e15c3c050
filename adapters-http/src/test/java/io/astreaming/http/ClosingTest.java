package io.astreaming.http;

import static io.astreaming.http.BlockingExchange.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.astreaming.error.ConnectionException;
import io.astreaming.testing.Await;
import java.lang.ref.Reference;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left when a transport is closed. */
@Timeout(120)
class ClosingTest {
    private static final boolean CLIENTS_CAN_BE_TOLD = Runtime.version().feature() >= 21;

    private final Set<Thread> before = clientThreads();

    @Test
    void leavesNoThreadWhenStreamsHaveEnded() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedServer server = serving(end)) {
            JdkChatTransport transport = JdkChatTransport.to(server.baseUrl());
            BlockingExchange first = open(transport);
            BlockingExchange second = open(transport);
            assertThat(first.head().status()).isEqualTo(200);
            assertThat(second.head().status()).isEqualTo(200);
            assertThat(ours()).as("one client for all streams").hasSize(1);

            transport.close();
            end.countDown();
            assertThat(first.readAll() + second.readAll()).isEqualTo("data: 1data: 1");

            awaitNoThread();
            Reference.reachabilityFence(List.of(transport, first, second));
        }
    }

    @Test
    void leavesNoThreadWhenStreamsWereCancelled() throws Exception {
        try (ScriptedServer server = serving(new CountDownLatch(1))) {
            JdkChatTransport transport = JdkChatTransport.to(server.baseUrl());
            BlockingExchange exchange = open(transport);
            exchange.head();

            transport.close();
            exchange.cancel();

            awaitNoThread();
            Reference.reachabilityFence(List.of(transport, exchange));
        }
    }

    @Test
    void letsStreamsEndThatAreOpen() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedServer server = serving(end)) {
            JdkChatTransport transport = JdkChatTransport.to(server.baseUrl());
            BlockingExchange exchange = open(transport);
            exchange.head();

            transport.close();
            System.gc();
            end.countDown();

            assertThat(exchange.readAll()).isEqualTo("data: 1");
        }
    }

    @Test
    void connectsWithinTheLongestTimesThatCanBeSaid() throws Exception {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        try (ScriptedServer server = serving(new CountDownLatch(0));
                JdkChatTransport transport = JdkChatTransport.builder(server.baseUrl())
                        .connectTimeout(forEver)
                        .build()) {
            assertThat(open(transport).readAll()).isEqualTo("data: 1");
        }
    }

    @Test
    void failsWhatIsOpenedLater() {
        JdkChatTransport transport = JdkChatTransport.to("http://127.0.0.1:9");
        transport.close();
        transport.close();

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> open(transport).head())
                .withMessageContaining("closed")
                .returns(ConnectionException.Phase.CLOSED, ConnectionException::phase)
                .returns(false, ConnectionException::isRetryable);
    }

    /** Requests keep all threads that start requests; one more waits, and would make a client that nobody closes. */
    @Test
    void makesNoClientForARequestThatWasWaitingToStart() throws Exception {
        CountDownLatch started = new CountDownLatch(RequestSender.THREADS);
        CountDownLatch closed = new CountDownLatch(1);
        Executor slow = task -> {
            started.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            task.run();
        };
        try (ScriptedServer server = serving(new CountDownLatch(0))) {
            JdkChatTransport transport =
                    JdkChatTransport.builder(server.baseUrl()).executor(slow).build();
            List<BlockingExchange> starting = new ArrayList<>();
            for (int i = 0; i < RequestSender.THREADS; i++) {
                starting.add(open(transport));
            }
            started.await();
            BlockingExchange queued = open(transport);

            transport.close();
            closed.countDown();

            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(queued::head)
                    .withMessageContaining("closed");
            starting.forEach(BlockingExchange::cancel);
            awaitNoThread();
        }
    }

    @Test
    void leavesAClientAloneThatWasGiven() throws Exception {
        HttpClient given = HttpClient.newHttpClient();
        try (ScriptedServer server = serving(new CountDownLatch(0))) {
            for (int i = 0; i < 2; i++) {
                JdkChatTransport transport = JdkChatTransport.builder(server.baseUrl())
                        .httpClient(given)
                        .build();
                assertThat(open(transport).readAll()).isEqualTo("data: 1");
                transport.close();
            }
        }
        assertThat(ours()).isNotEmpty();
        Reference.reachabilityFence(given);
    }

    private static ScriptedServer serving(CountDownLatch end) throws Exception {
        return new ScriptedServer(connection -> {
            while (true) {
                connection.readRequest();
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n");
                end.await();
                connection.write("data: 1");
            }
        });
    }

    private Set<Thread> ours() {
        Set<Thread> threads = clientThreads();
        threads.removeAll(before);
        return threads;
    }

    private static Set<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-"))
                .collect(Collectors.toSet());
    }

    /** Where a client can be told, nobody helps by collecting garbage. */
    private void awaitNoThread() throws Exception {
        Await.until(() -> {
            boolean met = ours().isEmpty();
            if (!met && !CLIENTS_CAN_BE_TOLD) {
                System.gc();
            }
            return met;
        });
    }
}
