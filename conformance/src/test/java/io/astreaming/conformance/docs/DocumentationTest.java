package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages belong together. */
class DocumentationTest {
    private static final Path DOCS = GuidePage.ROOT.resolve("docs");

    /** A name of several words in code, with a package before it or a member behind it or neither. */
    private static final Pattern CLASS = Pattern.compile("`(?:[a-z]+\\.)*([A-Z][a-z]+(?:[A-Z][a-z0-9]*)+)[`.]");

    @Test
    void hasAnIndexOfAllPages() throws IOException {
        String index = GuidePage.of("README.md").text();
        try (Stream<Path> files = Files.list(DOCS)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md")))
                    .isNotEmpty()
                    .allSatisfy(page -> assertThat(index).contains("](" + page + ")"));
        }
        assertThat(Files.readString(GuidePage.ROOT.resolve("README.md"))).contains("](docs/README.md)");
    }

    @Test
    void linksOnlyToFilesThatExist() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            for (Path page : Stream.concat(files, Stream.of(GuidePage.ROOT.resolve("README.md")))
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList()) {
                for (String link : links(Files.readString(page))) {
                    assertThat(page.resolveSibling(link))
                            .as("a link of %s", page.getFileName())
                            .exists();
                }
            }
        }
    }

    /** A class that was renamed would leave a page that says something about nothing. */
    @Test
    void explainsClassesThatExist() throws IOException {
        Set<String> classes = new HashSet<>(Set.of("HttpClient", "JsonProvider", "VirtualMachineError"));
        try (Stream<Path> modules = Files.list(GuidePage.ROOT)) {
            for (Path sources : modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                            .forEach(classes::add);
                }
            }
        }
        try (Stream<Path> decisions = Files.list(DOCS.resolve("decisions"))) {
            for (Path page : Stream.concat(decisions, Stream.of(DOCS.resolve("architecture.md")))
                    .toList()) {
                List<String> named = CLASS.matcher(Files.readString(page))
                        .results()
                        .map((MatchResult name) -> name.group(1))
                        .toList();
                assertThat(classes).as("the classes of %s", page.getFileName()).containsAll(named);
            }
        }
    }

    private static List<String> links(String text) {
        return Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)(#[^)]*)?\\)")
                .matcher(text.replaceAll("(?s)```.*?```", ""))
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
    }
}
