package io.astreaming.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.RejectedException;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamLimits;
import io.astreaming.stream.Face;
import io.astreaming.stream.Scene;
import io.astreaming.stream.ScriptedExchange;
import io.astreaming.stream.ScriptedTransport;
import io.astreaming.value.ErrorDetail;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is read of a response that is no answer, pulled and pushed. */
@Timeout(20)
class ErrorBodyTest {
    private static final int LIMIT = 20_000;
    private static final StreamLimits LIMITS = StreamLimits.DEFAULT
            .withEventBytes(1_000)
            .withNestingDepth(10)
            .withNumberLength(10)
            .withTotalText(10)
            .withChoices(10)
            .withToolCalls(10)
            .withDistinctExtras(10)
            .withErrorBodyBytes(LIMIT);

    /** Sizes around the room that a refusal begins with, and around the limit; pieces that fit and that don't. */
    @ParameterizedTest(name = "{0} bytes in pieces of {1}")
    @CsvSource({
        "0, 1",
        "1, 1",
        "1023, 1023",
        "1024, 1024",
        "1025, 1025",
        "1025, 1",
        "2049, 1000",
        "10000, 10000",
        "10000, 700",
        "10000, 1",
        "19999, 19999",
        "20000, 20000",
        "20000, 333",
        "20001, 20001",
        "20001, 10000",
        "50000, 50000",
        "50000, 8192",
        "50000, 1"
    })
    void readsABodyUpToTheLimitHoweverItComes(int size, int piece) {
        String body = "0123456789".repeat(size / 10 + 1).substring(0, size);
        for (Face face : Face.values()) {
            ScriptedExchange exchange = new ScriptedExchange().head(400);
            for (int from = 0; from < size; from += piece) {
                exchange.bytes(body.substring(from, Math.min(size, from + piece)));
            }
            assertThat(refused(face, exchange.end()).detail().message())
                    .as("%s", face)
                    .isEqualTo(body.substring(0, Math.min(size, LIMIT)));
            assertThat(exchange.ending()).isEqualTo("release");
        }
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void waitsForNothingBeyondTheLimit(Face face) {
        ScriptedExchange endless = new ScriptedExchange().head(400).bytes("x".repeat(LIMIT));
        assertThat(refused(face, endless).detail().message()).hasSize(LIMIT);
        assertThat(endless.ending()).isEqualTo("release");
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void readsCharactersThatAreCutBetweenPieces(Face face) {
        byte[] body = "größer als 10 € 😀".getBytes(StandardCharsets.UTF_8);
        ScriptedExchange exchange = new ScriptedExchange().head(400);
        for (byte one : body) {
            exchange.bytes(ByteBuffer.wrap(new byte[] {one}));
        }
        assertThat(refused(face, exchange.end()).detail().message()).isEqualTo("größer als 10 € 😀");
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void masksSecretsThatARefusalRepeats(Face face) {
        ScriptedExchange exchange = new ScriptedExchange()
                .head(401, Map.of("x-request-id", List.of("for " + ScriptedTransport.SECRET)))
                .bytes("wrong key sk-")
                .bytes("secret, says the provider")
                .end();
        RejectedException error = refused(face, exchange);
        assertThat(error.detail().message()).isEqualTo("wrong key ***, says the provider");
        assertThat(error.requestId()).isEqualTo("for ***");
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void masksSecretsThatAnErrorInTheStreamRepeats(Face face) {
        Scene scene = new Scene("200 t:a e:" + ScriptedTransport.SECRET);
        Outcome outcome = scene.read(face);
        assertThat(outcome.error()).hasMessageContaining("***").hasMessageNotContaining(ScriptedTransport.SECRET);
        assertThat(scene.events.toString()).doesNotContain(ScriptedTransport.SECRET);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "301 moved end            | 301 | moved",
                "400 why end              | 400 | why",
                "401 end                  | 401 | ''",
                "403 half lost            | 403 | half",
                "404 lost                 | 404 | ''",
                "422 one two end          | 422 | onetwo",
                "503 a end / 503 b end / 503 c end | 503 | c",
                "503 a end / 404 b end    | 404 | b",
                "unconnected / 429 a end / 529 b lost | 529 | b",
            })
    void saysWhatTheLastRefusalSaid(String script, int status, String message) {
        for (Face face : Face.values()) {
            Scene scene = new Scene(script);
            Outcome outcome = scene.read(face);
            assertThat(outcome).as("%s", face).isInstanceOf(Failed.class);
            assertThat(outcome.error()).isInstanceOfSatisfying(RejectedException.class, e -> {
                assertThat(e.status()).isEqualTo(status);
                assertThat(e.detail().message().replace("\n", "")).isEqualTo(message);
            });
            assertThat(outcome.completion().choices()).isEmpty();
            assertThat(scene.events).hasSize(1);
            assertThat(scene.diary.told).noneMatch(told -> told.startsWith("answered"));
        }
    }

    @Test
    void takesEveryStatusFrom200To299ForAnAnswer() {
        for (int status : List.of(200, 201, 206, 299)) {
            Scene scene = new Scene(status + " t:a f:stop [DONE]");
            assertThat(Scene.kind(scene.read(Face.PULLED))).isEqualTo("Completed");
        }
        for (int status : List.of(100, 199, 300, 304, 400)) {
            Scene scene = new Scene(status + " t:a f:stop end");
            assertThat(scene.read(Face.PULLED).error()).isInstanceOf(RejectedException.class);
        }
    }

    @Test
    void givesABodyWithoutSecretsToItsReaderByteForByteAndMasksWhatThatOneReads() {
        byte[] packed = {(byte) 0xff, 'a', (byte) 0x80};
        List<byte[]> read = new ArrayList<>();
        ErrorBody refusal = new ErrorBody(new ResponseHead(500, Map.of()), 100);
        refusal.append(ByteBuffer.wrap(packed));

        ChatException error = refusal.error(
                (head, body) -> {
                    read.add(body);
                    return new RejectedException(
                            500, new ErrorDetail("unpacked secret", null, null, null, JsonText.NULL), null, null);
                },
                text -> text.replace("secret", "***"));

        assertThat(read).containsExactly(packed);
        assertThat(error).hasMessageContaining("unpacked ***").hasMessageNotContaining("secret");
    }

    @Test
    void givesABodyWithSecretsToItsReaderMasked() {
        List<String> read = new ArrayList<>();
        ErrorBody refusal = new ErrorBody(new ResponseHead(500, Map.of()), 100);
        refusal.append(ByteBuffer.wrap("a secret".getBytes(StandardCharsets.UTF_8)));
        ChatException other = new MalformedStreamException("no JSON", null, null);

        ChatException error = refusal.error(
                (head, body) -> {
                    read.add(new String(body, StandardCharsets.UTF_8));
                    return other;
                },
                text -> text.replace("secret", "***"));

        assertThat(read).containsExactly("a ***");
        assertThat(error).isSameAs(other);
    }

    private static RejectedException refused(Face face, ScriptedExchange exchange) {
        Scene scene = new Scene(exchange);
        Outcome outcome = scene.read(face, scene.chat.withLimits(LIMITS).withRetry(RetryPolicy.NONE));
        assertThat(outcome).isInstanceOf(Failed.class);
        assertThat(outcome.error()).isInstanceOf(RejectedException.class);
        return (RejectedException) outcome.error();
    }
}
