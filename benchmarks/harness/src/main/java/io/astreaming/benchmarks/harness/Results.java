package io.astreaming.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All figures of a run, in the order in which they came. */
final class Results {
    private final Map<Key, List<Double>> figures = new LinkedHashMap<>();

    /**
     * What a figure is of.
     *
     * @param experiment which
     * @param of the case in the experiment
     * @param contender its label
     * @param metric what was measured
     */
    record Key(String experiment, String of, String contender, String metric) {}

    void add(String experiment, String of, Contender contender, String metric, double value) {
        figures.computeIfAbsent(new Key(experiment, of, contender.label(), metric), key -> new ArrayList<>())
                .add(value);
    }

    /** What {@link #save} has written. */
    static Results load(Path file) throws IOException {
        Results results = new Results();
        for (String line : Files.readAllLines(file)) {
            // A case may have a tab.
            String[] parts = line.split("\t", 5);
            Key key = new Key(parts[0], parts[4], parts[1], parts[2]);
            results.figures.computeIfAbsent(key, any -> new ArrayList<>()).add(Double.valueOf(parts[3]));
        }
        return results;
    }

    boolean has(String experiment) {
        return figures.keySet().stream().anyMatch(key -> key.experiment().equals(experiment));
    }

    /** The cases of an experiment. */
    List<String> cases(String experiment) {
        return figures.keySet().stream()
                .filter(key -> key.experiment().equals(experiment))
                .map(Key::of)
                .distinct()
                .toList();
    }

    Optional<Spread> find(String experiment, String of, Contender contender, String metric) {
        return Optional.ofNullable(figures.get(new Key(experiment, of, contender.label(), metric)))
                .map(Spread::of);
    }

    double median(String experiment, String of, Contender contender, String metric) {
        return find(experiment, of, contender, metric)
                .orElseThrow(() -> new IllegalStateException(
                        "no " + metric + " of " + contender.label() + " in " + experiment + ", " + of))
                .median();
    }

    /** Every single value, one a line: experiment, contender, metric, value, case. */
    void save(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        figures.forEach((key, values) -> values.forEach(value -> lines.add(
                String.join("\t", key.experiment(), key.contender(), key.metric(), value.toString(), key.of()))));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }
}
