package io.astreaming.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.value.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings from files of each format. */
class RecordingFilesTest {
    private static final String HELLO = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}";
    private static final String STOP = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String TRACE = """
        # ASTREAMING

        ## Response Chunk #0

        ### ChatCompletions API:
        ```json
        %s
        ```
        """;

    @TempDir
    Path folder;

    @Test
    void readsATraceAsTheEventsThatItHolds() {
        String trace = TRACE.formatted(HELLO) + "\n## Response Chunk #1\n\n```json\n" + STOP + "\n```\n";

        Recording recording = read("hello.md", trace);

        assertThat(recording.name()).isEqualTo("hello");
        assertThat(texts(recording))
                .containsExactly("data: " + HELLO + "\n\n", "data: " + STOP + "\n\n", "data: [DONE]\n\n");
    }

    @Test
    void readsLinesAsTheEventsThatTheyHold() {
        assertThat(texts(read("hello.jsonl", "\ufeff" + HELLO + "\r\n\n" + STOP)))
                .containsExactly("data: " + HELLO + "\n\n", "data: " + STOP + "\n\n", "data: [DONE]\n\n");
    }

    @Test
    void readsARawBodyAsItIs() {
        String body = ": at=7\ndata: a\n\nid: 1\ndata: b";

        assertThat(read("hello.sse", body).frames())
                .isEqualTo(Recording.sse(body.getBytes(StandardCharsets.UTF_8)).frames());
    }

    @ParameterizedTest
    @CsvSource({"hello.txt, hello.txt", "folder/hello, hello", "C:\\folder\\hello.MD, hello", "-, -", ".md, recording"})
    void namesARecordingLikeItsFile(String file, String name) {
        String content = file.toLowerCase(Locale.ROOT).endsWith(".md") ? TRACE.formatted(HELLO) : HELLO;

        assertThat(read(file, content).name()).isEqualTo(name);
    }

    @Test
    void recognizesAFormatByTheContentWhereTheNameSaysNothing() {
        assertThat(texts(read("a.txt", TRACE.formatted(HELLO)))).containsExactly("data: " + HELLO + "\n\n");
        assertThat(texts(read("b.txt", HELLO))).containsExactly("data: " + HELLO + "\n\n");
        assertThat(texts(read("c.txt", ": ping\n\ndata: a\n\n"))).containsExactly(": ping\n\n", "data: a\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'choices':[{'index':0,'delta':{'content':'Hello'}}]}",
                "{'choices':[{'index':0,'finish_reason':'stop'},{'index':1,'finish_reason':null}]}",
                "{'choices':[{'index':0,'finish_reason':''}]}",
                "{'choices':[{'index':0,'finish_reason':'stop'}],'error':{'message':'overloaded'}}",
                "{'choices':[]}",
                "{'choices':7}",
            })
    void addsNoDoneUnlessEachChoiceHasFinished(String chunk) {
        assertThat(texts(read("hello.jsonl", chunk.replace('\'', '"')))).hasSize(1);
    }

    @Test
    void addsNoDoneAfterAChunkThatIsCut() {
        assertThat(texts(read("hello.jsonl", STOP + "\n{\"cho"))).containsExactly("data: " + STOP + "\n\n");
        assertThat(texts(read("hello.md", TRACE.formatted(STOP) + "## Response Chunk #1\n```json\n{\"cho")))
                .containsExactly("data: " + STOP + "\n\n");
    }

    @Test
    void readsLinesOfOllamaAsABodyOfLines() throws Exception {
        String lines = """
            {"model":"m","message":{"content":"Hello"},"done":false}
            {"model":"m","message":{"content":""},"done":true}
            """;

        Recording recording = read("hello.ndjson", lines);

        assertThat(recording.name()).isEqualTo("hello");
        assertThat(String.join("", texts(recording))).isEqualTo(lines);
        assertThat(recording.frames()).hasSize(2);
        assertThat(recording.named("other").protocol()).isEqualTo(Protocol.OLLAMA);
        assertThat(Reply.of(recording).headers()).containsEntry("Content-Type", "application/x-ndjson");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                empty.md    | ''                             | empty.md: the file is empty
                page.md     | '# A page\n\nwith words'       | page.md: not a trace: it has to begin with the method's name in capitals, such as '# ASTREAMING' (line 1)
                title.md    | '# ASTREAMING'                 | title.md: not a recorded stream: there is no chunk in it
                lines.jsonl | '{}\n{\n{}'                    | lines.jsonl: line 2 isn't JSON: each line must hold one chunk
                what.txt    | 'Hello'                        | what.txt: not a recorded stream: neither a Markdown trace, nor server-sent events, nor one chunk on each line
                page.har    | '{"log": {}}'                  | page.har: an HTTP archive isn't read here: let the command line convert its stream to .sse
                ping.sse    | ': ping\n\n'                   | ping.sse: not a recorded stream: there is no event with data in it
                """)
    void saysWhichFileAndWhichLineIsWrong(String file, String content, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(file, content.replace("\\n", "\n")))
                .withMessage(message);
    }

    @Test
    void saysThatATextIsNotUtf8() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.read("hello.jsonl", new byte[] {'{', (byte) 0xff, '}'}))
                .withMessage("hello.jsonl: not a recorded stream: it isn't UTF-8 text");
    }

    @Test
    void readsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("hello.md"), TRACE.formatted(HELLO));

        assertThat(Recording.read(file).name()).isEqualTo("hello");
        assertThat(texts(Recording.read(file))).containsExactly("data: " + HELLO + "\n\n");
    }

    @Test
    void saysThatAFileIsMissingOrAFolder() {
        assertThatThrownBy(() -> Recording.read(folder.resolve("missing.md")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("can't read the recording " + folder.resolve("missing.md"));
        assertThatThrownBy(() -> Recording.read(folder)).isInstanceOf(UncheckedIOException.class);
    }

    /** Also deep nesting, long lines and many fences: whatever it is, it is a recording or an exception that says why. */
    @Test
    void survivesWhateverAFileHolds() {
        Random random = new Random(7);
        String[] pieces = {
            "\n",
            "# ASTREAMING\n",
            "## Response Chunk #0\n",
            "```json\n",
            "```\n",
            "data: ",
            HELLO,
            "{",
            "[",
            "\"",
            "\0",
            "\\u"
        };
        List<String> names = List.of("a.md", "a.sse", "a.jsonl", "a.ndjson", "a");
        for (int i = 0; i < 5_000; i++) {
            StringBuilder content = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                content.append(pieces[random.nextInt(pieces.length)].repeat(1 + random.nextInt(3)));
            }
            String file = names.get(random.nextInt(names.size()));
            try {
                assertThat(read(file, content.toString()).frames()).isNotEmpty();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> read("deep.jsonl", "[".repeat(1 << 20)));
        assertThat(read("deep.md", TRACE.formatted("[".repeat(1 << 20))).frames())
                .hasSize(1);
    }

    private static Recording read(String file, String content) {
        return Recording.read(file, content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(Recording recording) {
        return recording.frames().stream().map(Frame::text).toList();
    }
}
