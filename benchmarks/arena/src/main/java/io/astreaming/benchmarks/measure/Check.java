package io.astreaming.benchmarks.measure;

import io.astreaming.benchmarks.contender.Client;
import io.astreaming.benchmarks.contender.Decoder;
import io.astreaming.benchmarks.server.Plan;
import io.astreaming.benchmarks.stream.Bodies;
import io.astreaming.benchmarks.stream.EventShape;
import io.astreaming.benchmarks.stream.GeneratedStream;
import java.util.LinkedHashSet;
import java.util.Set;

/** Whether a contender reads what it is given: one that doesn't measures nothing. */
public final class Check {
    private Check() {}

    /**
     * Lets a decoder read a body.
     *
     * @param decoder the decoder
     * @param body what to read
     * @return what came of it
     */
    public static Reading read(Decoder decoder, byte[] body) {
        StringBuilder text = new StringBuilder();
        int[] chunks = {0};
        try {
            decoder.decode(body, chunk -> {
                chunks[0]++;
                text.append(decoder.text(chunk));
            });
            return new Reading(chunks[0], text.toString(), null);
        } catch (RuntimeException e) {
            return new Reading(chunks[0], text.toString(), e);
        }
    }

    /**
     * Lets a decoder read a stream of {@value Bodies#PIECES} pieces and refuses any text but the right one.
     *
     * @param decoder the decoder
     * @param shape of the stream
     * @return how many chunks it found
     */
    public static int read(Decoder decoder, GeneratedStream shape) {
        Reading reading = read(decoder, shape.body(Bodies.PIECES));
        same(shape.text(Bodies.PIECES), reading.text(), decoder + " on " + shape, reading.failure());
        return reading.chunks();
    }

    /**
     * Lets a decoder read a stream of events and refuses any text or any call but the right one.
     *
     * @param decoder the decoder
     * @param shape of the stream
     * @return how many chunks it found
     */
    public static int readCalls(Decoder decoder, EventShape shape) {
        Set<String> calls = new LinkedHashSet<>();
        decoder.decode(shape.body(Bodies.PIECES), chunk -> calls.add(decoder.call(chunk)));
        same(shape.call(), String.join("", calls), decoder + ", the calls of " + shape, null);
        return read(decoder, shape);
    }

    /**
     * Lets a client read a stream and refuses any text but the right one.
     *
     * @param client the client
     * @param plan of the stream
     * @return how many pieces of text came
     */
    public static int stream(Client client, Plan plan) {
        StringBuffer text = new StringBuffer();
        int[] pieces = {0};
        client.stream(plan.toString(), piece -> {
                    pieces[0]++;
                    text.append(piece);
                })
                .join();
        same(plan.shape().text(plan.pieces()), text.toString(), client + " on " + plan, null);
        return pieces[0];
    }

    private static void same(String wanted, String found, String who, RuntimeException failure) {
        if (!wanted.equals(found)) {
            throw new IllegalStateException(
                    who + ": " + found.length() + " characters instead of " + wanted.length(), failure);
        }
    }

    /**
     * What came of a body.
     *
     * @param chunks that were found
     * @param text of all of them
     * @param failure what ended it before its time, or null
     */
    public record Reading(int chunks, String text, RuntimeException failure) {}
}
