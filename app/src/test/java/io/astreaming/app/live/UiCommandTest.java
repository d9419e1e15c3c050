package io.astreaming.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.Await;
import io.astreaming.testing.Streams;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code serve --ui}. */
@Timeout(60)
class UiCommandTest {
    private static final String SAMPLES = "src/test/resources/io/astreaming/app/inspect/";
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    @TempDir
    private Path folder;

    /** What is done while the page is served. */
    private interface Visit {
        void at(String url) throws Exception;
    }

    private static Cli.Result visit(Cli server, Visit visit, String... options) throws Exception {
        List<String> args = new ArrayList<>(List.of("serve", "--ui", "--quiet", "--port", "0"));
        args.addAll(List.of(options));
        CompletableFuture<Cli.Result> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.complete(server.with(args.toArray(String[]::new))));
        thread.start();
        try {
            Await.until(() -> server.outSoFar().endsWith("\n") || result.isDone());
            if (!result.isDone()) {
                assertThat(server.outSoFar()).matches("http://127\\.0\\.0\\.1:\\d+/[A-Za-z0-9_-]{32}/\n");
                visit.at(server.outSoFar().strip());
            }
        } finally {
            thread.interrupt();
        }
        return result.get(20, TimeUnit.SECONDS);
    }

    private static JsonArray data(String page) {
        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        try (JsonReader reader = Json.createReader(new StringReader(data.group(1)))) {
            return reader.readArray();
        }
    }

    /** The page that is saved at the end must be the one of the recording. */
    @ParameterizedTest
    @ValueSource(strings = {"cut.sse", "parallel-calls.sse", "server-tools.sse", "reasoning.sse"})
    void aStreamThatArrivesBecomesWhatInspectShowsOfIt(String sample) throws Exception {
        Path out = folder.resolve("page.html");
        Cli.run("inspect", "--html", out.toString(), SAMPLES + sample);
        JsonObject saved = data(Files.readString(out)).getJsonObject(0);

        visit(
                new Cli(),
                url -> {
                    List<JsonObject> lines = PageClient.lines(url);
                    List<JsonObject> chunks = new ArrayList<>();
                    List<JsonObject> comments = new ArrayList<>();
                    for (JsonObject line : lines) {
                        if (line.containsKey("chunk")) {
                            JsonObject chunk = line.getJsonObject("chunk");
                            if (!chunks.isEmpty() && last(chunks).getInt("number") == chunk.getInt("number")) {
                                chunks.remove(chunks.size() - 1);
                            }
                            chunks.add(chunk);
                        }
                        if (line.containsKey("comments")) {
                            comments.addAll(line.getJsonArray("comments").getValuesAs(JsonObject.class));
                        }
                    }
                    JsonObject end = last(lines).getJsonObject("end");
                    for (String member : List.of("raw", "events", "deviations", "bytes")) {
                        assertThat(chunks)
                                .extracting(chunk -> chunk.get(member))
                                .as(member)
                                .isEqualTo(saved.getJsonArray("chunks")
                                        .getValuesAs(
                                                chunk -> chunk.asJsonObject().get(member)));
                    }
                    for (String member : List.of("verdict", "usage", "deviations", "choices", "model", "protocol")) {
                        assertThat(end.get(member)).as(member).isEqualTo(saved.get(member));
                    }
                    assertThat(comments)
                            .extracting(comment -> comment.getInt("before"))
                            .isEqualTo(saved.getJsonArray("comments")
                                    .getValuesAs(each -> each.asJsonObject().getInt("before")));
                },
                "--pace",
                "full",
                SAMPLES + sample);
    }

    @Test
    void offersTheEndpointsOfTheFileAndTheRecordings() throws Exception {
        Path file = Files.writeString(
                folder.resolve("endpoints"),
                "far.base-url = https://far.example/v1\nfar.api-key-env = FAR_KEY\nnear.base-url = http://127.0.0.1:9/v1\n"
                        + "near.model = llama\n");
        Cli.Result result = visit(
                new Cli().environment("ASTREAMING_ENDPOINTS", file.toString()),
                url -> {
                    JsonArray sources = data(PageClient.text(url, "GET", "", ""));
                    assertThat(sources.getValuesAs(each -> each.asJsonObject().getString("name")
                                    + " " + each.asJsonObject().getString("model")
                                    + " " + each.asJsonObject().getBoolean("recording")))
                            .containsExactly(
                                    "far gpt-4o-mini false",
                                    "near llama false",
                                    "seed seed true",
                                    "seed-2 seed-2 true");
                    assertThat(PageClient.text(url, "POST", "streams?source=0", "Hi"))
                            .isEqualTo(
                                    "the environment variable FAR_KEY isn't set; set it to the API key, name another with"
                                            + " --api-key-env, or use --no-api-key\n");
                    assertThat(PageClient.text(url, "POST", "streams?source=1", " "))
                            .isEqualTo("the prompt is empty\n");
                    assertThat(PageClient.status(url, "POST", "streams?source=9"))
                            .isEqualTo(422);
                },
                Cli.SEED,
                Cli.SEED);

        assertThat(result.code()).as(result.err()).isEqualTo(130);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void offersOnlyTheEndpointAtTheBaseUrl() throws Exception {
        try (ReplayServer provider = ReplayServer.serving(Streams.whole("ok")).start()) {
            visit(
                    new Cli(),
                    url -> {
                        assertThat(data(PageClient.text(url, "GET", "", ""))
                                        .getJsonObject(0)
                                        .getString("name"))
                                .isEqualTo(URI.create(provider.baseUri().toString())
                                        .getAuthority());
                        assertThat(PageClient.text(url, "POST", "streams?source=0&model=a%26b", "Hi"))
                                .contains("\"outcome\":\"completed\"");
                        assertThat(provider.requests().get(0).text()).contains("\"model\":\"a&b\"");
                    },
                    "--base-url",
                    provider.baseUri().toString(),
                    "-m",
                    "llama");
        }
    }

    @Test
    void wrongUsageIsOneLine() throws Exception {
        assertThat(Cli.run("serve", "--ui"))
                .isEqualTo(
                        new Cli.Result(
                                2,
                                "",
                                "astreaming: --ui needs something to show: a FILE, --base-url, or endpoints in your file of endpoints\n"));
        assertThat(Cli.run("serve", "--ui", "--host", "0.0.0.0", Cli.SEED).err())
                .isEqualTo("astreaming: the page is only for this machine: --host is 127.0.0.1 or ::1\n");
        assertThat(Cli.run("serve", "--ui", "--cors", Cli.SEED).err())
                .isEqualTo("astreaming: --cors doesn't go with --ui\n");
        assertThat(Cli.run("serve", "--model", "m", Cli.SEED).err()).isEqualTo("astreaming: --model goes with --ui\n");
        assertThat(Cli.run("serve", "--ui", "--base-url", "https://far.example/v1")
                        .err())
                .contains("OPENAI_API_KEY isn't set");
    }

    private static JsonObject last(List<JsonObject> all) {
        return all.get(all.size() - 1);
    }
}
