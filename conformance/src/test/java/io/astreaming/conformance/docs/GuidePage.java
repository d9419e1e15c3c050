package io.astreaming.conformance.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the folder docs, as tests read it. */
record GuidePage(String text) {
    static final Path ROOT = Path.of(System.getProperty("astreaming.root", ".."));

    /** A fenced block, and the line of text that follows it. */
    record Block(String code, String next) {}

    static GuidePage of(String name) throws IOException {
        return new GuidePage(Files.readString(ROOT.resolve("docs").resolve(name)));
    }

    /**
     * The examples of a source file beside this one, by their names: what stands between the comments {@code guide: name}
     * and {@code end}.
     */
    static Map<String, String> examples(Class<?> source) throws IOException {
        Path file = ROOT.resolve("conformance/src/test/java")
                .resolve(source.getName().replace('.', '/') + ".java");
        Map<String, String> examples = new LinkedHashMap<>();
        Matcher example =
                Pattern.compile("(?s) +// guide: ([a-z-]+)\n(.*?) +// end\n").matcher(Files.readString(file));
        while (example.find()) {
            examples.put(example.group(1), example.group(2).stripTrailing().stripIndent() + "\n");
        }
        return examples;
    }

    /** The text below each heading of the second level, by the heading. */
    Map<String, GuidePage> sections() {
        Map<String, GuidePage> sections = new LinkedHashMap<>();
        for (String section : text.split("(?m)^## ")) {
            int end = section.indexOf('\n');
            sections.put(section.substring(0, end), new GuidePage(section.substring(end)));
        }
        return sections;
    }

    List<Block> blocks(String language) {
        List<Block> blocks = new ArrayList<>();
        Matcher block =
                Pattern.compile("(?s)```" + language + "\n(.*?)```\n+([^\n]*)").matcher(text);
        while (block.find()) {
            blocks.add(new Block(block.group(1), block.group(2)));
        }
        return blocks;
    }

    /** The words in backticks of a line. */
    static List<String> code(String line) {
        return Pattern.compile("`([^`]+)`")
                .matcher(line)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The rows of all tables, heads and rules aside, each as its cells. */
    List<List<String>> rows() {
        return text.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> List.of(line.substring(1).split("\\|")).stream()
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
