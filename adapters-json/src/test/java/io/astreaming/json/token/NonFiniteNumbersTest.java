package io.astreaming.json.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.json.Decoding;
import io.astreaming.json.chunk.DeltaText;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonFiniteNumbersTest {
    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
    void readsNumbersThatOnlyPythonKnowsAsNull(String number) {
        CompletionChunk chunk = decode("{\"score\":" + number + ",\"x\":[ " + number
                + " ],\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a NaN, é\"}}]}");
        assertThat(chunk.choices().get(0).deltas()).containsExactly(new ContentDelta("a NaN, é"));
        assertThat(chunk.extras().get("score")).isEqualTo(JsonText.NULL);
        assertThat(chunk.extras().get("x")).isEqualTo(new JsonText("[ null ]"));
        assertThat(chunk.deviations()).containsExactly(Deviation.NUMBER_NOT_FINITE);
    }

    @Test
    void takesThemForNothingWhereANumberIsRead() {
        CompletionChunk chunk = decode("{\"created\":NaN,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},"
                + "\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-Infinity}]}}]}");
        assertThat(chunk.created()).isNull();
        assertThat(chunk.choices().get(0).logprobs().content().get(0).logprob()).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "Inf", "+Infinity", "-NaN", "NaN1", "Infinity.0", "NaN NaN", "NaN\"\""})
    void refusesWhatPythonRefusesToo(String number) {
        String json = "{\"a\":" + number + ",\"choices\":[]}";
        assertThat(catchThrowableOfType(MalformedStreamException.class, () -> decode(json)))
                .isNotNull();
    }

    @Test
    void saysWhereTheFirstFaultIsIfTheRestIsntWhole() {
        MalformedStreamException e =
                catchThrowableOfType(MalformedStreamException.class, () -> decode("{\"a\":NaN,\"b\":[1,]}"));
        assertThat(e.position().jsonPath()).isEqualTo("$.a");
        assertThat(e.position().byteOffset()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'delta':{'tool_calls':[{'index':0,'function':{'arguments':#}}]}",
                "'delta':{'tool_calls':[{'index':0,'arguments':#}]}",
                "'delta':{'tool_calls':[{'index':0,'custom':{'input':#}}]}",
                "'delta':{'function_call':{'arguments':#}}",
                "'message':{'tool_calls':[{'index':0,'function':{'arguments':#}}]}",
            })
    void keepsArgumentsThatWouldBeOthersWithNullAsTheyWereSent(String choice) {
        for (String sent : List.of("{\"x\": NaN, \"y\":[null,-Infinity]}", "[Infinity]", "NaN")) {
            CompletionChunk chunk = decode("{\"score\":NaN,\"choices\":[{\"index\":0,"
                    + choice.replace('\'', '"').replace("#", sent) + "}],\"x\":NaN}");
            assertThat(DeltaText.of(chunk.choices().get(0).deltas().get(0))).isEqualTo(sent);
        }
    }

    @Test
    void readsArgumentsBesideSuchANumberAsEver() {
        CompletionChunk chunk = decode("{\"score\":NaN,\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":"
                + "[{\"index\":0,\"function\":{\"arguments\":{ \"x\": null }}}]}}]}");
        assertThat(DeltaText.of(chunk.choices().get(0).deltas().get(0))).isEqualTo("{\"x\":null}");
    }

    private static CompletionChunk decode(String json) {
        return (CompletionChunk)
                Decoding.CODEC.chunkDecoder(StreamLimits.DEFAULT).decode(Payload.of(json));
    }
}
