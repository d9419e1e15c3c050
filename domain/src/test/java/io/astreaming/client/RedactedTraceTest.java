package io.astreaming.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Payload;
import io.astreaming.port.TraceSink;
import io.astreaming.stream.ScriptedTransport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a trace is told of payloads that repeat a secret. */
class RedactedTraceTest {
    private final List<Payload> told = new ArrayList<>();
    private final TraceSink trace =
            new RedactedTrace((payload, nanos) -> told.add(payload), new ScriptedTransport(arrived -> {
                throw new AssertionError("Nobody asks.");
            }));

    @Test
    void masksASecretInTheTypeOfAnEvent() {
        trace.received(payload("{}", "of " + ScriptedTransport.SECRET), 1);

        assertThat(told).singleElement().satisfies(payload -> {
            assertThat(payload.event()).isEqualTo("of ***");
            assertThat(payload.text()).isEqualTo("{}");
        });
    }

    @Test
    void masksASecretInThePayloadAndLeavesItsPlace() {
        trace.received(payload("{\"a\":\"" + ScriptedTransport.SECRET + "\"}", "error"), 1);

        assertThat(told).singleElement().satisfies(payload -> {
            assertThat(payload.text()).isEqualTo("{\"a\":\"***\"}");
            assertThat(payload.event()).isEqualTo("error");
            assertThat(payload.number()).isEqualTo(3);
            assertThat(payload.position()).isEqualTo(40);
        });
    }

    @Test
    void passesAPayloadOnThatHoldsNoSecret() {
        Payload payload = payload("{\"a\":1}", "message");
        trace.received(payload, 1);
        assertThat(told).singleElement().isSameAs(payload);
    }

    private static Payload payload(String text, String event) {
        byte[] bytes = text.getBytes(UTF_8);
        return new Payload(bytes, 0, bytes.length, event, 3, 40);
    }
}
