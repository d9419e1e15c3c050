package io.astreaming.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The decoder and the slow reference must never differ, whatever the stream and wherever it is cut. */
class SseDifferentialTest {
    private static final String[] WORDS = {
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "\r\n\r\n",
        "data",
        "data:",
        "data: ",
        "data: x",
        ":",
        " ",
        "event: e",
        "event",
        "id: 1",
        "id: 2",
        "id",
        "retry: 10",
        "retry",
        "\ufeff",
        "\0",
        "\t",
        "\u000b",
        "\u00e9",
        "\ud83d\ude00",
        "foo: bar",
        "error: {}",
        "{\"a\": 1}",
        "x".repeat(40),
        "7",
        "dat",
        "a"
    };

    @Test
    void agreesWithTheReference() {
        for (int seed = 0; seed < 8_000; seed++) {
            Random random = new Random(seed);
            byte[] input = stream(random, 1 + random.nextInt(30));
            check(seed, input, random, 7);
        }
    }

    @Test
    void agreesWithTheReferenceOnLongStreams() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            byte[] input = stream(random, 5_000);
            check(seed, input, random, 1 + random.nextInt(30_000));
        }
    }

    private static void check(int seed, byte[] input, Random random, int largestPiece) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < input.length; ) {
            int next = Math.min(input.length, at + random.nextInt(largestPiece + 1));
            pieces.add(Arrays.copyOfRange(input, at, next));
            at = next;
        }
        assertThat(withShortNames(SseLog.of(pieces.toArray(byte[][]::new))))
                .as("seed %d", seed)
                .isEqualTo(withShortNames(SseReference.read(input)));
    }

    /** The decoder cuts long names of unknown fields, the reference doesn't. */
    private static List<String> withShortNames(List<String> log) {
        return log.stream()
                .map(line -> line.replaceFirst("^field ([^=]{0,16})[^=]*=", "field $1="))
                .toList();
    }

    private static byte[] stream(Random random, int words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < words; i++) {
            if (random.nextInt(50) == 0) {
                out.write(0x80 + random.nextInt(0x80));
            } else {
                out.writeBytes(WORDS[random.nextInt(WORDS.length)].getBytes(UTF_8));
            }
        }
        return out.toByteArray();
    }
}
