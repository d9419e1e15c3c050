package io.astreaming.json.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NameCacheTest {
    private final NameCache names = new NameCache();

    @Test
    void spellsEveryWordWhereverItStands() {
        for (String word : words()) {
            for (int before = 0; before < 10; before++) {
                for (int after = 0; after < 10; after++) {
                    assertThat(get("x".repeat(before) + word + "y".repeat(after), before, before + word.length()))
                            .isEqualTo(word);
                }
            }
        }
    }

    @Test
    void givesARepeatedWordOnce() {
        String first = get("\"delta\"", 1, 6);
        assertThat(get("a delta", 2, 7)).isSameAs(first);
        assertThat(get("delta", 0, 5)).isSameAs(first);
    }

    @Test
    void keepsNoLongWords() {
        String word = "w".repeat(41);
        assertThat(get(word, 0, 41)).isEqualTo(word).isNotSameAs(get(word, 0, 41));
    }

    @Test
    void spellsRightForThreadsThatShareIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> readers = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                Random random = new Random(seed);
                readers.add(() -> readAtRandom(random));
            }
            for (Future<Void> reader : threads.invokeAll(readers)) {
                reader.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Void readAtRandom(Random random) {
        List<String> words = words();
        for (int i = 0; i < 200_000; i++) {
            String word = words.get(random.nextInt(words.size()));
            assertThat(get(word, 0, word.length())).isEqualTo(word);
        }
        return null;
    }

    /** More than there is room for, and such as differ in one letter or in length alone. */
    private static List<String> words() {
        List<String> words = new ArrayList<>();
        for (int length = 1; length <= 42; length++) {
            for (char letter = 'a'; letter <= 'z'; letter++) {
                words.add(String.valueOf(letter).repeat(length));
            }
            String same = "a".repeat(length);
            for (int place = 0; place < length; place++) {
                words.add(same.substring(0, place) + "b" + same.substring(place + 1));
            }
        }
        return words;
    }

    private String get(String text, int from, int to) {
        return names.get(text.getBytes(US_ASCII), from, to);
    }
}
