package io.astreaming.benchmarks.harness;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.xy.XYDataset;

/** A chart with logarithmic scales, to be saved as SVG. */
final class Drawing {
    private static final int WIDTH = 900;

    private static final Color OURS = new Color(0x0072B2);

    /**
     * The colour of each contender by a part of its name, the same in every chart: a palette for all kinds of colour
     * vision (Okabe and Ito), floors in grey.
     */
    private static final Map<String, Color> COLOURS = colours();

    private final JFreeChart chart;

    private Drawing(JFreeChart chart) {
        this.chart = chart;
        chart.setBackgroundPaint(Color.WHITE);
        chart.getPlot().setBackgroundPaint(Color.WHITE);
        chart.getPlot().setOutlineVisible(false);
    }

    private static Map<String, Color> colours() {
        Map<String, Color> colours = new LinkedHashMap<>();
        colours.put("assembled", new Color(0x56B4E9));
        colours.put("pulled", new Color(0x56B4E9));
        colours.put("Astreaming", OURS);
        colours.put("Jackson", new Color(0xF0E442));
        colours.put("LangChain4j", new Color(0xE69F00));
        colours.put("openai", new Color(0xD55E00));
        colours.put("Spring", new Color(0xCC79A7));
        colours.put("ends", new Color(0xCCCCCC));
        colours.put("discarding", new Color(0xCCCCCC));
        colours.put("", new Color(0x999999));
        return colours;
    }

    private static Color colour(Comparable<?> label) {
        return COLOURS.entrySet().stream()
                .filter(entry -> label.toString().contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** Lying bars, each with its value. */
    static Drawing bars(String unit, CategoryDataset data) {
        JFreeChart chart =
                ChartFactory.createBarChart(null, null, unit, data, PlotOrientation.HORIZONTAL, true, false, false);
        CategoryPlot plot = chart.getCategoryPlot();
        double[] values = IntStream.range(0, data.getRowCount() * data.getColumnCount())
                .mapToObj(i -> data.getValue(i / data.getColumnCount(), i % data.getColumnCount()))
                .filter(Objects::nonNull)
                .mapToDouble(Number::doubleValue)
                .toArray();
        double least = decadeBelow(DoubleStream.of(values).min().orElse(1));
        LogAxis axis = axis(unit);
        axis.setSmallestValue(least);
        axis.setRange(least, 3 * DoubleStream.of(values).max().orElse(10));
        plot.setRangeAxis(axis);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        BarRenderer renderer = (BarRenderer) plot.getRenderer();
        renderer.setBase(least);
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setItemMargin(0.05);
        NumberFormat format = NumberFormat.getInstance(Locale.ROOT);
        renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", format) {
            private static final long serialVersionUID = 1;

            @Override
            public String generateLabel(CategoryDataset of, int row, int column) {
                Number value = of.getValue(row, column);
                return value == null ? "" : Spread.round(value.doubleValue());
            }
        });
        renderer.setDefaultItemLabelsVisible(true);
        for (int row = 0; row < data.getRowCount(); row++) {
            renderer.setSeriesPaint(row, colour(data.getRowKey(row)));
        }
        return new Drawing(chart);
    }

    /** A line with its points. */
    static Drawing line(String along, String up, XYDataset data) {
        JFreeChart chart =
                ChartFactory.createXYLineChart(null, along, up, data, PlotOrientation.VERTICAL, false, false, false);
        XYPlot plot = chart.getXYPlot();
        plot.setDomainAxis(axis(along));
        plot.setRangeAxis(axis(up));
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        XYLineAndShapeRenderer renderer = (XYLineAndShapeRenderer) plot.getRenderer();
        renderer.setDefaultShapesVisible(true);
        renderer.setSeriesPaint(0, OURS);
        renderer.setSeriesStroke(0, new BasicStroke(2));
        return new Drawing(chart);
    }

    private static LogAxis axis(String label) {
        LogAxis axis = new LogAxis(label);
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(NumberFormat.getInstance(Locale.ROOT));
        return axis;
    }

    private static double decadeBelow(double value) {
        return Math.pow(10, Math.floor(Math.log10(value)));
    }

    void save(Path file, int height) throws IOException {
        var document = GenericDOMImplementation.getDOMImplementation()
                .createDocument("http://www.w3.org/2000/svg", "svg", null);
        SVGGraphics2D graphics = new SVGGraphics2D(document);
        graphics.setSVGCanvasSize(new Dimension(WIDTH, height));
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        try (Writer out = Files.newBufferedWriter(file)) {
            graphics.stream(out, true);
        }
    }
}
