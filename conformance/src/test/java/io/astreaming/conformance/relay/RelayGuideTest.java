package io.astreaming.conformance.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.http.relay.RelayExchange;
import io.astreaming.replay.ReplayServer;
import io.astreaming.stream.Chat;
import io.astreaming.testing.Chats;
import io.astreaming.testing.Streams;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayGuideTest {
    @Test
    void servesAnAnswerAndItsRest() throws Exception {
        try (ReplayServer server =
                        ReplayServer.serving(Streams.whole("Hello", ", world")).start();
                Chat chat = Chats.at(server, "key")) {
            RelayExchange exchange = RelayGuide.open(chat, new byte[16]);
            byte[] body = "{\"stream\":true}".getBytes(StandardCharsets.UTF_8);

            Answer first = new Answer();
            RelayGuide.serve(exchange, first, "POST", "/v1/chat/completions", null, null, null, "ada", body);
            Answer second = new Answer();
            String stream = first.headers.get("Content-Location");
            String seen = first.headers.get("X-Stream-Id") + ".1";
            RelayGuide.serve(exchange, second, "GET", stream, null, seen, null, "ada", new byte[0]);

            assertThat(first.text()).contains("Hello", ", world", "[DONE]");
            assertThat(second.text()).doesNotContain("Hello").contains(", world", "[DONE]");
        }
    }

    private static final class Answer implements RelayGuide.Http {
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private Map<String, String> headers = Map.of();

        @Override
        public void start(int status, Map<String, String> with) {
            headers = with;
        }

        @Override
        public OutputStream body() {
            return body;
        }

        String text() {
            return body.toString(StandardCharsets.UTF_8);
        }
    }
}
