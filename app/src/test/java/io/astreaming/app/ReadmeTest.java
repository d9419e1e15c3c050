package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("astreaming.root", ".."));
    private static final Path README = ROOT.resolve("README.md");

    /**
     * But for white space and imports: a guide has other margins, and the cookbook names the imports of each recipe.
     * Switches over patterns need a newer Java than the tests are compiled for. Code of other libraries stands between
     * tildes.
     */
    @Test
    void showsOnlyExamplesThatAreCompiled() throws IOException {
        Set<String> compiled = new HashSet<>();
        try (Stream<Path> sources = Files.walk(ROOT)) {
            for (Path source : sources.filter(file -> (file.toString().contains("/src/test/")
                                    || file.toString().contains("/testing/src/")
                                    || file.toString().contains("/samples/"))
                            && file.toString().endsWith(".java"))
                    .toList()) {
                compiled.add(stripped(Files.readString(source)));
            }
        }
        int count = 0;
        for (Path guide : guides()) {
            Matcher examples =
                    Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL).matcher(Files.readString(guide));
            while (examples.find()) {
                String example = stripped(examples.group(1));
                if (!example.startsWith("switch(")) {
                    count++;
                    assertThat(compiled)
                            .as("an example in " + guide + " that stands in no test: " + example)
                            .anyMatch(source -> source.contains(example));
                }
            }
        }
        assertThat(count).isPositive();
    }

    private static List<Path> guides() throws IOException {
        try (Stream<Path> guides = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(README),
                            guides.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }

    private static String stripped(String source) {
        return source.replaceAll("(?m)^import .*;$", "").replaceAll("\\s+", "");
    }

    @Test
    void namesOnlyOptionsThatThereAre() throws IOException {
        String help = List.of("chat", "demo", "serve", "relay", "bench", "inspect", "convert").stream()
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
