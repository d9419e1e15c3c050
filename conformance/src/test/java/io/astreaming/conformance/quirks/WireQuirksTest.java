package io.astreaming.conformance.quirks;

import static io.astreaming.conformance.Wire.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.conformance.GoldenRows;
import io.astreaming.conformance.Wire;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How streams are really framed; the numbers are the rows of docs/quirks.md. */
@ExtendWith(GoldenRows.class)
class WireQuirksTest {
    private static final String TEXT =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ä😀\"}}]}";
    private static final String STOP =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}";

    @Test
    void row42NeedsNoSpaceAfterTheColon() {
        says("data:" + TEXT + "\n\ndata:" + STOP + "\n\ndata:[DONE]\n\n");
    }

    @Test
    void row43And44IgnoreHeartbeats() {
        says(": OPENROUTER PROCESSING\n\ndata:\n\n: keep-alive\n\ndata: " + TEXT + "\n\ndata: \n\ndata: " + STOP
                + "\n\ndata: [DONE]\n\n");
    }

    @Test
    void row45ReadsPastIdsAndTypesAndRetries() {
        says("id:1\nevent:result\n:HTTP_STATUS/200\ndata:" + TEXT
                + "\n\nretry: 3000\n\nid: 2\nevent: done\n\nevent: x\ndata: " + STOP + "\n\ndata: [DONE]\n\n");
    }

    @Test
    void row45ReportsLinesThatAreNoFieldAtAll() {
        Wire wire = body("data: " + TEXT + "\n\nproxy says hello\n<html>\n\ndata: " + STOP + "\n\ndata: [DONE]\n\n");
        assertThat(wire.outcome).isInstanceOf(Completed.class);
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.UNKNOWN_FIELD, 2L));
    }

    @Test
    void row50TakesAWholeCompletionForWhatItIs() {
        Wire wire = Wire.document(
                "application/json",
                "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":"
                        + "{\"role\":\"assistant\",\"content\":\"a\"},\"finish_reason\":\"stop\"}],\"usage\":{\"total_tokens\":1}}");
        assertThat(wire.text()).isEqualTo("a");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.JSON_BODY, 1L));
    }

    @Test
    void row50ReadsAStreamThatIsCalledSomethingElse() {
        Wire wire = Wire.document("application/json", "data: " + TEXT + "\n\ndata: " + STOP + "\n\ndata: [DONE]\n\n");
        assertThat(wire.text()).isEqualTo("ä😀");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.CONTENT_TYPE, 1L));
    }

    @Test
    void row50FailsForAWebPageAndSaysWhatToDo() {
        Wire wire = Wire.document("text/html", "<!DOCTYPE html><html><body>Sign in</body></html>");
        assertThat(wire.outcome).isInstanceOf(Failed.class);
        assertThat(wire.outcome.error()).hasMessageContaining("base URL");
    }

    @Test
    void row46JoinsAnEventOverSeveralLines() {
        says("data: " + TEXT.replace("\"choices\"", "\ndata: \"choices\"") + "\n\ndata: " + STOP
                + "\n\ndata: [DONE]\n\n");
    }

    @Test
    void row47ReadsCharactersCutBetweenReads() {
        byte[] bytes =
                ("data: " + TEXT + "\n\ndata: " + STOP + "\n\ndata: [DONE]\n\n").getBytes(StandardCharsets.UTF_8);
        for (int piece = 1; piece <= bytes.length; piece++) {
            assertThat(Wire.read(bytes, piece, StreamLimits.DEFAULT).text()).isEqualTo("ä😀");
        }
    }

    @Test
    void row48SkipsAByteOrderMark() {
        says("\ufeffdata: " + TEXT + "\n\ndata: " + STOP + "\n\ndata: [DONE]\n\n");
    }

    @Test
    void readsAnyLineEnd() {
        says(("data: " + TEXT + "\n\ndata: " + STOP + "\n\ndata: [DONE]\n\n").replace("\n", "\r\n"));
        says(("data: " + TEXT + "\n\ndata: " + STOP + "\n\ndata: [DONE]\n\n").replace("\n", "\r"));
    }

    private static void says(String body) {
        Wire wire = body(body);
        assertThat(wire.outcome).isInstanceOf(Completed.class);
        assertThat(wire.text()).isEqualTo("ä😀");
        assertThat(wire.said().deviations()).isEmpty();
    }
}
