package io.astreaming.json.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.astreaming.error.ChatException;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.json.Corpus;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTestSuiteTest {
    /** Numbers that JSON doesn't know, but Python and so many a server do. */
    private static final Set<String> PYTHONS =
            Set.of("n_number_NaN.json", "n_number_infinity.json", "n_number_minus_infinity.json");

    private final JsonbChatCodec codec = new JsonbChatCodec();

    static List<Path> files() {
        return Corpus.files("json/test_parsing", ".json");
    }

    @ParameterizedTest
    @MethodSource("files")
    void takesWhatIsJsonAndRefusesWhatIsNot(Path file) {
        byte[] bytes = Corpus.bytes(file);
        Payload payload = new Payload(bytes, 0, bytes.length, Payload.MESSAGE, 7, 1_000);
        String name = file.getFileName().toString();
        if (name.startsWith("y_") || PYTHONS.contains(name)) {
            assertThatCode(() -> decode(payload)).doesNotThrowAnyException();
            return;
        }
        Throwable thrown = catchThrowable(() -> decode(payload));
        if (name.startsWith("i_") || name.contains("open") && thrown instanceof LimitExceededException) {
            assertThat(thrown)
                    .satisfiesAnyOf(
                            t -> assertThat(t).isNull(), t -> assertThat(t).isInstanceOf(ChatException.class));
            return;
        }
        assertThat(thrown).isInstanceOf(MalformedStreamException.class);
        assertThat(((MalformedStreamException) thrown).position()).isNotNull().satisfies(position -> {
            assertThat(position.event()).isEqualTo(7);
            assertThat(position.byteOffset()).isBetween(1_000L, 1_000L + bytes.length);
        });
    }

    private void decode(Payload payload) {
        codec.chunkDecoder(StreamLimits.DEFAULT).decode(payload);
    }
}
