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
    private final List<byte[]> bodies = new ArrayList<>();
    private final TraceSink trace = new RedactedTrace(
            new TraceSink() {
                @Override
                public void requested(byte[] body) {
                    bodies.add(body);
                }

                @Override
                public void received(Payload payload, long nanos) {
                    told.add(payload);
                }

                @Override
                public void comment(Payload text, long nanos) {
                    told.add(text);
                }
            },
            new ScriptedTransport(arrived -> {
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
    void masksASecretInAComment() {
        trace.comment(payload(" keep " + ScriptedTransport.SECRET, "message"), 1);

        assertThat(told)
                .singleElement()
                .satisfies(text -> assertThat(text.text()).isEqualTo(" keep ***"));
    }

    @Test
    void passesAPayloadOnThatHoldsNoSecret() {
        Payload payload = payload("{\"a\":1}", "message");
        trace.received(payload, 1);
        assertThat(told).singleElement().isSameAs(payload);
    }

    @Test
    void masksASecretInTheRequest() {
        trace.requested(("the key is " + ScriptedTransport.SECRET).getBytes(UTF_8));
        assertThat(bodies)
                .singleElement()
                .satisfies(body -> assertThat(body).asString(UTF_8).isEqualTo("the key is ***"));
    }

    @Test
    void passesARequestOnThatHoldsNoSecret() {
        byte[] body = "hi".getBytes(UTF_8);
        trace.requested(body);
        assertThat(bodies).singleElement().isSameAs(body);
    }

    @Test
    void masksASecretThatIsSplitOverPayloadsInEachPlaceByItself() {
        trace.received(choice(0, "my sk-sec"), 1);
        trace.received(choice(1, "sk-"), 2);
        trace.received(choice(0, "ret!"), 3);
        trace.received(choice(1, "y"), 4);
        trace.received(choice(0, "ret!"), 5);
        assertThat(told)
                .extracting(Payload::text)
                .containsExactly(
                        choice(0, "my sk-sec").text(),
                        choice(1, "sk-").text(),
                        choice(0, "***!").text(),
                        choice(1, "y").text(),
                        choice(0, "ret!").text());
    }

    /** So that a hostile provider can't fill the memory. */
    @Test
    void forgetsAllBeginningsWhereThereAreTooMany() {
        for (int i = 0; i < 256; i++) {
            trace.received(choice(i, "sk-sec"), i);
        }
        trace.received(choice(7, "ret"), 256);
        assertThat(told.get(256).text()).isEqualTo(choice(7, "***").text());
        for (int i = 256; i < 258; i++) {
            trace.received(choice(i, "sk-sec"), i);
        }
        trace.received(choice(8, "ret"), 258);
        assertThat(told.get(259).text()).isEqualTo(choice(8, "ret").text());
    }

    private static Payload choice(int index, String content) {
        return payload("{\"choices\":[{\"index\":" + index + ",\"content\":\"" + content + "\"}]}", "message");
    }

    private static Payload payload(String text, String event) {
        byte[] bytes = text.getBytes(UTF_8);
        return new Payload(bytes, 0, bytes.length, event, 3, 40);
    }
}
