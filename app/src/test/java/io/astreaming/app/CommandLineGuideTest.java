package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.ToolCall;
import io.astreaming.testing.LoopbackServer;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/command-line.md shows works: its files are written, its commands run, and what they print is compared. */
@Timeout(60)
class CommandLineGuideTest {
    private static final Path GUIDE = Path.of(System.getProperty("astreaming.root", ".."), "docs/command-line.md");

    /** What the models of the guide say, in its order. */
    private static final List<List<String>> ANSWERS = List.of(
            answer("{\"name\": \"red\", \"rgb\": [255, 0, 0]}"),
            answer("{\"name\": \"red\", \"rgb\": [255, 0, 0]}"),
            List.of(Streams.chunk(
                    "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"" + ToolCall.FUNCTION
                            + "\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Oslo\\\"}\"}}]}",
                    "\"tool_calls\"")),
            answer("Take a coat."),
            answer("A cat."),
            answer("Oslo."),
            answer("Stockholm."));

    @TempDir
    private Path folder;

    @Test
    @SuppressWarnings("unchecked")
    void showsCommandsThatRunAndWhatTheyPrint() throws IOException {
        String guide = Files.readString(GUIDE);
        Files.write(folder.resolve("cat.png"), "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        Matcher files = Pattern.compile("(?s)`([a-z.]+)`:\n\n```json\n(.*?)```").matcher(guide);
        while (files.find()) {
            Files.writeString(folder.resolve(files.group(1)), files.group(2));
        }
        int count = 0;
        try (LoopbackServer server = new LoopbackServer(ANSWERS.toArray(List[]::new))) {
            Matcher commands = Pattern.compile("(?m)^\\$ astreaming (.*)\n((?:(?![$`]).*\n)*)")
                    .matcher(guide);
            for (; commands.find(); count++) {
                List<String> words = words(commands.group(1).split(" \\| ", 2)[0]);
                words.addAll(1, List.of("--base-url", server.baseUrl()));
                Cli.Result result = Cli.run(words.toArray(String[]::new));
                assertThat(result.code()).as(commands.group(1) + result.err()).isZero();
                if (!commands.group(1).contains(" | ")) {
                    assertThat(result.out().stripTrailing())
                            .isEqualTo(commands.group(2).stripTrailing());
                }
            }
            assertThat(server.bodies()).hasSize(ANSWERS.size());
        }
        assertThat(count).isEqualTo(ANSWERS.size());
    }

    @Test
    void namesEveryOptionOfItsSubjectAndNoneThatIsNot() throws IOException {
        String guide = Files.readString(GUIDE);
        String help = Cli.run("chat", "--help").out();
        Set<String> named = new HashSet<>();
        Matcher options = Pattern.compile("--[a-z][a-z-]+").matcher(guide);
        while (options.find()) {
            named.add(options.group());
            assertThat(help).contains(options.group());
        }
        assertThat(named)
                .contains(
                        "--json-schema",
                        "--no-strict",
                        "--tools",
                        "--tool-choice",
                        "--result",
                        "--image",
                        "--image-detail",
                        "--session");
    }

    /** A command's words as a shell splits them, files in the folder. */
    private List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
        while (word.find()) {
            String bare = word.group(2) == null ? word.group(1) : word.group(2);
            words.add(bare.matches("[a-z]+\\.(json|png)") ? folder.resolve(bare).toString() : bare);
        }
        return words;
    }

    private static List<String> answer(String text) {
        return List.of(Streams.text(text), Streams.stop());
    }
}
