package io.astreaming.http;

import static io.astreaming.http.BlockingExchange.open;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.port.Redactor;
import io.astreaming.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How an exchange ends when its reader wants it to. */
@Timeout(60)
class JdkExchangeTest {
    /** How far the server's answer comes. */
    enum Answer {
        NOTHING,
        HEAD,
        BODY
    }

    @ParameterizedTest
    @EnumSource
    void wakesItsReaderAndClosesTheConnectionWhenCancelled(Answer answer) throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        CountDownLatch answered = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.readRequest();
                    answer(connection, answer);
                    answered.countDown();
                    connection.awaitClose();
                    closed.complete(null);
                });
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            BlockingExchange exchange = open(transport);
            Reader reader = new Reader(exchange, answer);
            answered.await();
            reader.awaitWaiting();

            exchange.cancel();
            exchange.cancel();

            assertThat(reader.failure())
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("cancelled")
                    .returns(
                            answer == Answer.NOTHING ? Phase.HEADERS : Phase.BODY,
                            e -> ((ConnectionException) e).phase());
            assertThat(closed).succeedsWithin(30, SECONDS);
            assertThatExceptionOfType(ConnectionException.class).isThrownBy(exchange::read);
        }
    }

    @Test
    void failsWhenCancelledAtOnce() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Connection::awaitClose);
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            for (int i = 0; i < 200; i++) {
                BlockingExchange exchange = open(transport);
                exchange.cancel();
                assertThatExceptionOfType(ConnectionException.class)
                        .isThrownBy(exchange::head)
                        .withMessageContaining("cancelled");
            }
        }
    }

    @Test
    void dropsWhatItsReaderHasntTakenWhenCancelled() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd");
                    connection.awaitClose();
                });
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            BlockingExchange exchange = open(transport);
            exchange.head();
            exchange.cancel();

            assertThatExceptionOfType(ConnectionException.class).isThrownBy(exchange::read);
        }
    }

    @Test
    void endsWellEvenWhenCancelledAfterwards() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd");
                    connection.awaitClose();
                });
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            BlockingExchange exchange = open(transport);
            exchange.head();
            assertThat(exchange.readAll()).isEqualTo("abcd");

            exchange.cancel();
            exchange.release();

            assertThat(exchange.read()).isNull();
        }
    }

    /** Its connection may serve another request before the future is complete, and would be closed under that one. */
    @Test
    void leavesTheRequestAloneWhenTheBodyHasEnded() {
        PromptClient client = new PromptClient(true);
        JdkExchange exchange = exchange();
        exchange.send(client, attempt(), next -> {});

        assertThat(exchange.read()).isNull();
        exchange.cancel();
        exchange.release();

        assertThat(client.response).isNotDone();
    }

    @Test
    void cancelsTheRequestWhenThereIsNoResponse() {
        PromptClient client = new PromptClient(false);
        JdkExchange exchange = exchange();
        exchange.send(client, attempt(), next -> {});
        assertThat(client.response).isNotDone();

        exchange.cancel();

        assertThat(client.response).isCancelled();
    }

    @Test
    void sendsNothingOnceItIsCancelled() {
        PromptClient client = new PromptClient(false);
        JdkExchange exchange = exchange();
        exchange.cancel();

        exchange.send(client, attempt(), next -> {});

        assertThat(client.requests).isZero();
    }

    @Test
    void cancelsTheRequestThatIsBeingSentWhenItIsCancelled() {
        PromptClient client = new PromptClient(false);
        JdkExchange exchange = exchange();
        client.onRequest = exchange::cancel;

        exchange.send(client, attempt(), next -> {});

        assertThat(client.requests).isEqualTo(1);
        assertThat(client.response).isCancelled();
    }

    @Test
    void leavesAConnectionThatServesAgainWhenReleased() throws Exception {
        int requests = 10;
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    while (true) {
                        connection.readRequest();
                        connection.write(ScriptedServer.EVENT_STREAM);
                        connection.writeChunk("data: [DONE]\n\n");
                        connection.write("0\r\n\r\n");
                    }
                });
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            for (int i = 0; i < requests; i++) {
                BlockingExchange exchange = open(transport);
                exchange.head();
                assertThat(exchange.readText()).isEqualTo("data: [DONE]\n\n");
                exchange.release();
            }

            // Not one: a rest that is late may cost a connection, but never all of them.
            assertThat(server.accepted()).isLessThan(requests);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesUpAConnectionWhoseRestDoesNotComeWhenReleased(Answer answer) throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        CountDownLatch requested = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.readRequest();
                    answer(connection, answer);
                    requested.countDown();
                    connection.awaitClose();
                    closed.complete(null);
                });
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            BlockingExchange exchange = open(transport);
            requested.await();
            if (answer != Answer.NOTHING) {
                exchange.head();
            }

            exchange.release();

            assertThat(closed).succeedsWithin(30, SECONDS);
        }
    }

    @Test
    void givesUpAConnectionWhoseRestIsLongWhenReleased() throws Exception {
        CompletableFuture<Long> written = new CompletableFuture<>();
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.readRequest();
                    connection.write(ScriptedServer.EVENT_STREAM);
                    written.complete(writeUntilItFails(connection, new AtomicLong()));
                });
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            BlockingExchange exchange = open(transport);
            exchange.head();
            exchange.read();

            exchange.release();

            assertThat(written).succeedsWithin(30, SECONDS);
        }
    }

    @Test
    void makesTheServerWaitForASlowReader() throws Exception {
        AtomicLong written = new AtomicLong();
        CompletableFuture<Long> end = new CompletableFuture<>();
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.socket().setSendBufferSize(64 << 10);
                    connection.readRequest();
                    connection.write(ScriptedServer.EVENT_STREAM);
                    end.complete(writeUntilItFails(connection, written));
                });
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            BlockingExchange exchange = open(transport);
            exchange.head();
            exchange.read();

            long before = Await.untilStill(written::get);
            assertThat(before).as("bytes the server could write").isLessThan(32 << 20);
            assertThat(end).as("the server is still writing").isNotDone();

            // And it goes on when the reader does.
            while (written.get() == before) {
                exchange.read();
            }
            exchange.cancel();
            assertThat(end).succeedsWithin(30, SECONDS);
        }
    }

    private static JdkExchange exchange() {
        return new JdkExchange(
                new ExceptionMapper(Endpoint.of("http://host"), Duration.ofSeconds(1)),
                Redactor.NONE,
                task -> {},
                () -> {});
    }

    private static RedirectableRequest attempt() {
        return new RedirectableRequest(
                HttpRequest.newBuilder(URI.create("http://host")).build());
    }

    private static void answer(ScriptedServer.Connection connection, Answer answer) throws Exception {
        if (answer != Answer.NOTHING) {
            connection.write(ScriptedServer.EVENT_STREAM);
        }
        if (answer == Answer.BODY) {
            connection.writeChunk("data: 1\n\n");
        }
    }

    private static long writeUntilItFails(ScriptedServer.Connection connection, AtomicLong written) {
        String chunk = "x".repeat(8 << 10);
        try {
            while (true) {
                connection.writeChunk(chunk);
                written.addAndGet(chunk.length());
            }
        } catch (IOException e) {
            return written.get();
        }
    }

    /** Reads all there is, then waits for more, on a thread of its own. */
    private static final class Reader {
        private final CountDownLatch caughtUp = new CountDownLatch(1);
        private final FutureTask<Void> task;
        private final Thread thread;

        Reader(BlockingExchange exchange, Answer answer) {
            task = new FutureTask<>(() -> {
                if (answer != Answer.NOTHING) {
                    exchange.head();
                }
                if (answer == Answer.BODY) {
                    exchange.read();
                }
                caughtUp.countDown();
                if (answer == Answer.NOTHING) {
                    exchange.head();
                }
                exchange.read();
                return null;
            });
            thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        }

        void awaitWaiting() throws Exception {
            caughtUp.await();
            Await.until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        }

        Throwable failure() throws Exception {
            try {
                task.get(30, SECONDS);
                return null;
            } catch (ExecutionException e) {
                return e.getCause();
            }
        }
    }
}
