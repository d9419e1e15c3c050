package io.astreaming.conformance.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.conformance.Wire;
import io.astreaming.event.StreamEnded;
import io.astreaming.settings.StreamLimits;
import io.astreaming.testing.Corpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Recorded streams, damaged: whatever the damage, there is one outcome, it comes last, and nothing that came whole before the
 * damage is lost. The damage is seeded, so that a failure comes again.
 */
@Timeout(300)
class MutatedStreamsTest {
    private static final int EVERY = 9;
    private static final int MOST_BYTES = 12_000;
    private static final int SHORT = 4_000;

    private final Random random = new Random(20260101);

    @Test
    void survivesACutAtAnyByte() throws IOException {
        int inputs = 0;
        for (byte[] stream : streams()) {
            for (int cut = 0; cut < stream.length; cut += stream.length < SHORT ? 1 : 1 + random.nextInt(7)) {
                byte[] prefix = Arrays.copyOf(stream, cut);
                Wire damaged = read(prefix);
                Wire whole = read(Arrays.copyOf(prefix, endOfLastEvent(prefix)));
                assertKept(whole, damaged, "cut at byte " + cut);
                inputs++;
            }
        }
        assertThat(inputs).isGreaterThan(Corpus.isThere() ? 10_000 : 1_000);
    }

    @Test
    void survivesFlippedBits() throws IOException {
        int inputs = 0;
        for (byte[] stream : streams()) {
            for (int i = 0; i < 200; i++) {
                byte[] flipped = stream.clone();
                int at = random.nextInt(flipped.length);
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                Wire damaged = read(flipped);
                Wire before = read(Arrays.copyOf(stream, endOfLastEvent(Arrays.copyOf(stream, at))));
                assertKept(before, damaged, "flipped at byte " + at);
                inputs++;
            }
        }
        assertThat(inputs).isGreaterThan(Corpus.isThere() ? 5_000 : 500);
    }

    @Test
    void survivesEventsThatAreDroppedDoubledAndShuffled() throws IOException {
        int inputs = 0;
        for (byte[] stream : streams()) {
            List<String> events = List.of(new String(stream, StandardCharsets.ISO_8859_1).split("(?<=\n\n)"));
            for (int i = 0; i < 60; i++) {
                List<String> changed = new ArrayList<>(events);
                int at = random.nextInt(changed.size());
                switch (i % 3) {
                    case 0 -> changed.remove(at);
                    case 1 -> changed.add(at, changed.get(random.nextInt(changed.size())));
                    default -> Collections.shuffle(changed, random);
                }
                read(String.join("", changed).getBytes(StandardCharsets.ISO_8859_1));
                inputs++;
            }
        }
        assertThat(inputs).isGreaterThan(Corpus.isThere() ? 1_500 : 150);
    }

    @Test
    void survivesAnyBytesAtAll() {
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            if (i % 2 == 0) {
                byte[] start = "data: {\"choices\":[".getBytes(StandardCharsets.UTF_8);
                System.arraycopy(start, 0, bytes, 0, Math.min(start.length, bytes.length));
            }
            read(bytes);
        }
    }

    private static Wire read(byte[] bytes) {
        Wire wire = Wire.read(bytes, 1_000, StreamLimits.DEFAULT);
        Outcome outcome = wire.outcome;
        assertThat(wire.events).filteredOn(StreamEnded.class::isInstance).hasSize(1);
        assertThat(wire.events.get(wire.events.size() - 1)).isEqualTo(new StreamEnded(outcome));
        return wire;
    }

    /** What each choice had said before the damage is still there after it. */
    private static void assertKept(Wire before, Wire damaged, String damage) {
        for (CompletedChoice choice : before.said().choices()) {
            assertThat(content(damaged, choice.index())).as(damage).startsWith(content(before, choice.index()));
        }
    }

    private static String content(Wire wire, int index) {
        return wire.said().choices().stream()
                .filter(choice -> choice.index() == index && choice.content() != null)
                .map(CompletedChoice::content)
                .findFirst()
                .orElse("");
    }

    private static int endOfLastEvent(byte[] bytes) {
        for (int end = bytes.length; end >= 2; end--) {
            if (bytes[end - 1] == '\n' && bytes[end - 2] == '\n') {
                return end;
            }
        }
        return 0;
    }

    /** Every ninth stream of those that are short enough to be damaged often. */
    private static List<byte[]> streams() throws IOException {
        List<byte[]> chosen = new ArrayList<>();
        List<Path> all = Corpus.streamsOrOurs();
        for (int i = 0; i < all.size(); i += Corpus.isThere() ? EVERY : 1) {
            byte[] bytes = Files.readAllBytes(all.get(i));
            if (bytes.length > 0 && bytes.length <= MOST_BYTES) {
                chosen.add(bytes);
            }
        }
        return chosen;
    }
}
