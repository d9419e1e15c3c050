package io.astreaming.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.client.UnopenedTransport;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MaskedPiecesTest {
    private static final String SECRET = "sk-sk-proj-0123";
    private static final String SHOWN = SECRET.substring(0, 7);

    @Test
    void masksASecretWhereverItIsSplit() {
        String text = "a sk-" + SECRET + " b";
        for (int i = 0; i <= text.length(); i++) {
            for (int j = i; j <= text.length(); j++) {
                String shown = shown(text.substring(0, i), text.substring(i, j), "", text.substring(j));

                assertThat(shown)
                        .as("split at %d and %d", i, j)
                        .startsWith("a sk-")
                        .endsWith("[redacted] b")
                        .doesNotContain(SECRET.substring(0, 8), SECRET.substring(7));
            }
        }
    }

    @Test
    void masksOneThatComesCharacterByCharacterOnce() {
        assertThat(shown((SECRET + "!" + SECRET).split(""))).isEqualTo(SHOWN + "[redacted]!" + SHOWN + "[redacted]");
    }

    @Test
    void whatOnlyBeginsLikeOneIsShownUpToSevenCharactersAndMaskedBeyond() {
        assertThat(shown("sk-", "sk", "y")).isEqualTo("sk-sky");
        assertThat(shown("sk-sk-pro", "se")).isEqualTo("[redacted]se");
        assertThat(shown("sk-sk-pro", "j", "ect")).isEqualTo("[redacted]ect");
        assertThat(shown("nothing", " ", "here")).isEqualTo("nothing here");
    }

    @Test
    void masksEachOfTwoBeginningsThatFollowOneAnother() {
        assertThat(shown("sk-sk-pr", "sk-sk-pr")).isEqualTo("[redacted][redacted]");
        assertThat(shown("sk-sk-pr", SECRET)).isEqualTo("[redacted][redacted]");
    }

    @Test
    void isOpenWhileASecretMayHaveBegun() {
        MaskedPieces masked = new MaskedPieces(new Secretive());
        assertThat(masked.isOpen()).isFalse();
        masked.next("a sk");
        assertThat(masked.isOpen()).isTrue();
        masked.next("y");
        assertThat(masked.isOpen()).isFalse();
    }

    private static String shown(String... pieces) {
        MaskedPieces masked = new MaskedPieces(new Secretive());
        return Arrays.stream(pieces).map(masked::next).collect(Collectors.joining());
    }

    /** A transport with a secret, which carries nothing. */
    private static final class Secretive extends UnopenedTransport {
        @Override
        public String redact(String text) {
            return text.replace(SECRET, "[redacted]");
        }

        @Override
        public int secretPrefixLength(String text) {
            int length = Math.min(SECRET.length() - 1, text.length());
            while (!text.endsWith(SECRET.substring(0, length))) {
                length--;
            }
            return length;
        }
    }
}
