package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.http.replay.ReplayServer;
import io.astreaming.port.ApiKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadmeTest {
    private static final Path README = Path.of(System.getProperty("astreaming.root", ".."), "README.md");

    @Test
    void showsTheExampleThatCompiles() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/astreaming/app/EmbeddingExample.java"));
        String shown =
                between(source, "// README begins\n", "        // README ends").indent(-8);

        assertThat(Files.readString(README)).contains("```java\n" + shown + "```\n");
    }

    @Test
    void theExampleWorks() {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try (ReplayServer server =
                ReplayServer.serving(Streams.whole("Hello", "!")).start()) {
            Outcome outcome = EmbeddingExample.ask(server.baseUri().toString(), ApiKey.of("sk-any"));

            assertThat(outcome).isInstanceOf(Completed.class);
            assertThat(outcome.completion().text()).isEqualTo("Hello!");
        } finally {
            System.setOut(before);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("Hello!");
    }

    @Test
    void namesOnlyOptionsThatThereAre() throws IOException {
        String help = List.of("chat", "demo", "serve", "inspect", "convert").stream()
                .map(command -> Cli.run(command, "--help").out())
                .reduce("", String::concat);
        String commands = between(Files.readString(README), "## The command line", "## ");

        Matcher options = Pattern.compile("--[a-z][a-z-]+").matcher(commands);
        int count = 0;
        while (options.find()) {
            count++;
            assertThat(help).contains(options.group());
        }
        assertThat(count).isPositive();
    }

    private static String between(String text, String begin, String end) {
        int start = text.indexOf(begin) + begin.length();
        return text.substring(start, text.indexOf(end, start));
    }
}
