package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.Astreaming;
import io.astreaming.event.ChatEvent;
import io.astreaming.json.EventJson;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.sse.SseEncoder;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.testing.NodeFolder;
import io.astreaming.testing.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lets the function of docs/events-json.md, in node, read what {@code EventJson} writes; skipped without node. */
@Timeout(120)
class EventsInNodeIT {
    private static final Path GUIDE = Path.of(System.getProperty("astreaming.root", ".."), "docs", "events-json.md");

    private static final String MAIN = """
        import { ask } from './ask.mjs';
        let text = '';
        try {
          await ask(process.argv[2] + '/chat/completions', { method: 'POST', body: '{"stream":true}' }, (event) => {
            if (event.type === 'textReceived') text += event.text;
          });
          console.log('whole: ' + text);
        } catch (error) {
          console.log(error.message + ': ' + text);
        }
        """;

    private static NodeFolder node;

    @BeforeAll
    static void writeTheFunction() throws Exception {
        node = NodeFolder.with("events-json");
        Matcher function = Pattern.compile("```javascript\\R(export .*?)```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE));
        assertThat(function.find()).isTrue();
        Files.writeString(node.path().resolve("ask.mjs"), function.group(1));
        Files.writeString(node.path().resolve("main.mjs"), MAIN);
    }

    @Test
    void readsAWholeAnswer() throws Exception {
        byte[] body = bodyOf(Reply.of(Streams.whole("Grüße, \ud83d", "\ude00!")));

        assertThat(read(Recording.sse(body))).containsExactly("whole: Grüße, 😀!");
    }

    @Test
    void noticesAnAnswerThatWasCutAtTheProvider() throws Exception {
        byte[] body =
                bodyOf(Reply.of(Streams.whole("Hello", " world")).afterFrame(1).end());

        assertThat(read(Recording.sse(body))).containsExactly("truncated: Hello");
    }

    @Test
    void noticesAConnectionThatBreaksOnTheWayToTheBrowser() throws Exception {
        byte[] body = bodyOf(Reply.of(Streams.whole("Hello")));
        String text = new String(body, StandardCharsets.UTF_8);
        String cut = text.substring(0, text.indexOf("data: {\"type\":\"streamEnded\""));

        assertThat(read(Recording.sse(cut.getBytes(StandardCharsets.UTF_8))))
                .containsExactly("the connection broke: Hello");
    }

    private static byte[] bodyOf(Reply answer) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        try (ReplayServer provider = ReplayServer.answering(answer).start();
                Chat chat = Astreaming.chat(provider.baseUri().toString());
                ChatStream stream =
                        chat.stream(ChatRequest.model("m").user("Say hello").build())) {
            relay(stream, response);
        }
        return response.toByteArray();
    }

    private static void relay(ChatStream stream, OutputStream response) throws IOException {
        for (ChatEvent event : stream) {
            response.write(SseEncoder.event(EventJson.of(event).text()));
            response.flush();
        }
    }

    private static List<String> read(Recording events) throws Exception {
        try (ReplayServer service = ReplayServer.serving(events).start()) {
            return node.run(
                    Duration.ofSeconds(30),
                    "main.mjs",
                    List.of(service.baseUri().toString()));
        }
    }
}
