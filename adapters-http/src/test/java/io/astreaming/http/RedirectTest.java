package io.astreaming.http;

import static io.astreaming.http.BlockingExchange.open;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.astreaming.error.ConnectionException;
import io.astreaming.settings.ApiKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows when a server says that it has moved. */
@Timeout(60)
class RedirectTest {
    private static final String KEY = "sk-planted-key";
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\ndata: 1";

    private final List<String> requests = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "307, /moved/here?a=%20b, /moved/here?a=%20b",
        "308, /moved, /moved",
        "308, moved, /v1/chat/moved",
        "307, ../moved, /v1/moved",
        "307, ORIGIN/moved, /moved",
        "307, //127.0.0.1:PORT/moved, /moved",
        "307, ORIGIN/moved#part, /moved",
    })
    void sendsTheSameRequestWhereTheSameServerSays(String status, String location, String path) throws Exception {
        try (ScriptedServer server = serving((connection, origin) ->
                        connection.write(requests.size() == 1 ? redirect(status, place(location, origin)) : ANSWER));
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl(), ApiKey.of(KEY))) {
            BlockingExchange exchange = open(transport);

            assertThat(exchange.head().status()).isEqualTo(200);
            assertThat(exchange.readAll()).isEqualTo("data: 1");
            assertThat(requests).hasSize(2);
            assertThat(requests.get(1)).isEqualTo(requests.get(0).replace("/v1/chat/completions", path));
        }
    }

    @ParameterizedTest
    @CsvSource({"301, /moved", "302, /moved", "303, /moved", "300, /moved", "304, /moved", "305, /moved", "309, /moved"
    })
    void followsNoRedirectThatAsksForAnotherRequest(String status, String location) throws Exception {
        assertIsHandedOn(status, "Location: " + location + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Location:\r\n",
                "Location: ?a=b\r\n",
                "Location: #part\r\n",
                "Location: /a b\r\n",
                "Location: /%zz\r\n",
                "Location: :\r\n",
                "Location: http:\r\n",
                "Location: http://\r\n",
                "Location: http:/moved:x\r\n",
                "Location: http:moved\r\n",
                "Location: \\\\127.0.0.1\\moved\r\n",
                "Location: mailto:me\r\n",
                "Location: file:///etc/passwd\r\n",
                "Location: http://[::1\r\n",
                "Location: http://user:password@127.0.0.1:PORT/moved\r\n",
                "Location: http://user@127.0.0.1:PORT/moved\r\n",
                "Location: http://@127.0.0.1:PORT/moved\r\n",
                "Location: http://127.0.0.1:PORT@elsewhere.invalid/moved\r\n",
                "Location: https://127.0.0.1:PORT/moved\r\n",
                "Location: http://127.0.0.1/moved\r\n",
                "Location: http://127.0.0.1:99999/moved\r\n",
                "Location: http://127.0.0.1.:PORT/moved\r\n",
                "Location: http://localhost:PORT/moved\r\n",
                "Location: //elsewhere.invalid/moved\r\n",
                "Location: /moved\r\nLocation: /moved\r\n",
            })
    void handsOnARedirectToNowhereOrElsewhere(String header) throws Exception {
        assertIsHandedOn("307", header);
        requests.clear();
        assertIsHandedOn("308", header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"307", "308", "302"})
    void carriesNoKeyToAnotherOrigin(String status) throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (ScriptedServer elsewhere = new ScriptedServer(connection -> heard.add(connection.readRequest()));
                ScriptedServer server = serving((connection, origin) ->
                        connection.write(redirect(status, elsewhere.baseUrl() + "/chat/completions")));
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl(), ApiKey.of(KEY))) {
            BlockingExchange exchange = open(transport);

            assertThat(exchange.head().status()).isEqualTo(Integer.parseInt(status));
            assertThat(exchange.readAll()).isEqualTo("moved");
            assertThat(requests).singleElement().asString().contains(KEY);
            assertThat(elsewhere.accepted()).isZero();
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void carriesNoKeyToAnotherOriginOnTheSecondHopEither() throws Exception {
        try (ScriptedServer elsewhere = new ScriptedServer(ScriptedServer.Connection::readRequest);
                ScriptedServer server = serving((connection, origin) -> connection.write(
                        redirect("307", requests.size() == 1 ? "/moved" : elsewhere.baseUrl() + "/moved")));
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl(), ApiKey.of(KEY))) {
            assertThat(open(transport).head().status()).isEqualTo(307);
            assertThat(requests).hasSize(2);
            assertThat(elsewhere.accepted()).isZero();
        }
    }

    @Test
    void followsThreeAndHandsOnTheFourth() throws Exception {
        try (ScriptedServer server = serving((connection, origin) -> connection.write(redirect("307", "/round")));
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            assertThat(open(transport).head().status()).isEqualTo(307);
            assertThat(requests).hasSize(4);
        }
    }

    @Test
    void keepsTheConnection() throws Exception {
        try (ScriptedServer server = serving((connection, origin) ->
                        connection.write(requests.size() % 2 == 1 ? redirect("307", "/moved") : ANSWER));
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            for (int i = 0; i < 10; i++) {
                assertThat(open(transport).readAll()).isEqualTo("data: 1");
            }

            // Not one: the rest of a redirect may come later than the next request goes.
            assertThat(requests).hasSize(20);
            assertThat(server.accepted()).isLessThan(20);
        }
    }

    @Test
    void readsOnlyAShortBodyOfARedirect() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try (ScriptedServer server = serving((connection, origin) -> {
                    if (requests.size() > 1) {
                        connection.write(ANSWER);
                        return;
                    }
                    connection.write("HTTP/1.1 307 Moved\r\nLocation: /moved\r\nContent-Length: 1000000\r\n\r\nmoved");
                    connection.awaitClose();
                    closed.complete(null);
                });
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            assertThat(open(transport).readAll()).isEqualTo("data: 1");
            assertThat(closed).succeedsWithin(30, SECONDS);
        }
    }

    @Test
    void failsWhenItIsCancelledBetweenTwoHops() throws Exception {
        CompletableFuture<BlockingExchange> opened = new CompletableFuture<>();
        try (ScriptedServer server = serving((connection, origin) -> {
                    if (requests.size() == 2) {
                        opened.get(30, SECONDS).cancel();
                    }
                    connection.write(redirect("307", "/moved"));
                });
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            BlockingExchange exchange = open(transport);
            opened.complete(exchange);

            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(exchange::head)
                    .withMessageContaining("cancelled");
            assertThat(requests).hasSize(2);
        }
    }

    private void assertIsHandedOn(String status, String header) throws Exception {
        try (ScriptedServer server = serving((connection, origin) -> connection.write(
                        "HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n" + place(header, origin) + "\r\n"));
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl(), ApiKey.of(KEY))) {
            BlockingExchange exchange = open(transport);

            assertThat(exchange.head().status()).isEqualTo(Integer.parseInt(status));
            assertThat(exchange.readAll()).isEmpty();
            assertThat(requests).as(header).hasSize(1);
        }
    }

    private ScriptedServer serving(Answering answering) throws Exception {
        return new ScriptedServer(connection -> {
            String origin = "http://127.0.0.1:" + connection.socket().getLocalPort();
            while (true) {
                requests.add(connection.readRequest());
                answering.answer(connection, origin);
            }
        });
    }

    private interface Answering {
        void answer(ScriptedServer.Connection connection, String origin) throws Exception;
    }

    private static String redirect(String status, String location) {
        return "HTTP/1.1 " + status + " Moved\r\nLocation: " + location + "\r\nContent-Length: 5\r\n\r\nmoved";
    }

    private static String place(String text, String origin) {
        return text.replace("ORIGIN", origin).replace("PORT", origin.substring(origin.lastIndexOf(':') + 1));
    }
}
