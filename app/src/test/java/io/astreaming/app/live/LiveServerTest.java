package io.astreaming.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import io.astreaming.testing.Await;
import io.astreaming.testing.Streams;
import io.astreaming.value.Protocol;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server of the live page; scripts/inspector-browser looks at the page itself. */
@Timeout(60)
class LiveServerTest {
    private static final List<String> LOG = Collections.synchronizedList(new ArrayList<>());
    private static final String KEY = "sk-of-the-provider-0123456789";

    private static LiveServer over(ReplayServer provider) throws IOException {
        LiveSource source = LiveSource.endpoint(
                "provider",
                "m",
                Protocol.CHAT_COMPLETIONS,
                () -> Chat.over(
                        JdkChatTransport.builder(provider.baseUri().toString())
                                .apiKey(ApiKey.of(KEY))
                                .build(),
                        new JsonbChatCodec()));
        return LiveServer.start("127.0.0.1", 0, List.of(source), null, LOG::add);
    }

    @Test
    void tellsEachChunkWithItsTimeAndItsEventsAndThenHowTheStreamEnded() throws IOException {
        try (ReplayServer provider =
                        ReplayServer.serving(Recording.ofText("he", "llo")).start();
                LiveServer server = over(provider)) {
            List<JsonObject> lines = PageClient.lines(server.url());

            JsonObject begin = lines.get(0).getJsonObject("begin");
            assertThat(begin.getString("file")).isEqualTo("provider-1.sse");
            List<JsonObject> chunks = chunks(lines);
            assertThat(text(chunks)).isEqualTo("hello");
            assertThat(chunks).allSatisfy(chunk -> {
                assertThat(chunk.getJsonNumber("at").doubleValue()).isPositive();
                assertThat(chunk.getString("raw")).isNotEmpty();
            });
            JsonObject end = end(lines);
            assertThat(end.getString("outcome")).isEqualTo("completed");
            assertThat(end.getJsonObject("verdict").getString("title")).isEqualTo("The answer is whole.");
            assertThat(end.getJsonNumber("end").doubleValue())
                    .isGreaterThanOrEqualTo(
                            chunks.get(chunks.size() - 1).getJsonNumber("at").doubleValue());
            assertThat(provider.requests().get(0).text()).contains("\"content\":\"Hi\"", "\"model\":\"m\"");
        }
    }

    @Test
    void passesEachChunkOnAtOnce() throws IOException {
        Semaphore permits = new Semaphore(0);
        try (ReplayServer provider = ReplayServer.serving(Recording.ofText("a", "b"))
                        .pace(Pace.permittedBy(permits))
                        .start();
                LiveServer server = over(provider);
                PageClient page = new PageClient(server.url())) {
            assertThat(page.ask(0)).isEqualTo(200);
            assertThat(page.line()).containsKey("begin");

            for (int i = 0; i < 2; i++) {
                permits.release();
                assertThat(page.line()).containsKey("chunk");
            }
            permits.release(100);
        }
    }

    @Test
    void stopsTheProvidersStreamAndSaysSo() throws Exception {
        try (ReplayServer provider = stalling();
                LiveServer server = over(provider);
                PageClient page = new PageClient(server.url())) {
            page.ask(0);
            String place =
                    Objects.requireNonNull(page.line()).getJsonObject("begin").getString("place");
            page.line();

            assertThat(PageClient.status(server.url(), "DELETE", place)).isEqualTo(204);

            JsonObject last = null;
            for (JsonObject line = page.line(); line != null; line = page.line()) {
                last = line;
            }
            JsonObject end = Objects.requireNonNull(last).getJsonObject("end");
            assertThat(end.getString("outcome")).isEqualTo("cancelled");
            assertThat(end.getJsonObject("verdict").getString("title")).startsWith("The stream was stopped on purpose");
            Await.until(() -> provider.openStreams() == 0);
            assertThat(server.openStreams()).isZero();
        }
    }

    @Test
    void aPageThatLeavesCancelsTheProvidersStreamEvenIfItIsSilent() throws Exception {
        try (ReplayServer provider = stalling();
                LiveServer server = over(provider)) {
            try (PageClient page = new PageClient(server.url())) {
                page.ask(0);
                page.line();
                Await.until(() -> provider.openStreams() == 1);
            }

            Await.until(() -> provider.openStreams() == 0);
            Await.until(() -> server.openStreams() == 0);
        }
    }

    @Test
    void answersOnlyItsOwnPage() throws IOException {
        try (ReplayServer provider = ReplayServer.serving(Streams.whole("ok")).start();
                LiveServer server = over(provider)) {
            String url = server.url();
            String own = "Origin: http://" + URI.create(url).getAuthority();

            assertThat(PageClient.status(url, "GET", "", own)).isEqualTo(200);
            assertThat(PageClient.status(url, "GET", "saved.html")).isEqualTo(200);
            assertThat(PageClient.status(url, "GET", "", "Host: evil.example")).isEqualTo(421);
            assertThat(PageClient.status(url, "GET", "", "Host:")).isEqualTo(421);
            for (String origin : List.of("http://evil.example", "null", "http://localhost:1", own.substring(8) + "0")) {
                assertThat(PageClient.status(url, "POST", "streams?source=0", "Origin: " + origin))
                        .isEqualTo(403);
            }
            for (String token : List.of(
                    "x/",
                    "",
                    url.substring(url.length() - 10),
                    "x" + URI.create(url).getPath())) {
                try (PageClient client = new PageClient(url)) {
                    assertThat(client.send("GET", "/" + token, "")).isEqualTo(404);
                }
            }
            assertThat(PageClient.status(url, "GET", "streams?source=0")).isEqualTo(404);
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void opensOnlyAFewStreamsAtATime() throws Exception {
        List<PageClient> pages = new ArrayList<>();
        try (ReplayServer provider = stalling();
                LiveServer server = over(provider)) {
            for (int i = 0; i < LiveStreams.MAX; i++) {
                PageClient page = new PageClient(server.url());
                pages.add(page);
                page.ask(0);
                page.line();
            }

            assertThat(PageClient.text(server.url(), "POST", "streams?source=0", "Hi"))
                    .isEqualTo("8 streams are open: stop one of them first\n");

            pages.remove(0).close();
            Await.until(() -> server.openStreams() < LiveStreams.MAX);
            PageClient next = new PageClient(server.url());
            pages.add(next);
            assertThat(next.ask(0)).isEqualTo(200);
        } finally {
            for (PageClient page : pages) {
                page.close();
            }
        }
    }

    /** A provider may repeat the key, even split over two chunks. */
    @Test
    void keysNeverReachThePage() throws IOException {
        Recording echo = Recording.ofText("your key is ", KEY.substring(0, 12), KEY.substring(12), ". " + KEY);
        try (ReplayServer provider = ReplayServer.serving(echo).start();
                LiveServer server = over(provider)) {
            String all = PageClient.lines(server.url()).toString();

            assertThat(provider.requests().get(0).header("Authorization")).isEqualTo("Bearer " + KEY);
            assertThat(all).contains("[redacted]").doesNotContain(KEY, KEY.substring(12));
            assertThat(PageClient.text(server.url(), "GET", "", "")).doesNotContain(KEY);
        }
    }

    @Test
    void showsARefusalAsTheProviderGaveIt() throws IOException {
        Reply busy = Reply.status(429, "{\"error\":{\"message\":\"Slow down\"}}");
        try (ReplayServer provider = ReplayServer.answering(busy, busy).start();
                LiveServer server = over(provider)) {
            JsonObject end = end(PageClient.lines(server.url()));

            assertThat(end.getString("outcome")).isEqualTo("failed");
            assertThat(end.getJsonObject("verdict").getString("detail")).contains("429", "Slow down");
            assertThat(provider.requests()).hasSize(1); // a retry would hide it
        }
    }

    @Test
    void stopsAStreamThatIsLongerThanThePageKeeps() throws IOException {
        String[] pieces = new String[20];
        Arrays.fill(pieces, "x".repeat(1 << 20));
        try (ReplayServer provider =
                        ReplayServer.serving(Recording.ofText(pieces)).start();
                LiveServer server = over(provider)) {
            List<JsonObject> lines = PageClient.lines(server.url());

            assertThat(chunks(lines)).hasSizeLessThan(18);
            assertThat(end(lines).getBoolean("full")).isTrue();
        }
    }

    @Test
    void logsWhatItWasAskedWithoutTheToken() throws Exception {
        try (ReplayServer provider = ReplayServer.serving(Streams.whole("ok")).start();
                LiveServer server = over(provider)) {
            LOG.clear();

            PageClient.lines(server.url());
            String token = URI.create(server.url()).getPath().replace("/", "");
            try (PageClient client = new PageClient(server.url())) {
                client.send("GET", "/" + token, "");
            }

            Await.until(() -> LOG.size() == 2);
            assertThat(LOG.get(0)).matches("\\S+ POST /TOKEN/streams 200 - \\d+ bytes \\d+ ms");
            assertThat(LOG.toString()).doesNotContain(token);
        }
    }

    @Test
    void listensOnlyToThisMachine() {
        assertThatThrownBy(() -> LiveServer.start("0.0.0.0", 0, List.of(), null, LOG::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only for this machine");
    }

    private static ReplayServer stalling() {
        Reply stalls = Reply.of(Recording.ofText("a", "b")).afterFrame(1).stall();
        return ReplayServer.serving(stalls).start();
    }

    private static List<JsonObject> chunks(List<JsonObject> lines) {
        return lines.stream()
                .filter(line -> line.containsKey("chunk"))
                .map(line -> line.getJsonObject("chunk"))
                .toList();
    }

    private static JsonObject end(List<JsonObject> lines) {
        return lines.get(lines.size() - 1).getJsonObject("end");
    }

    private static String text(List<JsonObject> chunks) {
        StringBuilder text = new StringBuilder();
        for (JsonObject chunk : chunks) {
            for (JsonObject event : chunk.getJsonArray("events").getValuesAs(JsonObject.class)) {
                if (event.get("text") instanceof JsonString piece) {
                    text.append(piece.getString());
                }
            }
        }
        return text.toString();
    }
}
