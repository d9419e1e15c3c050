package io.astreaming.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.astreaming.completion.Completed;
import org.junit.jupiter.api.Test;

/** A benchmark that computes something else measures nothing. */
class DecodeBenchmarkTest {
    private final DecodeBenchmark benchmark = new DecodeBenchmark();

    @Test
    void findsEveryEvent() {
        assertEquals(DecodeBenchmark.CHUNKS + 2, benchmark.findEvents());
    }

    @Test
    void decodesTheWholeText() {
        Completed outcome = assertInstanceOf(Completed.class, benchmark.decode());
        String text = outcome.completion().text();
        assertTrue(text.startsWith(" word0 word1 "), text);
        assertTrue(text.endsWith(" word999"), text);
    }
}
