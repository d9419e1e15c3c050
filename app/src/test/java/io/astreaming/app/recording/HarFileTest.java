package io.astreaming.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.replay.Recording;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a browser saved. */
@Timeout(60)
class HarFileTest {
    private static final Path SAMPLES = Path.of("src/test/resources/io/astreaming/app/inspect");

    @TempDir
    private Path folder;

    @Test
    void readsEventsWithTheTimesAtWhichTheBrowserReceivedThem() throws IOException {
        Path sse = folder.resolve("from.sse");

        assertThat(Cli.run("convert", SAMPLES.resolve("browser.har").toString(), sse.toString()))
                .isEqualTo(new Cli.Result(0, "", ""));

        assertThat(sse)
                .content()
                .startsWith(": at=412\ndata: {\"id\":\"chatcmpl-9\"")
                .contains("\n\n: at=1204\ndata: ")
                .endsWith(": at=1206\ndata: [DONE]\n\n");
        assertThat(Cli.run("inspect", SAMPLES.resolve("browser.har").toString()).out())
                .contains("first content after 455 ms, end after 1.21 s");
    }

    @Test
    void keepsKeysAndCookiesOutOfEverything() throws IOException {
        String har = Files.readString(SAMPLES.resolve("browser.har"));
        assertThat(har).contains("sk-secret-of-the-browser", "session=secret-cookie");
        Path page = folder.resolve("page.html");
        Path sse = folder.resolve("from.sse");
        Path again = folder.resolve("again.har");

        Cli.run(
                "inspect",
                "--html",
                page.toString(),
                SAMPLES.resolve("browser.har").toString());
        Cli.run("convert", SAMPLES.resolve("browser.har").toString(), sse.toString());
        Cli.run("convert", SAMPLES.resolve("browser.har").toString(), again.toString());

        for (Path written : new Path[] {page, sse, again}) {
            assertThat(written).content().isNotEmpty().doesNotContain("secret");
        }
    }

    @Test
    void readsABodyWithoutTimesIfTheEventsArentThere() throws IOException {
        Path har = archive(entry("text/event-stream", "data: " + Streams.text("hi") + "\n\ndata: [DONE]\n\n"));

        assertThat(Cli.run("inspect", har.toString()).out()).contains("\"hi\"", "no timing");
    }

    @Test
    void writesWhatItReadsAgain() throws IOException {
        Path har = folder.resolve("a.har");
        Path sse = folder.resolve("a.sse");

        assertThat(Cli.run("convert", SAMPLES.resolve("fast.sse").toString(), har.toString())
                        .code())
                .isZero();
        assertThat(Cli.run("convert", har.toString(), sse.toString()).code()).isZero();

        assertThat(Recording.sse(sse).frames())
                .isEqualTo(Recording.sse(SAMPLES.resolve("fast.sse")).frames());
    }

    @Test
    void oneOfSeveralStreamsIsChosenByItsNumber() throws IOException {
        Path har = archive(
                entry("text/html", "<p>"),
                entry("text/event-stream", "data: " + Streams.text("first") + "\n\n"),
                entry("text/event-stream", "data: " + Streams.text("second") + "\n\n"));

        assertThat(Cli.run("inspect", har.toString()).err())
                .isEqualTo("astreaming: " + har + ": there are 2 streams in it; choose one by its number, such as "
                        + har + "#1\n");
        assertThat(Cli.run("inspect", har + "#2").out()).contains("second").doesNotContain("first");
        assertThat(Cli.run("inspect", har + "#3").err()).endsWith("there is no stream 3 in it, but 2\n");
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        for (String content :
                new String[] {"{\"log\":{}}", "{\"log\":{\"entries\":[]}}", "{\"log\":", "[".repeat(100_000)}) {
            Path har = Files.writeString(folder.resolve("broken.har"), content);

            Cli.Result result = Cli.run("inspect", har.toString());

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).startsWith("astreaming: " + har + ": ").hasLineCount(1);
        }
    }

    private Path archive(String... entries) throws IOException {
        return Files.writeString(
                folder.resolve("page.har"), "{\"log\":{\"entries\":[" + String.join(",", entries) + "]}}");
    }

    private static String entry(String type, String body) {
        return "{\"startedDateTime\":\"2026-03-01T10:00:00.000Z\",\"response\":{\"content\":{\"mimeType\":\"" + type
                + "\",\"text\":\"" + body.replace("\"", "\\\"").replace("\n", "\\n") + "\"}}}";
    }
}
