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

    /** Every single value, one a line. */
    void save(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("experiment\tcase\tcontender\tmetric\tvalue");
        figures.forEach((key, values) -> values.forEach(value -> lines.add(
                String.join("\t", key.experiment(), key.of(), key.contender(), key.metric(), value.toString()))));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }
}
