package io.astreaming.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.app.terminal.LineSource;
import io.astreaming.app.terminal.PipedLineSource;
import io.astreaming.testing.LoopbackServer;
import io.astreaming.testing.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A conversation line by line. */
@Timeout(60)
class InteractiveChatTest {
    private static final List<String> BLUE = List.of(Streams.text("blue"), Streams.stop());
    private static final List<String> RED = List.of(Streams.text("red\n"), Streams.stop());
    private static final List<String> BROKEN = List.of("{\"error\":{\"message\":\"overloaded\"}}");

    @TempDir
    private Path folder;

    private List<String> sent = List.of();

    @Test
    void keepsWhatWasSaidFromLineToLine() throws IOException {
        Cli.Result result = talk("one?\n\n  \ntwo?", List.of(BLUE, RED), "-i");

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("blue\nred\n");
        assertThat(result.err()).endsWith("session     2 turns, 0 prompt, 0 completion tokens, 2 without usage\n");
        assertThat(sent.get(1))
                .contains("{\"role\":\"user\",\"content\":\"one?\"},{\"role\":\"assistant\",\"content\":\"blue\"},"
                        + "{\"role\":\"user\",\"content\":\"two?\"}");
    }

    @Test
    void beginsWithThePromptIfThereIsOne() throws IOException {
        assertThat(talk("two?\n", List.of(BLUE, RED), "-i", "one?").out()).isEqualTo("blue\nred\n");
        assertThat(sent.get(0)).contains("one?");
    }

    @Test
    void addsUsageUp() throws IOException {
        List<String> counted = new ArrayList<>(BLUE);
        counted.add("{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}");

        assertThat(talk("one?\ntwo?\n", List.of(counted), "-i").err())
                .contains("usage       3 prompt, 2 completion, 5 total tokens\n")
                .endsWith("session     2 turns, 6 prompt, 4 completion tokens\n");
    }

    @Test
    void forgetsWhatItIsToldTo() throws IOException {
        talk(
                "one?\ntwo?\n/undo\nthree?\n/reset\nfour?\n/quit\nfive?",
                List.of(BLUE, RED),
                "-i",
                "--system",
                "be brief");

        assertThat(sent).hasSize(4);
        assertThat(sent.get(2)).contains("one?", "blue", "three?").doesNotContain("two?", "red");
        assertThat(sent.get(3)).contains("be brief", "four?").doesNotContain("one?", "three?");
    }

    @Test
    void aTurnThatFailsIsForgottenAndTheOthersGoOn() throws IOException {
        Cli.Result result = talk("one?\ntwo?\nthree?\n", List.of(BLUE, BROKEN, RED), "-i");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEqualTo("blue\nred\n");
        assertThat(sent.get(2)).contains("one?", "three?").doesNotContain("two?");
    }

    @Test
    void takesResultsOfCallsAndGoesOnWhenNoneIsMissing() throws IOException {
        String tools = Files.writeString(folder.resolve("t.json"), "[{\"name\":\"weather\"}]")
                .toString();

        Cli.Result result = talk(
                "A coat?\nWell?\n/result c9 x\n/result c1  2 degrees \n",
                List.of(Streams.TOOL_CALL, Streams.TOOL_ANSWER),
                "-i",
                "--tools",
                tools);

        assertThat(result.out())
                .isEqualTo("{\"id\":\"c1\",\"name\":\"weather\",\"arguments\":{\"city\":\"Oslo\"}}\nTake a coat.\n");
        assertThat(result.err())
                .contains("give each result with /result ID TEXT; waiting: c1 (weather)\n")
                .contains("give each result with /result ID TEXT, or /undo the question; waiting: c1 (weather)\n")
                .contains("no call with this id waits for a result; waiting: c1 (weather)\n");
        assertThat(sent).hasSize(2);
        assertThat(sent.get(1)).contains("\"content\":\"2 degrees\",\"tool_call_id\":\"c1\"");
    }

    @Test
    void showsImagesWithTheNextQuestionAlone() throws IOException {
        Path image = Files.writeString(folder.resolve("a b"), "GIF89a");

        Cli.Result result = talk(
                "/image nowhere\n/image " + image + "\nWhat?\nAnd?\n",
                List.of(BLUE, RED),
                "-i",
                "--image",
                "https://example.org/1.png");

        assertThat(result.err()).contains("astreaming: nowhere: no such file or directory\n");
        assertThat(sent.get(0)).containsSubsequence("What?", "https://example.org/1.png", "data:image/gif;base64,");
        assertThat(sent.get(1).split("image_url\":\\{", -1)).hasSize(3);
    }

    @Test
    void savesToAFileThatIsNewAndKeepsTheSessionsUpToDate() throws IOException {
        Path session = folder.resolve("talk.json");
        Path copy = folder.resolve("copy.json");

        Cli.Result result = talk(
                "/save " + copy + "\none?\n/save " + copy + "\n/save " + copy + "\n/save\n/reset\n",
                List.of(BLUE),
                "-i",
                "--session",
                session.toString());

        assertThat(result.err())
                .contains("there is nothing to save yet", "exists already; name another", "/save needs a file");
        assertThat(Files.readString(copy)).contains("one?", "blue");
        assertThat(session).doesNotExist();
    }

    @Test
    void aSlashWithASpaceBeforeItIsAQuestion() throws IOException {
        Cli.Result result = talk("/etc/passwd?\n /etc/passwd?\n/help\n/result c1\n/undo\n/undo\n", List.of(BLUE), "-i");

        assertThat(sent).singleElement().asString().contains("\"content\":\"/etc/passwd?\"");
        assertThat(result.err())
                .contains("no such command; /help lists the commands")
                .contains("/quit            end; so does Ctrl-D\n")
                .contains("/result needs the call's id and the result\n")
                .contains("there is no question to forget\n");
    }

    @Test
    void atATerminalASessionWithoutPromptIsADialogue() throws IOException {
        Path session = folder.resolve("talk.json");
        Cli cli = new Cli().input("one?\ntwo?\n").onScreen();

        Cli.Result result = talk(cli, List.of(BLUE, RED), "--session", session.toString());

        assertThat(result.out()).isEqualTo("blue\nred\n");
        assertThat(result.err()).startsWith("/help lists the commands, Ctrl-D ends.\n");
        assertThat(talk(new Cli().input("").onScreen(), List.of(BLUE), "--session", session.toString())
                        .err())
                .startsWith("Going on from 4 messages. /help");
    }

    @Test
    void readsLinesOfAnyByte() throws IOException {
        byte[] bytes = "é\r\n\n😀".getBytes(StandardCharsets.UTF_8);
        try (LineSource lines = new PipedLineSource(new ByteArrayInputStream(bytes))) {
            assertThat(lines.next()).isEqualTo("é\r");
            assertThat(lines.next()).isEmpty();
            assertThat(lines.next()).isEqualTo("😀");
            assertThat(lines.next()).isNull();
        }
    }

    private Cli.Result talk(String input, List<List<String>> answers, String... args) throws IOException {
        return talk(new Cli().input(input), answers, args);
    }

    @SuppressWarnings("unchecked")
    private Cli.Result talk(Cli cli, List<List<String>> answers, String... args) throws IOException {
        try (LoopbackServer server = new LoopbackServer(answers.toArray(List[]::new))) {
            List<String> all = new ArrayList<>(List.of("chat", "--base-url", server.baseUrl(), "--retries", "0"));
            all.addAll(List.of(args));
            Cli.Result result = cli.with(all.toArray(String[]::new));
            sent = server.bodies();
            return result;
        }
    }
}
