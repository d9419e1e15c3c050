package io.astreaming.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names that docs/observability.md has in backticks, for tests that compare them with what is exported. */
public final class DocumentedNames {
    private static final Path PAGE = Path.of(System.getProperty("astreaming.root", ".."), "docs", "observability.md");

    private DocumentedNames() {}

    /** The metrics of both generations of the conventions, and those that no convention has. */
    public static Set<String> metrics() throws IOException {
        return names(section("## Metrics", "### Attributes of metrics"), "[a-z_]+\\.client\\.[a-z_.]+");
    }

    /** The attributes of metrics. */
    public static Set<String> metricAttributes() throws IOException {
        return names(firstCells(section("### Attributes of metrics", "## Spans")), "[a-z_.]+");
    }

    /** The attributes of spans, content aside. */
    public static Set<String> spanAttributes() throws IOException {
        return names(firstCells(section("## Spans", "## Content")), "[a-z_.]+");
    }

    /** The fields of an event of Flight Recorder. */
    public static Set<String> fields(String event) throws IOException {
        String row = section("## Flight Recorder", "## Log lines")
                .lines()
                .filter(line -> line.startsWith("| `" + event + "`"))
                .findFirst()
                .orElseThrow();
        return names(row.substring(row.lastIndexOf("| ", row.length() - 2)), "[a-zA-Z]+");
    }

    private static String section(String heading, String next) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(heading + "\n");
        int end = page.indexOf(next + "\n", start);
        if (start < 0 || end < 0) {
            throw new IllegalStateException(PAGE + " has no section between " + heading + " and " + next);
        }
        return page.substring(start, end);
    }

    private static String firstCells(String section) {
        StringBuilder cells = new StringBuilder();
        section.lines()
                .filter(line -> line.startsWith("| `"))
                .forEach(line -> cells.append(line, 0, line.indexOf(" | ")).append('\n'));
        return cells.toString();
    }

    private static Set<String> names(String text, String form) {
        Set<String> names = new TreeSet<>();
        Pattern.compile("`(" + form + ")`").matcher(text).results().forEach(name -> names.add(name.group(1)));
        return names;
    }
}
