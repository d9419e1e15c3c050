package io.astreaming.benchmarks.harness;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Charts of the experiments, as SVG. Scales are logarithmic: contenders are tens of times apart. */
final class Charts {
    private final Results results;
    private final Path folder;
    private final String name;

    Charts(Results results, Path folder, String name) {
        this.results = results;
        this.folder = folder;
        this.name = name;
    }

    /** Draws an experiment's charts; returns their files' names. */
    List<String> draw(String experiment) throws IOException {
        return switch (experiment) {
            case Decode.NAME ->
                List.of(bars(
                        experiment,
                        "Decode: nanoseconds a chunk",
                        results.cases(experiment),
                        Contender.DECODERS,
                        "nanos",
                        1));
            case EndToEnd.NAME ->
                List.of(bars(
                        experiment,
                        "End to end: microseconds of processor time a chunk",
                        results.cases(experiment),
                        EndToEnd.CONTENDERS,
                        "cpu",
                        1e3));
            case ColdStart.NAME ->
                List.of(bars(
                        experiment,
                        "Cold start: milliseconds to the first text",
                        results.cases(experiment),
                        ColdStart.CONTENDERS,
                        "first",
                        1e6));
            case Crowds.NAME -> List.of(latencies());
            case Growth.NAME ->
                List.of(
                        line("time", "milliseconds", "nanos", 1e6),
                        line("memory", "KiB held at the end", "held", 1_024));
            default -> List.of();
        };
    }

    private String bars(
            String experiment, String title, List<String> cases, List<Contender> contenders, String metric, double unit)
            throws IOException {
        CategoryChart chart = categories(title);
        List<Double> values = new ArrayList<>();
        for (Contender contender : contenders) {
            List<Double> own = cases.stream()
                    .map(of -> threeDigits(results.median(experiment, of, contender, metric) / unit))
                    .toList();
            values.addAll(own);
            chart.addSeries(contender.label(), cases, own);
        }
        scale(chart.getStyler(), values);
        return save(chart, experiment);
    }

    private String latencies() throws IOException {
        CategoryChart chart = categories(Crowds.STREAMS + " streams: added latency in milliseconds");
        List<String> metrics = List.of("p50", "p99");
        List<Double> values = new ArrayList<>();
        for (Contender contender : Crowds.CONTENDERS) {
            List<Double> own = metrics.stream()
                    .map(metric -> threeDigits(results.median(Crowds.NAME, Crowds.BUSY, contender, metric) / 1e6))
                    .toList();
            values.addAll(own);
            chart.addSeries(contender.label(), metrics, own);
        }
        scale(chart.getStyler(), values);
        return save(chart, Crowds.NAME);
    }

    private CategoryChart categories(String title) {
        CategoryChart chart =
                new CategoryChartBuilder().width(1_200).height(520).title(title).build();
        style(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(0.9);
        chart.getStyler().setLabelsVisible(true);
        chart.getStyler().setLabelsRotation(90);
        chart.getStyler().setLabelsPosition(0.5);
        chart.getStyler().setLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        chart.getStyler().setLabelsFontColor(Color.BLACK);
        return chart;
    }

    private String line(String what, String axis, String metric, double unit) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(800)
                .height(420)
                .title("Growth: " + what)
                .xAxisTitle("chunks")
                .yAxisTitle(axis)
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setLegendVisible(false);
        List<String> lengths = results.cases(Growth.NAME);
        chart.addSeries(
                what,
                lengths.stream().map(Double::valueOf).toList(),
                lengths.stream()
                        .map(length -> results.median(Growth.NAME, length, Contender.ASSEMBLED, metric) / unit)
                        .toList());
        return save(chart, Growth.NAME + "-" + what);
    }

    private static void style(AxesChartStyler styler) {
        styler.setYAxisLogarithmic(true);
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    }

    /** A logarithmic scale can't begin at nothing: it begins at the power of ten below the smallest value. */
    private static void scale(AxesChartStyler styler, List<Double> values) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        styler.setYAxisMin(Math.pow(10, Math.floor(Math.log10(Math.max(least, 1e-3)))));
    }

    private static double threeDigits(double value) {
        double unit = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-9))) - 2);
        return Math.round(value / unit) * unit;
    }

    private String save(Chart<?, ?> chart, String what) throws IOException {
        String file = what + "-" + name + ".svg";
        VectorGraphicsEncoder.saveVectorGraphic(chart, folder.resolve(file).toString(), VectorGraphicsFormat.SVG);
        return file;
    }
}
