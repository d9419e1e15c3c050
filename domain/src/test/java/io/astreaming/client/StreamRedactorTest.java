package io.astreaming.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Redactor;
import io.astreaming.request.Headers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose secrets a stream masks: its transport's, those in its headers, and those of its last attempts. */
class StreamRedactorTest {
    private final StreamRedactor secrets =
            new StreamRedactor(List.of(new Transport()), Headers.NONE.with("Tenant", "blue"));

    @Test
    void masksWhatTheTransportAndTheHeadersKeepSecret() {
        assertThat(secrets.redact("the key, blue and green")).isEqualTo("the [key], [header] and green");
        assertThat(new StreamRedactor(List.of(new Transport()), Headers.NONE).redact("the key, blue"))
                .isEqualTo("the [key], blue");
    }

    @Test
    void remembersTheLastAttemptsAlone() {
        StreamRedactor plain = new StreamRedactor(List.of(new Transport()), Headers.NONE);
        for (int i = 1; i <= 9; i++) {
            plain.add(masking("attempt-" + i, "[" + i + "]", 0));
        }
        plain.add(Redactor.NONE);
        assertThat(plain.redact("attempt-1 attempt-2 attempt-9")).isEqualTo("attempt-1 [2] [9]");
    }

    @Test
    void findsTheLongestBeginningOfASecret() {
        assertThat(secrets.secretPrefixLength("k")).as("the transport's").isEqualTo(1);
        secrets.add(masking("attempt", "[1]", 5));
        secrets.add(masking("attempt", "[2]", 3));
        assertThat(secrets.secretPrefixLength("atte")).isEqualTo(5);
    }

    private static Redactor masking(String secret, String mask, int begun) {
        return new Redactor() {
            @Override
            public String redact(String text) {
                return text.replace(secret, mask);
            }

            @Override
            public int secretPrefixLength(String text) {
                return begun;
            }
        };
    }

    /** A transport with a key, which carries nothing. */
    private static final class Transport extends UnopenedTransport {
        @Override
        public String redact(String text) {
            return text.replace("key", "[key]");
        }

        @Override
        public int secretPrefixLength(String text) {
            return 1;
        }

        @Override
        public Redactor redactor(Headers headers) {
            return masking("blue", "[header]", 0);
        }
    }
}
