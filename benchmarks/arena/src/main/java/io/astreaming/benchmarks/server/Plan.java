package io.astreaming.benchmarks.server;

import io.astreaming.benchmarks.stream.Shape;
import java.util.Locale;

/**
 * How a stream is to be sent. It travels as the name of the model, which every client lets its user choose.
 *
 * @param shape what the chunks look like
 * @param pieces how many have text
 * @param gapMicros pause after each write but the first, in microseconds
 * @param perWrite events that are written at a time
 * @param stamped whether the text of each chunk is the time when it is sent, as {@link System#nanoTime} has it: on the systems
 *     we know, all processes of a machine share that clock
 */
public record Plan(Shape shape, int pieces, int gapMicros, int perWrite, boolean stamped) {
    /**
     * A plan by its name.
     *
     * @param model what {@link #toString} gave
     * @return the plan
     */
    public static Plan of(String model) {
        String[] parts = model.split("_");
        return new Plan(
                Shape.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Boolean.parseBoolean(parts[4]));
    }

    /** {@return the name of the model} */
    @Override
    public String toString() {
        return shape.name().toLowerCase(Locale.ROOT) + "_" + pieces + "_" + gapMicros + "_" + perWrite + "_" + stamped;
    }
}
