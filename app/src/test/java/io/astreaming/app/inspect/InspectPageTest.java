package io.astreaming.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.jsontext.JsonText;
import io.astreaming.replay.Recording;
import io.astreaming.testing.Streams;
import io.astreaming.value.Deviation;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page that {@code inspect --html} writes; scripts/inspector-browser looks at it in a browser. */
@Timeout(60)
class InspectPageTest {
    private static final Path SAMPLES = Path.of("src/test/resources/io/astreaming/app/inspect");
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void isOneSmallPageThatAllowsItsOwnScriptAndNothingElse() throws IOException {
        String page = page(Path.of(Cli.SEED));

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(300_000);
        assertThat(page).doesNotContain("src=", "href=\"http", "@import", "url(", "{{policy}}", "{{data}}");
        Matcher script = SCRIPT.matcher(page);
        assertThat(script.find()).isTrue();
        assertThat(page)
                .contains("default-src 'none'; script-src " + PageParts.hash(script.group(1)) + "; style-src 'sha256-")
                .contains("base-uri 'none'; form-action 'none'");
        assertThat(script.find()).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("page.html"))))
                .isEqualTo("rw-------");
    }

    @Test
    void itsScriptsWriteOnlyTextNodes() throws IOException {
        assertThat(PageParts.script(PageParts.SAVED)).doesNotContain("fetch(");
        for (String start : List.of(PageParts.SAVED, PageParts.LIVE)) {
            assertThat(PageParts.script(start))
                    .doesNotContain(
                            "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(")
                    .doesNotContain("</script", "<!--", "XMLHttpRequest", "import(");
        }
    }

    @Test
    void theLivePageHasItsOwnScriptUnchangedAndReachesOnlyItsServer() throws IOException {
        String page = InspectPage.live(new JsonText("[\"</script>{{script}}\"]"));

        String script = PageParts.script(PageParts.LIVE);
        assertThat(page)
                .contains("<script>" + script + "</script>", PageParts.hash(script), "; connect-src 'self'; base-uri")
                .contains("id=\"data\">[\"\\u003c/script>{{script}}\"]</script>");
        assertThat(InspectPage.toBeFilled())
                .contains("id=\"data\">{{data}}</script>")
                .doesNotContain("connect-src", "fetch(");
    }

    @Test
    void aHostileAnswerStaysText() throws IOException {
        String hostile = "</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>";
        Path file = write("hostile.sse", Recording.ofText(hostile));

        String page = page(file);

        assertThat(page).doesNotContain("alert(1)</script>", "<img").containsOnlyOnce("<script>");
        assertThat(stream(page).getJsonArray("chunks").getJsonObject(0).getJsonArray("events"))
                .anySatisfy(event ->
                        assertThat(event.asJsonObject().getString("text", "")).isEqualTo(hostile));
    }

    @Test
    void saysWhichChunkBecameWhichEventsAndWhen() throws IOException {
        Path file = Files.writeString(
                folder.resolve("timed.sse"),
                ": at=120\ndata: " + Streams.text("he") + "\n\n: at=300\n: ping\n\n: at=1620\nevent: x\ndata: "
                        + Streams.stop() + "\n\ndata: [DONE]\n\n");

        JsonObject stream = stream(page(file));

        JsonArray chunks = stream.getJsonArray("chunks");
        assertThat(chunks).hasSize(3);
        JsonObject first = chunks.getJsonObject(0);
        assertThat(first.getString("raw")).isEqualTo(Streams.text("he"));
        assertThat(first.getInt("bytes")).isEqualTo(Streams.text("he").length());
        assertThat(first.getJsonNumber("at").doubleValue()).isEqualTo(120);
        assertThat(types(first)).containsExactly("streamStarted", "choiceStarted", "textReceived");
        JsonObject second = chunks.getJsonObject(1);
        assertThat(second.getJsonNumber("at").doubleValue()).isEqualTo(1620);
        assertThat(second.getString("event")).isEqualTo("x");
        assertThat(types(chunks.getJsonObject(2))).containsExactly("choiceFinished", "streamEnded");
        assertThat(stream.getJsonArray("comments").getJsonObject(0).toString())
                .isEqualTo("{\"before\":1,\"at\":300.0,\"text\":\"ping\"}");
        assertThat(stream.getJsonNumber("end").doubleValue()).isEqualTo(1620);
    }

    @Test
    void hasNoTimesWhereTheRecordingHasNone() throws IOException {
        JsonObject stream = stream(page(Path.of(Cli.SEED)));

        assertThat(stream.isNull("end")).isTrue();
        assertThat(stream.getJsonArray("chunks"))
                .allSatisfy(
                        chunk -> assertThat(chunk.asJsonObject().isNull("at")).isTrue());
    }

    @Test
    void marksDeviationsWhereTheyHappened() throws IOException {
        Path file = Files.writeString(
                folder.resolve("deviant.jsonl"),
                Streams.text("a") + "\n" + Streams.stop() + "\n" + Streams.stop() + "\n" + Streams.text("b") + "\n");

        JsonObject stream = stream(page(file));

        List<List<String>> places = new ArrayList<>();
        for (JsonObject chunk : stream.getJsonArray("chunks").getValuesAs(JsonObject.class)) {
            places.add(
                    chunk.containsKey("deviations")
                            ? chunk.getJsonArray("deviations").getValuesAs(JsonString::getString)
                            : List.of());
        }
        assertThat(places.subList(0, 4))
                .containsExactly(List.of(), List.of(), List.of("finish_repeated"), List.of("delta_after_finish"));
        assertThat(stream.getJsonArray("deviations").getJsonObject(0).getString("meaning"))
                .isEqualTo("The finish reason came again.");
    }

    @Test
    void saysInWordsHowWholeTheAnswerIs() throws IOException {
        assertThat(verdict(SAMPLES.resolve("parallel-calls.sse")))
                .isEqualTo("good: The answer is whole. It calls 3 tools. Finish reason: tool_calls.");
        assertThat(verdict(SAMPLES.resolve("cut.sse")))
                .isEqualTo("bad: The answer isn't whole: the stream ended too early. It ended after 27 chunks without a"
                        + " finish reason. 1 tool call isn't whole: don't run it.");
        assertThat(verdict(write("length.jsonl", Streams.chunk("{\"content\":\"x\"}", "\"length\""))))
                .isEqualTo("warn: The answer was cut at the limit of tokens. Finish reason: length.");
        assertThat(verdict(write("filter.jsonl", Streams.chunk("{\"content\":\"x\"}", "\"content_filter\""))))
                .isEqualTo("warn: The provider's filter cut the answer. Finish reason: content_filter.");
        assertThat(verdict(write("error.sse", "data: {\"error\":{\"message\":\"overloaded\"}}\n\n")))
                .startsWith("bad: The stream failed after 1 chunk. ")
                .contains("overloaded");
        assertThat(verdict(write("empty.sse", "data: [DONE]\n\n")))
                .startsWith("bad: The stream failed before its first chunk. ");
    }

    @Test
    void holdsSeveralStreams() throws IOException {
        String page = page(SAMPLES.resolve("fast.sse"), SAMPLES.resolve("slow.sse"));

        assertThat(streams(page).getValuesAs(stream -> stream.asJsonObject().getString("model")))
                .containsExactly("gpt-4o-mini", "llama3.2");
    }

    @Test
    void explainsEveryDeviationAsTheGuideDoes() throws IOException {
        String guide = Files.readString(Path.of(System.getProperty("astreaming.root"), "docs", "inspect-json.md"));

        for (Deviation deviation : Deviation.values()) {
            String word = deviation.name().toLowerCase(Locale.ROOT);
            assertThat(guide).contains("| `" + word + "` | " + DeviationMeanings.of(deviation) + " |");
        }
    }

    @Test
    void offersATestThatCompiles() throws IOException {
        for (String sample : List.of("cut.sse", "parallel-calls.sse")) {
            String test = stream(page(SAMPLES.resolve(sample))).getString("test");

            assertThat(test).contains("src/test/resources/" + sample);
            assertThat(compile(test)).isEmpty();
        }
    }

    @Test
    void offersACommandThatAsksInTheProtocolOfTheRecording() throws IOException {
        assertThat(stream(page(SAMPLES.resolve("cut.sse"))).getString("curl"))
                .contains("astreaming serve --pace recorded cut.sse", "/v1/chat/completions", "\"model\":\"cut\"");
        assertThat(stream(page(SAMPLES.resolve("server-tools.sse"))).getString("curl"))
                .contains("/v1/messages");
    }

    @Test
    void wrongUsageIsOneLine() {
        assertThat(Cli.run("inspect", "--html", "stream.sse", Cli.SEED))
                .isEqualTo(new Cli.Result(
                        2, "", "astreaming: --html needs the name of the page first, such as out.html\n"));
        assertThat(Cli.run("inspect", "--html", "a.html", "--json", Cli.SEED))
                .isEqualTo(new Cli.Result(2, "", "astreaming: --html goes neither with --chunks nor with --json\n"));
        assertThat(Cli.run("inspect", "--html", folder + "/a.html", "nowhere"))
                .isEqualTo(new Cli.Result(1, "", "astreaming: nowhere: no such file or directory\n"));
        assertThat(folder.resolve("a.html")).doesNotExist();
    }

    private static List<String> types(JsonObject chunk) {
        return chunk.getJsonArray("events")
                .getValuesAs(event -> event.asJsonObject().getString("type"));
    }

    private String verdict(Path file) throws IOException {
        JsonObject verdict = stream(page(file)).getJsonObject("verdict");
        return verdict.getString("tone") + ": " + verdict.getString("title") + " " + verdict.getString("detail");
    }

    private String page(Path... files) throws IOException {
        Path out = folder.resolve("page.html");
        List<String> args = new ArrayList<>(List.of("inspect", "--html", out.toString()));
        for (Path file : files) {
            args.add(file.toString());
        }
        assertThat(Cli.run(args.toArray(String[]::new))).isEqualTo(new Cli.Result(0, out + "\n", ""));
        return Files.readString(out);
    }

    private static JsonObject stream(String page) {
        return streams(page).getJsonObject(0);
    }

    private static JsonArray streams(String page) {
        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        try (JsonReader reader = Json.createReader(new StringReader(data.group(1)))) {
            return reader.readArray();
        }
    }

    private Path write(String name, Recording recording) throws IOException {
        StringBuilder body = new StringBuilder();
        recording.frames().forEach(frame -> body.append(frame.text()));
        return write(name, body.toString());
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** Returns what the compiler says. */
    private String compile(String source) throws IOException {
        Matcher name = Pattern.compile("class (\\w+)").matcher(source);
        assertThat(name.find()).isTrue();
        Path file = write(name.group(1) + ".java", source);
        String path = Stream.of("java.class.path", "jdk.module.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(out, out, "-proc:none", "-cp", path, "-d", folder.toString(), file.toString());
        return said.toString();
    }
}
