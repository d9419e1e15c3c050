package io.astreaming.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedNamesTest {
    private final BoundedNames names = new BoundedNames();

    @Test
    void letsTheFirstFiftyNamesThroughAndThemForEver() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 50; i++) {
                assertThat(names.bounded("model-" + i)).isEqualTo("model-" + i);
            }
            assertThat(names.bounded("one more")).isEqualTo("_OTHER");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mod\u00e8le",
                "a\nb",
                "a\u007fb",
                "0123456789012345678901234567890123456789012345678901234567890123x"
            })
    void refusesNamesThatAreLongOrNotPrintable(String name) {
        assertThat(names.bounded(name)).isEqualTo("_OTHER");
    }

    @Test
    void takesANameOfSixtyFourCharacters() {
        String longest = "x".repeat(64);
        assertThat(names.bounded(longest)).isEqualTo(longest);
    }

    @Test
    void keepsItsBoundWhileManyThreadsAsk() {
        Set<String> passed = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 10_000).parallel().forEach(i -> passed.add(names.bounded("model-" + i)));
        assertThat(passed).hasSize(51).contains("_OTHER");
    }

    @Test
    void cutsAndReplacesWhatASpanMayNotShow() {
        assertThat(BoundedNames.printable("chatcmpl-1")).isEqualTo("chatcmpl-1");
        assertThat(BoundedNames.printable("a\nb\u00e9")).isEqualTo("a?b?");
        assertThat(BoundedNames.printable("x".repeat(65))).isEqualTo("x".repeat(64));
    }
}
