package io.astreaming.conformance.quirks;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.Truncated;
import io.astreaming.conformance.Wire;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What gateways put between chunks, and in place of them; the numbers are the rows of docs/quirks.md. Each body is read
 * whole and byte by byte.
 */
class FramingQuirksTest {
    private static final String TEXT =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}";
    private static final String STOP =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}";
    private static final String USAGE =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[],\"usage\":{\"total_tokens\":7}}";
    private static final String ERROR = "{\"error\":{\"message\":\"no room\",\"type\":\"overloaded\",\"code\":503}}";
    private static final String WHOLE = "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":"
            + "{\"role\":\"assistant\",\"content\":\"a\"},\"finish_reason\":\"stop\"}],\"usage\":{\"total_tokens\":1}}";
    private static final String END = "data: [DONE]\n\n";

    @ParameterizedTest
    @ValueSource(strings = {": OPENROUTER PROCESSING", "ping", "OK", "keep-alive", "still working", "[PING]"})
    void row92IgnoresHeartbeatsThatAreData(String heartbeat) {
        Wire wire = read(event(heartbeat) + event(TEXT) + event(heartbeat) + event(STOP) + event(heartbeat) + END);
        assertThat(wire.outcome).isInstanceOf(Completed.class);
        assertThat(wire.text()).isEqualTo("a");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.HEARTBEAT_AS_DATA, 3L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"b",
                "\"b\"}}]}",
                ": {\"content\":\"b\"}",
                "b\"}]"
            })
    void row92FailsWhereAChunkIsBroken(String broken) {
        Wire wire = read(event(TEXT) + event(broken) + event(STOP) + END);
        assertThat(wire.outcome.error()).isInstanceOf(MalformedStreamException.class);
    }

    @Test
    void row93ReadsEventsWithoutABlankLineBetweenThem() {
        Wire wire = read(event(TEXT) + event(STOP) + "data: " + USAGE + "\ndata: [DONE]\n");
        assertThat(wire.outcome).isInstanceOf(Completed.class);
        assertThat(wire.said().usage().toString()).contains("7");
        assertThat(wire.said().deviations())
                .isEqualTo(Map.of(Deviation.BLANK_LINE_MISSING, 1L, Deviation.LAST_EVENT_UNTERMINATED, 1L));

        Wire none = read("data: " + TEXT + "\ndata: " + STOP + "\ndata: [DONE]\n\n");
        assertThat(none.outcome).isInstanceOf(Completed.class);
        assertThat(none.text()).isEqualTo("a");
    }

    @Test
    void row93ReadsAnErrorEventBehindAChunkWithoutABlankLine() {
        Wire wire = read("data: " + TEXT + "\nevent: error\ndata: {\"message\":\"no room\"}\n\n");
        assertThat(wire.text()).isEqualTo("a");
        assertThat(wire.outcome.error())
                .isInstanceOf(ProviderFailedException.class)
                .hasMessageContaining("no room");
    }

    @Test
    void row94ReadsJsonThatStandsBetweenEvents() {
        Wire failed = read(event(TEXT) + ERROR.replace(",", ",\n  ") + "\n");
        assertThat(failed.outcome).isInstanceOf(Failed.class);
        assertThat(failed.text()).isEqualTo("a");
        saysNoRoom(failed.outcome);

        Wire chunks = read(event(TEXT) + TEXT + "\n\n" + STOP + "\n[DONE]\n");
        assertThat(chunks.outcome).isInstanceOf(Completed.class);
        assertThat(chunks.text()).isEqualTo("aa");
        assertThat(chunks.said().deviations()).isEqualTo(Map.of(Deviation.DATA_FIELD_MISSING, 3L));
    }

    @Test
    void row95ReadsAJsonBodyThatEventsFollow() {
        Wire wire = read(WHOLE + "\n\n" + END);
        assertThat(wire.outcome).isInstanceOf(Completed.class);
        assertThat(wire.text()).isEqualTo("a");
        assertThat(wire.said().deviations()).containsOnlyKeys(Deviation.JSON_BODY);
        assertThat(read(WHOLE + END).text()).isEqualTo("a");

        Wire lines = read(TEXT + "\n" + TEXT + "\n" + ERROR + "\n");
        assertThat(lines.text()).isEqualTo("aa");
        saysNoRoom(lines.outcome);
    }

    @Test
    void row96FailsWithErrorsInWords() {
        assertThat(read(event(TEXT) + event("Error: no \"room\"") + END).outcome.error())
                .isInstanceOf(ProviderFailedException.class)
                .hasMessageContaining("no \"room\"");
        assertThat(read("Internal Server Error").outcome.error())
                .isInstanceOf(ProviderFailedException.class)
                .hasMessageContaining("Internal Server Error");
        assertThat(read("upstream connect error\nreset: overflow\n").outcome.error())
                .isInstanceOf(ProviderFailedException.class)
                .hasMessageContaining("upstream connect error reset: overflow");
        assertThat(read("<html><head><title>502 Bad\nGateway</title></head></html>")
                        .outcome
                        .error())
                .isInstanceOf(MalformedStreamException.class)
                .hasMessageContaining("web page (\"502 Bad Gateway\")");
    }

    @Test
    void row96SaysWhatCameInsteadOfAnAnswer() {
        assertThat(read("\"boom\"").outcome.error()).hasMessageContaining(": \"boom\"; ask again");
        assertThat(read("\"boom\"\n").outcome.error()).hasMessageContaining(": \"boom\"; ask again");
        for (String blank : new String[] {"\n\n", "  \n\n \n", " \t"}) {
            assertThat(read(blank).outcome.error()).as(blank).hasMessageContaining("without a single chunk");
        }
    }

    @Test
    void row96TakesNoAnswerForWholeThatEndsInWords() {
        for (String end : new String[] {"", END}) {
            Wire wire = read(event(TEXT) + event("Service Unavailable") + end);
            assertThat(wire.outcome).isInstanceOf(Truncated.class);
            assertThat(wire.outcome.error()).hasMessageContaining("Service Unavailable");
        }
        assertThat(read(event(TEXT) + event("ping") + END).outcome).isInstanceOf(Completed.class);
        assertThat(read(event(TEXT) + event("Service Unavailable") + event(STOP) + END).outcome)
                .isInstanceOf(Completed.class);
    }

    private static void saysNoRoom(Outcome outcome) {
        assertThat(outcome.error()).isInstanceOfSatisfying(ProviderFailedException.class, failure -> {
            assertThat(failure.detail().message()).isEqualTo("no room");
            assertThat(failure.detail().type()).isEqualTo("overloaded");
            assertThat(failure.detail().code()).isEqualTo("503");
        });
    }

    private static Wire read(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Wire whole = Wire.read(bytes, bytes.length, StreamLimits.DEFAULT);
        Wire pieces = Wire.read(bytes, 1, StreamLimits.DEFAULT);
        assertThat(pieces.events.subList(0, pieces.events.size() - 1))
                .isEqualTo(whole.events.subList(0, whole.events.size() - 1));
        assertThat(pieces.outcome).hasSameClassAs(whole.outcome);
        assertThat(pieces.said()).isEqualTo(whole.said());
        return whole;
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }
}
