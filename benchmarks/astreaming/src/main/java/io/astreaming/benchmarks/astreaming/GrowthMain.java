package io.astreaming.benchmarks.astreaming;

import io.astreaming.benchmarks.stream.Shape;
import io.astreaming.completion.Completed;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.TextReceived;
import io.astreaming.json.JsonbChatCodec;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Streams of growing length through the machine, watched by somebody who keeps nothing: the time they take, and the memory that
 * is held when all has been read, with the text for the completion and without. Arguments: the lengths, in chunks.
 */
public final class GrowthMain {
    private static final Shape SHAPE = Shape.OPENAI;
    private static final int BATCH = 1_000;

    private final JsonbChatCodec codec = new JsonbChatCodec();
    private final byte[] batch = batch();
    private long characters;

    private GrowthMain() {}

    public static void main(String[] args) {
        GrowthMain growth = new GrowthMain();
        for (int i = 0; i < 30; i++) {
            growth.run(10 * BATCH, true);
        }
        for (String arg : args) {
            growth.measure(Integer.parseInt(arg));
        }
    }

    /** Repeats the same thousand chunks, so that the stream itself takes no memory. */
    private static byte[] batch() {
        StringBuilder events = new StringBuilder();
        SHAPE.payloads(BATCH)
                .subList(1, BATCH + 1)
                .forEach(payload -> events.append("data: ").append(payload).append("\n\n"));
        return events.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void measure(int chunks) {
        long before = usedHeap();
        long start = System.nanoTime();
        StreamEngine engine = run(chunks, true);
        long nanos = System.nanoTime() - start;
        long held = usedHeap() - before;
        finish(engine);
        print(chunks, "nanos", nanos);
        print(chunks, "held", Math.max(0, held));
        print(chunks, "characters", characters);
        watched(chunks);
    }

    /** The same for a caller that needs no completion. */
    private void watched(int chunks) {
        long before = usedHeap();
        StreamEngine engine = run(chunks, false);
        print(chunks, "watched", Math.max(0, usedHeap() - before));
        if (engine.outcome() != null) {
            throw new IllegalStateException("the stream has ended early: " + engine.outcome());
        }
    }

    private StreamEngine run(int chunks, boolean kept) {
        characters = 0;
        StreamEngine engine = Assembled.engine(
                codec, kept ? StreamOptions.DEFAULT : StreamOptions.DEFAULT.withoutContent());
        for (int fed = 0; fed < chunks; fed += BATCH) {
            for (int at = 0; at < batch.length; at += Chunks.PIECE) {
                engine.feed(ByteBuffer.wrap(batch, at, Math.min(Chunks.PIECE, batch.length - at)));
                watch(engine);
            }
        }
        return engine;
    }

    private void watch(StreamEngine engine) {
        for (ChatEvent event = engine.poll(); event != null; event = engine.poll()) {
            if (event instanceof TextReceived text) {
                characters += text.text().length();
            }
        }
    }

    /** Nothing may have been lost on the way. */
    private void finish(StreamEngine engine) {
        engine.feed(ByteBuffer.wrap("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8)));
        engine.end();
        if (!(engine.outcome() instanceof Completed completed)
                || completed.completion().text().length() != characters) {
            throw new IllegalStateException("the stream isn't whole: " + engine.outcome());
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void print(int chunks, String metric, long value) {
        System.out.println("figure\t" + chunks + "\t" + metric + "\t" + value);
    }
}
