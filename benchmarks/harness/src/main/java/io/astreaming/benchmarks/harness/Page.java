package io.astreaming.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The page of one run, in Markdown, with its charts beside it. */
final class Page {
    private final Results results;
    private final List<Requirement> requirements;
    private final Path folder;
    private final String name;
    private final StringBuilder text = new StringBuilder();

    Page(Results results, List<Requirement> requirements, Path folder, String name) {
        this.results = results;
        this.requirements = requirements;
        this.folder = folder;
        this.name = name;
    }

    void write(String length, String jdk, String processor, List<String> versions) throws IOException {
        Files.createDirectories(folder);
        line("# Results on " + jdk);
        line("");
        line("Written by the harness; [what was measured, and how to run it](README.md). A " + length
                + " run. Figures are medians, and in parentheses the smallest and the largest. Only ratios within this"
                + " page mean anything.");
        line("");
        line("- machine: " + processor);
        line("- JDK: " + jdk);
        versions.forEach(version -> line("- " + version));
        line("");
        requirements();
        Charts charts = new Charts(results, folder, name);
        for (Tables.Table table : new Tables(results).all()) {
            line("## " + table.title());
            line("");
            line(table.text());
            for (String chart : charts.draw(table.experiment())) {
                line("![" + table.title() + "](" + chart + ")");
                line("");
            }
        }
        Files.writeString(
                folder.resolve("results-" + name + ".md"), text.toString().stripTrailing() + "\n");
    }

    private void requirements() {
        line("## What it must show");
        line("");
        line("| area | what | required | measured | |");
        line("|---|---|--:|--:|---|");
        for (Requirement it : requirements) {
            line("| " + String.join(" | ", it.area(), it.what(), it.required(), it.measured(), it.verdict()) + " |");
        }
        line("");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
