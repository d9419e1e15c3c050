package io.astreaming.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class SecretFinderTest {
    private static final String KEY = "sk-pl/an+ted=01";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-pl/an+ted=01",
                "sk-pl\\/an+ted=01",
                "sk\\u002Dpl\\/an\\u002bted\\u003d01",
                "\\u0073k-pl\\\\/an+ted=01",
                "sk-pl\\\\\\/an\\\\u002bted\\\\\\u003d01"
            })
    void masksTheKeyHoweverJsonSpellsIt(String spelling) {
        assertThat(new SecretFinder(KEY).mask("{\"message\":\"bad \\\"" + spelling + "\\\" a\\u00e9\"}"))
                .isEqualTo("{\"message\":\"bad \\\"[redacted]\\\" a\\u00e9\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sk-pl&#x2F;an&#43;ted&#061;01", "sk-pl%2Fan%2bted%3d01", "&#115;k%2Dpl\\/an&#X2b;ted\\u003d01"})
    void masksTheKeyHoweverPagesAndUrlsSpellIt(String spelling) {
        assertThat(new SecretFinder(KEY).mask("<title>100% &amp; " + spelling + " &#60;</title>"))
                .isEqualTo("<title>100% &amp; [redacted] &#60;</title>");
    }

    @ParameterizedTest
    @CsvSource({
        "a sk-pl/an, 8",
        "a sk-pl/an+ted=0, 14",
        "a sk-pl\\/an, 9",
        "a sk-pl\\, 6",
        "a \\u0073k-pl\\\\\\u00, 16",
        "a sk-pl&#x2, 9",
        "a sk-pl%2, 7",
        "a sk-pl/bn, 0",
        "a sk-pl%2E, 0",
        "'', 0"
    })
    void tellsHowMuchOfTheEndMayBeginAKey(String text, int begun) {
        assertThat(new SecretFinder(KEY).begun(text)).isEqualTo(begun);
    }

    @Test
    void masksAKeyThatHoldsWhatJsonHasToEscape() {
        SecretFinder finder = new SecretFinder("ab\\cd\"ef");
        assertThat(finder.mask("'ab\\cd\"ef' 'ab\\\\cd\\\"ef' 'ab\\u005ccd\\u0022ef'"))
                .isEqualTo("'[redacted]' '[redacted]' '[redacted]'");
    }

    @Test
    void leavesAllElseAsItIs() {
        String text = "{\"a\":\"sk-pl\\/an+ted\\u003d02 \\\\ \\n\"}";
        assertThat(new SecretFinder(KEY).mask(text)).isEqualTo(text);
    }

    @Test
    void takesNoTimeBySquareForWhateverText() {
        SecretFinder finder = new SecretFinder("\\\\key\\\\key");
        String hostile = "\\".repeat(1_000_000) + "\\\\ke\\\\ke".repeat(100_000);
        assertThat(finder.mask(hostile)).isEqualTo(hostile);
        assertThat(finder.begun(hostile)).isPositive();
    }
}
