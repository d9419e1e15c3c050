package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Outcome;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.http.replay.ReplayServer;
import io.astreaming.http.replay.Reply;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ApiKey;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that repeats the key in whatever it says gets it into no message, no stack trace and no trace. */
@Timeout(30)
class SecretsTest {
    private static final String KEY = "sk-planted-key-0123456789";
    private static final String HEADER = "planted-header-0123456789";

    private final List<String> traced = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | {\"error\":{\"message\":\"headers were KEY and HEADER\",\"type\":\"KEY\",\"code\":\"KEY\"}}",
                "502 | upstream said KEY HEADER",
                "401 | <html><title>KEY HEADER</title></html>",
                "200 | data: {\"error\":{\"message\":\"KEY HEADER\",\"type\":\"KEY\",\"code\":\"KEY\"}}~~",
                "200 | event: error~data: KEY HEADER~~",
                "200 | data: KEY HEADER~~",
                "200 | data: {\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}],\"echo\":\"KEY HEADER\"}~~data: [DONE]~~",
            })
    void keepsTheKeyToItself(int status, String said) {
        Reply reply = Reply.status(
                        status,
                        said.replace("KEY", KEY).replace("HEADER", HEADER).replace('~', '\n'))
                .header("Content-Type", status == 200 ? "text/event-stream" : "application/json")
                .header("x-request-id", KEY);
        StringWriter all = new StringWriter();
        try (ReplayServer server = ReplayServer.answering(reply).start();
                JdkChatTransport transport = JdkChatTransport.builder(
                                server.baseUri().toString())
                        .apiKey(ApiKey.of(KEY))
                        .header("X-Tenant", HEADER)
                        .build();
                ChatStream stream = Chat.over(transport, new JsonbChatCodec())
                        .withTrace((payload, nanos) -> traced.add(payload.text()))
                        .stream(ChatRequest.model("m").user("a planted prompt").build())) {
            Outcome outcome = stream.outcome();
            all.append(String.valueOf(transport)).append(String.valueOf(stream));
            if (outcome.error() != null) {
                all.append(String.valueOf(outcome.error().getMessage()));
                outcome.error().printStackTrace(new PrintWriter(all));
            }
        }
        assertThat(all.toString()).doesNotContain(KEY, HEADER, "planted prompt");
        assertThat(traced.toString()).doesNotContain(KEY, HEADER);
    }
}
