package io.astreaming.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir
    private Path folder;

    @Test
    void saysWhatIsInARecordedStream() {
        Cli.Result result = Cli.run("inspect", Cli.SEED);

        assertThat(result).isEqualTo(new Cli.Result(0, Cli.SEED + "\n" + """
                          outcome     completed
                          model       claude-haiku-4-5-20251001
                          choice 0    assistant, finish reason stop
                                      text, 54 characters: "\\n  \\"isNewTopic\\": true,\\n  \\"title\\": \\"Initial Greeting\\"\\n}"
                          usage       117 prompt, 25 completion, 142 total tokens
                                      0 read from cache, 0 written to cache
                                      0 reasoning
                                      cache_creation_tokens 0
                          chunks      5, no timing
                          deviations  usage_with_choices
                        """, ""));
    }

    @Test
    void goesThroughItChunkByChunk() throws IOException {
        Path timed = write(
                "timed.sse",
                ": at=120\ndata: " + Streams.text("he\tllo") + "\n\n: at=1620\ndata: " + Streams.stop()
                        + "\n\ndata: [DONE]\n\n");

        assertThat(Cli.run("inspect", "--chunks", timed.toString()).out())
                .contains("  #0  97 bytes, at 120 ms\n      StreamStarted m\n      ChoiceStarted 0\n"
                        + "      TextReceived 0 \"he\\tllo\"\n")
                .contains("  #1  80 bytes, at 1.62 s\n")
                .contains("  #2  6 bytes, [DONE]\n      ChoiceFinished 0 stop\n      StreamEnded completed\n")
                .contains("  timing      first content after 120 ms, end after 1.62 s\n")
                .contains("  chunks      2, longest gap 1.50 s, mean gap 1.50 s\n");
    }

    @Test
    void showsNoDoneThatIsntInTheFile() throws IOException {
        String chunks = Streams.text("hello") + "\n" + Streams.stop() + "\n";
        Path lines = write("lines.jsonl", chunks);
        Path done = write("done.jsonl", chunks + "[DONE]\n");

        assertThat(Cli.run("inspect", "--chunks", lines.toString()).out())
                .doesNotContain("[DONE]")
                .contains("      ChoiceFinished 0 stop\n      StreamEnded completed\n", "  chunks      2, no timing\n");
        assertThat(Cli.run("inspect", "--chunks", Cli.SEED).out())
                .doesNotContain("[DONE]")
                .contains("      StreamEnded completed\n");
        assertThat(Cli.run("inspect", "--chunks", done.toString()).out())
                .contains("  #2  6 bytes, [DONE]\n      ChoiceFinished 0 stop\n      StreamEnded completed\n");
    }

    @Test
    void chunksAndJsonDoNotGoTogether() {
        Cli.Result result = Cli.run("inspect", "--chunks", "--json", Cli.SEED);

        assertThat(result)
                .isEqualTo(new Cli.Result(
                        2, "", "astreaming: --chunks and --json don't go together; --json has no list of chunks\n"));
    }

    @Test
    void namesToolCallsAndSaysWhichAreCut() throws IOException {
        String call =
                "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"look\",\"arguments\":\"[1]\"}}]}";
        Path whole = write("whole.jsonl", Streams.chunk(call, "\"tool_calls\""));
        Path cut = write("cut.jsonl", Streams.chunk(call, "\"length\""));

        assertThat(Cli.run("inspect", whole.toString()).out()).contains("tool call   look([1]), id c1\n");
        assertThat(Cli.run("inspect", cut.toString()).out())
                .contains("tool call   look([1]), incomplete: don't run it, id c1\n");
    }

    @Test
    void saysHowACutOrBrokenStreamEnded() throws IOException {
        Path cut = write("cut.jsonl", Streams.text("x") + "\n");
        Path broken = write("broken.sse", "data: {\"choices\":[\n\n");

        assertThat(Cli.run("inspect", cut.toString()).out())
                .contains("outcome     truncated\n", "error       the stream ended before the answer was whole");
        assertThat(Cli.run("inspect", broken.toString()).out()).contains("outcome     failed\n", "error       ");
    }

    @Test
    void readsATraceThatWasCutWhileItWasWritten() throws IOException {
        String seed = Files.readString(Cli.seed());
        Path cut = write("cut.md", seed.substring(0, seed.indexOf("Response Chunk #2") + 200));

        Cli.Result result = Cli.run("inspect", cut.toString());

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("truncated", "chunks      2", "beside      half a chunk at its end\n");
    }

    @Test
    void keepsControlCharactersAway() throws IOException {
        Path nasty = write(
                "nasty.jsonl",
                Streams.chunk("{\"role\":\"\\u001b[2J\",\"content\":\"\\u001b[31m\\u009b\"}", "\"\\u0007\""));

        String out = Cli.run("inspect", "--chunks", nasty.toString()).out();

        assertThat(out.chars().filter(c -> c != '\n' && Character.isISOControl(c)))
                .isEmpty();
    }

    @Test
    void aFileThatCanNotBeReadDoesNotKeepTheOthersFromBeingRead() throws IOException {
        Cli.Result result = Cli.run("inspect", "nowhere", Cli.SEED);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("astreaming: nowhere: no such file or directory\n");
        assertThat(result.out()).startsWith(Cli.SEED + "\n  outcome     completed\n");
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
