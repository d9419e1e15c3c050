package io.astreaming.json.chunk;

import static io.astreaming.json.Decoding.errorEvent;
import static io.astreaming.json.Decoding.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.json.Decoding;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.TokenUsage;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"code\":\"c\",\"param\":\"p\"}}; m; t; c; p",
                "{\"error\":{\"message\":\"m\",\"type\":null,\"code\":429}}; m; ; 429; ",
                "{\"error\":\"m\",\"code\":\"c\"}; m; ; c; ",
                "{\"error\":\"short\",\"message\":\"long\"}; long; ; ; ",
                "{\"error\":404}; 404; ; ; ",
                "{\"error\":{\"error\":{\"message\":\"m\",\"code\":1.0}}}; m; ; 1.0; ",
                "{\"type\":\"error\",\"error\":{\"type\":\"t\",\"message\":\"m\"},\"request_id\":\"r\"}; m; t; ; ",
                "{\"object\":\"error\",\"message\":\"m\",\"type\":\"t\",\"param\":null,\"code\":400}; m; t; 400; ",
                "{\"type\":\"error\",\"error\":{\"message\":\"m\"}}; m; ; ; ",
                "{\"object\":\"error\",\"message\":{\"detail\":[{\"msg\":\"m\"}]}}; m; ; ; ",
                "{\"error\":{\"detail\":\"m\"}}; m; ; ; ",
                "{\"object\":\"error\",\"errors\":[{\"message\":\"m\",\"code\":\"c\"},\"n\"]}; `m; n`; ; c; ",
                "{\"error\":{\"errors\":[\"m\"]}}; m; ; ; ",
                "{\"error\":{\"errors\":[\"others\"],\"message\":\"m\"}}; m; ; ; ",
                "{\"error\":{\"message\":\"in\",\"type\":\"it\",\"code\":\"ic\",\"param\":\"ip\"},\"message\":\"m\",\"type\":\"t\",\"code\":\"c\",\"param\":\"p\"}; in; it; ic; ip",
                "{\"object\":\"error\",\"code\":\"c\",\"message\":{\"msg\":\"m\",\"code\":\"other\"},\"detail\":\"d\"}; m; ; c; ",
                "{\"error\":\"short\",\"detail\":\"d\",\"errors\":[\"e\"],\"title\":\"s\"}; d; ; ; ",
                "{\"error\":\"short\",\"errors\":[\"e\"],\"title\":\"s\"}; short; ; ; ",
                "{\"object\":\"error\",\"title\":\"s\",\"errors\":[\"e\"]}; e; ; ; ",
                "{\"object\":\"error\",\"detail\":\"d\",\"message\":\"m\"}; m; ; ; ",
                "{\"error\":{}}; ; ; ; ",
                "{\"error\":true}; ; ; ; "
            })
    void readsErrorsOfAllShapes(String json, String message, String type, String code, String param) {
        ErrorDetail detail = ((ProviderError) read(json)).error();
        assertThat(detail.message()).isEqualTo(message == null ? "" : message);
        assertThat(detail.type()).isEqualTo(type);
        assertThat(detail.code()).isEqualTo(code);
        assertThat(detail.param()).isEqualTo(param);
    }

    @Test
    void joinsTheMessagesOfAList() {
        ErrorDetail detail =
                ((ProviderError) read("{\"error\":[{\"message\":\"a\",\"type\":\"t\"},{\"msg\":\"b\"}]}")).error();
        assertThat(detail.message()).isEqualTo("a; b");
        assertThat(detail.type()).isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "false", "\"\"", "[]"})
    void takesForNoErrorWhatSaysSo(String none) {
        assertThat(read("{\"error\":" + none + ",\"choices\":[]}")).isInstanceOf(CompletionChunk.class);
    }

    @Test
    void keepsTheErrorAsItWas() {
        assertThat(read("{\"error\":{ \"message\" : \"m\" }}"))
                .isEqualTo(new ProviderError(
                        new ErrorDetail("m", null, null, null, new JsonText("{ \"message\" : \"m\" }")),
                        null,
                        Set.of()));
    }

    /** What the error is kept as, and that it is written as it came. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'error':{'message':'m'}}; {'message':'m'}",
                "{'error':{'type':'error','message':'m','choices':[]}}; {'type':'error','message':'m','choices':[]}",
                // what would be taken for the whole payload if it stood alone
                "{'error':{'type':'error','message':'m'}};",
                "{'error':{'object':'error','message':'m'}};",
                "{'error':{'error':'m'}};",
                // what says more than the error
                "{'type':'error','message':'m'};",
                "{'error':{'message':'m'},'request_id':'r'};",
                "{'id':'i','error':{'message':'m'}};",
                "{'object':'o','error':{'message':'m'}};",
                "{'created':7,'error':{'message':'m'}};",
                "{'model':'m','error':{'message':'m'}};",
            })
    void keepsAnErrorSoThatItIsWrittenAsItCame(String json, String kept) {
        String whole = json.replace('\'', '"');
        ProviderError error = (ProviderError) read(whole);
        assertThat(error.error().wire().text()).isEqualTo(kept == null ? whole : kept.replace('\'', '"'));
        assertThat(error.alongside()).isNull();
        assertThat(Decoding.CODEC.encode(error).text()).isEqualTo(whole);
    }

    @Test
    void keepsTheChunkThatComesWithAnError() {
        ProviderError error = (ProviderError)
                read("{\"id\":\"c\",\"error\":{\"message\":\"m\"},\"choices\":[{\"index\":0,\"delta\":{}}]}");
        assertThat(error.error().wire()).isEqualTo(new JsonText("{\"message\":\"m\"}"));
        assertThat(error.alongside().choices()).hasSize(1);
    }

    @Test
    void keepsTheUsageThatComesWithAnError() {
        ProviderError error = (ProviderError) read("{\"error\":{\"message\":\"m\"},\"usage\":{\"total_tokens\":3}}");
        assertThat(((TokenUsage) error.alongside().usage()).totalTokens()).isEqualTo(3);
    }

    @Test
    void unwrapsOnlyWithinReason() {
        String json = "{\"error\":".repeat(100) + "{\"message\":\"m\"}" + "}".repeat(100);
        assertThat(((ProviderError) read(json)).error().message()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"m\"}}",
                "{\"message\":\"m\"}",
                "{\"error\":null,\"message\":\"m\"}",
                "\"m\"",
                "[\"m\"]",
                "  m "
            })
    void takesEveryEventNamedErrorForOne(String data) {
        assertThat(errorEvent(data).error().message()).isEqualTo("m");
    }

    @Test
    void takesAnErrorInPlainWords() {
        assertThat(errorEvent("out of \"memory\"").error())
                .isEqualTo(new ErrorDetail(
                        "out of \"memory\"", null, null, null, new JsonText("\"out of \\\"memory\\\"\"")));
        assertThat(errorEvent("").error().message()).isEmpty();
    }

    @Test
    void writesAnErrorOfAnEventSoThatItIsReadAsOne() {
        ProviderError error = errorEvent("{\"message\":\"m\",\"code\":7}");
        JsonText written = Decoding.CODEC.encode(error);
        assertThat(written.text()).isEqualTo("{\"error\":{\"message\":\"m\",\"code\":7}}");
        assertThat(((ProviderError) read(written.text())).error()).isEqualTo(error.error());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                // in a choice, its delta or its message
                "{\"choices\":[{\"index\":0,\"delta\":{},\"error\":{\"code\":502,\"message\":\"m\"}}]}; m; ; 502",
                "{\"choices\":[{\"delta\":{}},{\"index\":1,\"error\":\"m\"}]}; m; ; ",
                "{\"choices\":[{\"index\":0,\"delta\":{\"error\":{\"type\":\"t\",\"message\":\"m\"}}}]}; m; t; ",
                "{\"choices\":[{\"index\":0,\"message\":{\"error\":{\"message\":\"m\"}}}]}; m; ; ",
                // in a vendor's status object
                "{\"choices\":null,\"base_resp\":{\"status_code\":1008,\"status_msg\":\"m\"}}; m; ; 1008",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"base_resp\":{\"status_code\":1,\"status_msg\":\"m\"}};m; ; 1",
                "{\"base_resp\":{\"status_code\":\"1004\",\"status_msg\":\"m\"}}; m; ; 1004",
                "{\"BaseResp\":{\"StatusCode\":7,\"StatusMessage\":\"m\"}}; m; ; 7",
                "{\"choices\":[],\"status\":{\"code\":9,\"message\":\"m\"}}; m; ; 9",
                "{\"header\":{\"code\":10163,\"message\":\"m\",\"sid\":\"s\"}}; m; ; 10163",
                "{\"Response\":{\"Error\":{\"Code\":\"AuthFailure\",\"Message\":\"m\"},\"RequestId\":\"r\"}}; m; ; AuthFailure",
                // with nothing around it
                "{\"code\":503,\"message\":\"m\",\"status\":\"UNAVAILABLE\"}; m; ; 503",
                "{\"code\":\"InvalidApiKey\",\"message\":\"m\",\"request_id\":\"r\"}; m; ; InvalidApiKey",
                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[],\"code\":400,\"msg\":\"m\"}; m; ; 400",
                "{\"error_code\":336003,\"error_msg\":\"m\"}; m; ; 336003",
                "{\"choices\":[{\"delta\":{}}],\"error_code\":336003,\"error_msg\":\"m\"}; m; ; 336003",
                "{\"message\":\"m\",\"type\":\"server_error\"}; m; server_error; ",
                "{\"__type\":\"ThrottlingException\",\"message\":\"m\"}; m; ThrottlingException; ",
                "{\"success\":false,\"message\":\"m\",\"code\":1261}; m; ; 1261",
                "{\"success\":false,\"errors\":[{\"code\":7,\"message\":\"m\"}],\"result\":null}; m; ; 7",
                "{\"title\":\"t\",\"status\":429,\"detail\":\"m\"}; m; ; 429",
                "{\"message\":\"m\"}; m; ; ",
                "{\"detail\":\"m\"}; m; ; ",
                "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"m\"}]}; m; ; ",
                "[{\"error\":{\"code\":503,\"message\":\"m\"}}]; m; ; 503",
                // in an object that is named after it
                "{\"internalServerException\":{\"message\":\"m\"}}; m; ; ",
                "{\"fault\":{\"faultstring\":\"m\",\"detail\":{\"errorcode\":\"c\"}}}; m; ; c",
                "{\"data\":{\"code\":500,\"message\":\"m\"}}; m; ; 500",
                // beside choices, though it has nothing that is known
                "{\"choices\":[],\"error\":{\"message\":\"m\",\"code\":0}}; m; ; 0",
                "{\"choices\":[],\"error\":500}; 500; ; "
            })
    void findsAnErrorWhereverItStands(String json, String message, String type, String code) {
        ErrorDetail detail = ((ProviderError) read(json)).error();
        assertThat(detail.message()).isEqualTo(message);
        assertThat(detail.type()).isEqualTo(type);
        assertThat(detail.code()).isEqualTo(code);
    }

    @Test
    void keepsTheTextThatComesWithAnErrorInAChoice() {
        ProviderError error = (ProviderError)
                read("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"error\":{\"message\":\"m\"}}]}");
        assertThat(error.error().wire()).isEqualTo(new JsonText("{\"message\":\"m\"}"));
        assertThat(error.alongside().choices().get(0).deltas()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"index\":0,\"delta\":{},\"error\":null}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"error\":{}},\"error\":\"\"}]}",
                "{\"choices\":[],\"base_resp\":{\"status_code\":0,\"status_msg\":\"\"}}",
                "{\"choices\":[],\"base_resp\":{\"status_code\":\"0\",\"status_msg\":\"success\"}}",
                "{\"choices\":[],\"code\":0,\"message\":\"Success\",\"sid\":\"s\"}",
                "{\"choices\":[],\"code\":200,\"message\":\"ok\"}",
                "{\"choices\":[{\"delta\":{}}],\"code\":7,\"message\":\"m\",\"status\":{\"code\":1,\"message\":\"m\"}}",
                "{\"choices\":[{\"delta\":{}}],\"error_code\":0,\"error_msg\":\"\"}",
                // what servers write that write every member
                "{\"choices\":[],\"error\":{}}",
                "{\"choices\":[],\"error\":0}",
                "{\"choices\":[],\"error\":{\"code\":null,\"message\":null,\"type\":\"\"}}",
                "{\"choices\":[],\"error\":{\"code\":0,\"message\":\"\",\"details\":{}}}",
                "{\"choices\":[],\"error\":{\"code\":\"Success\",\"message\":\"\",\"request_id\":\"r\"}}",
                "{\"choices\":[{\"delta\":{},\"error\":{\"code\":0,\"message\":\"\"}}]}",
                "{\"choices\":[{\"delta\":{},\"error\":{\"code\":200,\"message\":\"ok\"}}]}",
                // what has a code and a message, and is no status
                "{\"choices\":[],\"warning\":{\"code\":\"W1\",\"message\":\"deprecated\"}}",
                "{\"choices\":[],\"warning\":{\"code\":1001,\"message\":\"deprecated\"}}",
                "{\"choices\":[],\"moderation\":{\"code\":1,\"message\":\"passed\"}}",
                "{\"choices\":[],\"country\":{\"code\":\"DE\",\"message\":\"m\"}}",
                "{\"choices\":[],\"tool\":{\"name\":\"f\",\"error\":{\"message\":\"no such file\"}}}"
            })
    void takesForAChunkWhereAllIsWell(String json) {
        assertThat(read(json)).isInstanceOf(CompletionChunk.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"ping\"}",
                "{\"message\":\"keep-alive\"}",
                "{\"message\":\"Processing, please wait\",\"request_id\":\"r\"}",
                "{\"status\":\"processing\",\"message\":\"waiting\"}",
                "{\"type\":\"message_start\",\"message\":{\"role\":\"assistant\"}}",
                "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"a\"},\"done\":false}",
                "{\"event\":\"wait\",\"msg\":\"queued\"}"
            })
    void takesNothingForAnErrorThatIsAnotherEvent(String json) {
        assertThat(read(json)).isInstanceOf(UnrecognizedChunk.class);
    }
}
