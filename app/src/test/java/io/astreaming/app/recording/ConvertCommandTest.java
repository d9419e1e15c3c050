package io.astreaming.app.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.astreaming.app.Cli;
import io.astreaming.jsontext.JsonText;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {
    private static final String DONE = "data: [DONE]\n\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sse", "jsonl", "md"})
    void aTraceComesBackByteForByte(String form) throws IOException {
        Path there = folder.resolve("there." + form);
        Path back = folder.resolve("back.md");

        assertThat(Cli.run("convert", Cli.SEED, there.toString())).isEqualTo(new Cli.Result(0, "", ""));
        assertThat(Cli.run("convert", there.toString(), back.toString())).isEqualTo(new Cli.Result(0, "", ""));

        assertThat(back).hasSameBinaryContentAs(Cli.seed());
    }

    @Test
    void aBodyEndsInDoneOnlyIfEveryChoiceHasFinished() throws IOException {
        String whole = Streams.text("a") + "\n" + Streams.stop() + "\n";
        String cut = Streams.text("a") + "\n";
        String oneOfTwo = cut + Streams.stop().replace("\"index\":0", "\"index\":1") + "\n";
        String failed = whole + "{\"error\":{\"message\":\"late\"}}\n";

        assertThat(toBody(whole)).endsWith(DONE);
        assertThat(toBody(cut)).doesNotContain("[DONE]");
        assertThat(toBody(oneOfTwo)).doesNotContain("[DONE]");
        assertThat(toBody(failed)).doesNotContain("[DONE]");
        assertThat(toBody(whole + "{\"half")).doesNotContain("[DONE]");
    }

    @Test
    void aCutBodyStaysCutAllTheWayThereAndBack() throws IOException {
        Path cut = write("cut.sse", "data: " + Streams.text("a") + "\n\n");
        Path trace = folder.resolve("cut.md");
        Path back = folder.resolve("back.sse");

        Cli.run("convert", cut.toString(), trace.toString());
        Cli.run("convert", trace.toString(), back.toString());

        assertThat(back).hasSameBinaryContentAs(cut);
    }

    @Test
    void everyTokenStaysAsItWasSent() throws IOException {
        String odd = "{\"b\":1E2, \"a\":1.0,\"a\":\"\\u00e9\\/\",  \"n\":12345678901234567890.10}";
        Path in = write("odd.sse", "data: " + odd + "\n\n");

        assertThat(Cli.run("convert", in.toString(), "-", "--to", "jsonl").out())
                .isEqualTo(odd + "\n");
        assertThat(Cli.run("convert", in.toString(), "-", "--to", "md").out())
                .contains(
                        "{\n  \"b\": 1E2,\n  \"a\": 1.0,\n  \"a\": \"\\u00e9\\/\",\n  \"n\": 12345678901234567890.10\n}");
    }

    @Test
    void aPayloadOfManyLinesFitsOnOne() throws IOException {
        Path in = write("lines.sse", "data: {\ndata:   \"a\": 1\ndata: }\n\n");

        assertThat(Cli.run("convert", in.toString(), "-", "--to", "jsonl").out())
                .isEqualTo("{\"a\":1}\n");
    }

    @Test
    void saysWhatTheOtherFormCanNotHold() throws IOException {
        Path in = write(
                "rich.sse",
                "retry: 5\n: hello\n: at=12\nid: 7\nevent: x\ndata: {}\n\ndata: [DONE]\n\ndata: {\"late\":1}\n\n");

        Cli.Result result = Cli.run("convert", in.toString(), "-", "--to", "jsonl");

        assertThat(result.out()).isEqualTo("{}\n");
        assertThat(result.err())
                .isEqualTo("astreaming: note: " + in + " also has comments, timing, event names, what follows [DONE],"
                        + " event ids, the time to wait before a new try, which .jsonl can't hold\n");
        assertThat(Cli.run("convert", in.toString(), folder.resolve("same.sse").toString()))
                .isEqualTo(new Cli.Result(0, "", ""));
        assertThat(folder.resolve("same.sse")).hasSameBinaryContentAs(in);
    }

    @Test
    void halfAnEventIsNotCarriedAndNamed() throws IOException {
        Path in = write("half.sse", "data: {\"a\":1}\n\ndata: {\"b\":");

        Cli.Result result = Cli.run("convert", in.toString(), "-", "--to", "jsonl");

        assertThat(result.out()).isEqualTo("{\"a\":1}\n");
        assertThat(result.err()).contains("half an event at its end");
    }

    @Test
    void aPayloadThatIsNoJsonFitsMarkdownAndNoLine() throws IOException {
        Path in = write("text.sse", "data: just words\n\n");

        assertThat(Cli.run("convert", in.toString(), "-", "--to", "md").out()).contains("```text\njust words\n```\n");
        assertThat(Cli.run("convert", in.toString(), "-", "--to", "jsonl"))
                .isEqualTo(new Cli.Result(
                        1,
                        "",
                        "astreaming: " + in
                                + ": payload #0 isn't JSON and can't be a line of .jsonl; .md can hold it\n"));
    }

    @Test
    void cutsABodyAsTheMachineDoes() throws IOException {
        Path glued = write("glued.sse", "{\"a\":1}\n\n" + DONE);
        Path joined = write("joined.sse", "data: {\"a\":1}\ndata: {\"b\":2}\ndata: [DONE]\n");
        Path bare = write("bare.sse", "data: {\"a\":1}\n\n{\n\"b\": 2\n}\n");

        assertThat(Cli.run("convert", glued.toString(), "-", "--to", "jsonl").out())
                .isEqualTo("{\"a\":1}\n");
        assertThat(Cli.run("convert", joined.toString(), "-", "--to", "jsonl").out())
                .isEqualTo("{\"a\":1}\n{\"b\":2}\n");
        assertThat(Cli.run("convert", bare.toString(), "-", "--to", "jsonl").out())
                .isEqualTo("{\"a\":1}\n{\"b\":2}\n");
        assertThat(Cli.run("convert", bare.toString(), "-", "--to", "md").err()).contains("JSON outside of events");
    }

    @Test
    void writesNoEmptyFile() throws IOException {
        Path in = write("done.sse", DONE);
        Path out = folder.resolve("out.jsonl");

        assertThat(Cli.run("convert", in.toString(), out.toString()))
                .isEqualTo(new Cli.Result(
                        1, "", "astreaming: " + in + ": there is no chunk in it that .jsonl could hold\n"));
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Responses | {'type':'response.output_text.delta','delta':'Hi'} | {'type':'response.completed'}",
                "Messages | {'type':'message_start','message':{'content':[{'type':'text','text':'Hi'}]}} "
                        + "| {'type':'message_delta','delta':{'stop_reason':'end_turn'}}"
            })
    void namesTheProtocolOfARecordingInItsTrace(String protocol, String first, String second) throws IOException {
        String body = "data: " + first.replace('\'', '"') + "\n\ndata: " + second.replace('\'', '"') + "\n\n";
        Path in = write("recording.sse", body);
        Path trace = folder.resolve("recording.md");

        assertThat(Cli.run("convert", in.toString(), trace.toString()).code()).isZero();
        assertThat(Files.readString(trace))
                .contains("### " + protocol + " API:")
                .doesNotContain("ChatCompletions");
        assertThat(Cli.run("convert", trace.toString(), "-", "--to", "sse").out())
                .startsWith(body);
        for (Path recording : List.of(in, trace)) {
            assertThat(Cli.run("inspect", "--json", recording.toString()).out())
                    .contains("\"outcome\":\"completed\"", "\"content\":\"Hi\"", "\"finishReason\":\"stop\"");
        }
    }

    @Test
    void keepsSectionsOfATraceThatItDoesNotKnow() throws IOException {
        String more = Files.readString(Cli.seed()) + "\n### Responses API:\n```json\n{}\n```\n";
        Path in = write("more.md", more);
        Path same = folder.resolve("same.md");

        assertThat(Cli.run("convert", in.toString(), same.toString())).isEqualTo(new Cli.Result(0, "", ""));
        assertThat(same).hasContent(more);
        assertThat(Cli.run("convert", in.toString(), "-", "--to", "sse").err())
                .isEqualTo("astreaming: note: " + in + " also has further sections, which .sse can't hold\n");
    }

    @Test
    void tellsTheFormOfStandardInputByItsContent() throws IOException {
        String trace = Files.readString(Cli.seed());
        String body =
                new Cli().input(trace).with("convert", "-", "-", "--to", "sse").out();
        String lines =
                new Cli().input(body).with("convert", "-", "-", "--to", "jsonl").out();

        assertThat(body).startsWith("data: {\"id\":").endsWith(DONE);
        assertThat(lines.lines())
                .hasSize(5)
                .allSatisfy(line -> assertThat(JsonText.of(line)).isNotNull());
        assertThat(new Cli()
                        .input(lines)
                        .with("convert", "-", "-", "--to", "md")
                        .out())
                .isEqualTo(trace);
        assertThat(new Cli()
                        .input("\ufeff" + trace)
                        .with("convert", "-", "-", "--from", "md", "--to", "sse")
                        .out())
                .isEqualTo(body);
    }

    @Test
    void whatCanNotBeConvertedIsOneLine() throws IOException {
        Path empty = write("empty.sse", "");
        Path words = write("words.txt", "just words");
        Path noTrace = write("readme.md", "# Read me\n\nWords.\n");
        Path brokenLine = write("broken.jsonl", "{}\n{\n{}\n");

        assertThat(Cli.run("convert", "nowhere.sse", "x.md"))
                .isEqualTo(failed(1, "nowhere.sse: no such file or directory"));
        assertThat(Cli.run("convert", folder.toString(), "x.md")).isEqualTo(failed(1, folder + ": is a directory"));
        assertThat(Cli.run("convert", empty.toString(), "x.md")).isEqualTo(failed(1, empty + ": the file is empty"));
        assertThat(Cli.run("convert", words.toString(), "x.md").err())
                .isEqualTo("astreaming: " + words + ": not a recorded stream: neither a Markdown trace, nor server-sent"
                        + " events, nor one chunk on each line\n");
        assertThat(Cli.run("convert", noTrace.toString(), "x.sse").err())
                .startsWith("astreaming: " + noTrace + ": not a trace: ")
                .hasLineCount(1);
        assertThat(Cli.run("convert", brokenLine.toString(), "x.md"))
                .isEqualTo(failed(1, brokenLine + ": line 2 isn't JSON: each line must hold one chunk"));
        assertThat(Cli.run("convert", Cli.SEED, folder.toString() + "/no/x.sse"))
                .isEqualTo(failed(1, folder + "/no/x.sse: no such file or directory"));
        assertThat(Cli.run("convert", Cli.SEED, "x"))
                .isEqualTo(failed(2, "the format of x is unknown; add --to md, sse, jsonl or har"));
        assertThat(Path.of("x.md")).doesNotExist();
    }

    @Test
    void namesTheFileThatTakesNoMore() {
        assumeTrue(Files.exists(Path.of("/dev/full")), "only Linux has a file that is always full");
        assertThat(Cli.run("convert", Cli.SEED, "/dev/full", "--to", "sse"))
                .isEqualTo(failed(1, "/dev/full: No space left on device"));
    }

    @Test
    void doesNotWriteOverTheFileThatItReads() throws IOException {
        Path in = write("a.jsonl", "{}\n");

        assertThat(Cli.run("convert", in.toString(), in.toString(), "--to", "md"))
                .isEqualTo(failed(1, in + ": is the file that is read"));
        assertThat(in).hasContent("{}\n");
    }

    @Test
    void aScreenGetsNoRawControlsAndAPipeGetsExactBytes() throws IOException {
        String body = "data: {\"a\":\"é\u001b[31m\u200f\"}\n\n: \u001b]0;title\u0007\n\n";
        Path in = write("in.sse", body);

        assertThat(Cli.run("convert", in.toString(), "-", "--to", "sse").out()).isEqualTo(body);
        assertThat(new Cli()
                        .onScreen()
                        .with("convert", in.toString(), "-", "--to", "sse")
                        .out())
                .isEqualTo("data: {\"a\":\"é␛[31m\ufffd\"}\n\n: ␛]0;title␇\n\n");
    }

    private String toBody(String lines) throws IOException {
        Path in = write("in.jsonl", lines);
        return Cli.run("convert", in.toString(), "-", "--to", "sse").out();
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Cli.Result failed(int code, String line) {
        return new Cli.Result(code, "", "astreaming: " + line + "\n");
    }
}
