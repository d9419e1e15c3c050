package io.astreaming.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.jsontext.JsonText;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiblingDocumentsTest {
    @Test
    void writesWhatWasAsked() {
        assertThat(RequestDocument.write(
                        "astreaming",
                        JsonText.of("[{\"role\":\"user\",\"content\":\"Hi\"}]"),
                        JsonText.of("{\"model\":\"m\",\"stream\":true}")))
                .isEqualTo("""
                        # ASTREAMING

                        ## Request Messages
                        ```json
                        [
                          {
                            "role": "user",
                            "content": "Hi"
                          }
                        ]
                        ```

                        ## Request Params
                        ```json
                        {
                          "model": "m",
                          "stream": true
                        }
                        ```
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-10-05T14:06:42.180342Z,    RESPONSE_STREAM, 20251005_140642_180_342_RESPONSE_STREAM.md",
        "2025-10-05T14:06:42.180342999Z, REQUEST,         20251005_140642_180_342_REQUEST.md",
        "2025-01-02T03:04:05Z,           RESPONSE,        20250102_030405_000_000_RESPONSE.md",
        "2025-12-31T23:59:59.001002Z,    RESPONSE_TEXT,   20251231_235959_001_002_RESPONSE_TEXT.md"
    })
    void namesFilesByTheTimeInUtc(Instant begun, TraceKind kind, String name) {
        assertThat(TraceName.of(begun, kind)).isEqualTo(name);
    }
}
