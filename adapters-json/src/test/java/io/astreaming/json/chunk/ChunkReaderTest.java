package io.astreaming.json.chunk;

import static io.astreaming.json.Decoding.choice;
import static io.astreaming.json.Decoding.completion;
import static io.astreaming.json.Decoding.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.MessageDelta;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.json.Decoding;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Logprobs;
import io.astreaming.value.Role;
import io.astreaming.value.TokenLogprob;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.UsageNotReported;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkReaderTest {
    @Test
    void readsAnOrdinaryChunk() {
        Chunk chunk = read("""
                {"id":"c1","object":"chat.completion.chunk","created":1759673202,"model":"m",
                 "choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}""");
        assertThat(chunk)
                .isEqualTo(new CompletionChunk(
                        "c1",
                        "chat.completion.chunk",
                        1759673202L,
                        "m",
                        List.of(new FinishedChoice(
                                0,
                                List.of(new RoleDelta(Role.ASSISTANT), new ContentDelta("Hi")),
                                FinishReason.STOP,
                                null,
                                Extras.NONE,
                                Extras.NONE)),
                        UsageNotReported.INSTANCE,
                        Set.of(),
                        Extras.NONE));
    }

    @Test
    void keepsWhatIsBeyondTheModelAsItWas() {
        CompletionChunk chunk = completion("""
                {"choices":[],"a":{ "b" : [1E2, "\\u00e9\\"}"] },"c":-0.10,"d":"\\\\","e":null,"f":true}""");
        assertThat(chunk.extras().members())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "a", new JsonText("{ \"b\" : [1E2, \"\\u00e9\\\"}\"] }"),
                        "c", new JsonText("-0.10"),
                        "d", new JsonText("\"\\\\\""),
                        "e", JsonText.NULL,
                        "f", new JsonText("true")));
    }

    @Test
    void takesAnEmptyStringForNone() {
        CompletionChunk chunk = completion("{\"id\":\"\",\"object\":\"\",\"model\":\"\",\"choices\":[]}");
        assertThat(chunk.id()).isNull();
        assertThat(chunk.object()).isNull();
        assertThat(chunk.model()).isNull();
        assertThat(chunk.extras().get("id")).isEqualTo(new JsonText("\"\""));
        assertThat(chunk.deviations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000, 1700000000",
        "1.7e9, 1700000000",
        "1786360449.0, 1786360449",
        "-0, 0",
        "0e-99, 0",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808,",
        "1e999999999,",
        "1e-999999999,",
        "1E99999999999999,",
        "1.5,",
        "null,",
        "\"1700000000\",",
        "[1],"
    })
    void readsTheTimeOfCreationHoweverItIsWritten(String wire, Long value) {
        CompletionChunk chunk = completion("{\"created\":" + wire + ",\"choices\":[]}");
        assertThat(chunk.created()).isEqualTo(value);
        if (value == null || !wire.equals(value.toString())) {
            assertThat(chunk.extras().get("created")).isEqualTo(new JsonText(wire));
        }
        assertThat(chunk.deviations().contains(Deviation.UNEXPECTED_FORM))
                .isEqualTo(value == null && !wire.equals("null"));
    }

    @Test
    void writesSeveralChoicesInTheirOrder() {
        String json = "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}},"
                + "{\"index\":0,\"delta\":{\"content\":\"a\"}},{\"index\":2,\"delta\":{}}]}";
        assertThat(Decoding.CODEC.encode(completion(json)).text()).isEqualTo(json);
    }

    @Test
    void tellsNoChoicesFromChoicesThatAreNull() {
        assertThat(completion("{\"choices\":null}").extras().members())
                .containsOnly(Map.entry("choices", JsonText.NULL));
        assertThat(completion("{\"object\":\"chat.completion.chunk\"}").extras().members())
                .containsOnly(Map.entry("choices", JsonText.ABSENT));
        assertThat(completion("{\"choices\":[]}").extras().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[]}",
                "{\"choices\":[],\"cost\":\"0\"}",
                "{\"choices\":7}",
                "{\"object\":\"chat.completion.chunk\",\"moderation\":{}}",
                "{\"object\":\"chat.completion.done\"}",
                "{\"usage\":{\"total_tokens\":3}}",
                "{\"id\":\"\",\"model\":\"\",\"object\":\"\",\"choices\":[],\"prompt_filter_results\":[{}]}",
                "{\"id\":\"i\",\"model\":\"m\"}"
            })
    void takesForAChunkWhatSaysEnough(String json) {
        assertThat(read(json)).isInstanceOf(CompletionChunk.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"ping\"}",
                "{\"type\":\"keepalive\",\"usage\":{\"total_tokens\":3}}",
                "{\"type\":\"message\",\"id\":\"i\",\"model\":\"m\"}",
                "{\"final_result\":{\"choices\":[]}}",
                "{\"usage\":null}",
                "{\"usage\":{}}",
                "[{\"choices\":[]}]",
                " 1e5 ",
                "\"text\"",
                "null"
            })
    void keepsWhatIsNeitherChunkNorError(String json) {
        assertThat(read(json)).isEqualTo(new UnrecognizedChunk(new JsonText(json.strip()), Set.of()));
    }

    @Test
    void readsAWholeCompletion() {
        String message = "{\"role\":\"assistant\",\"content\":\"Hi\",\"refusal\":null}";
        CompletionChunk chunk = completion("{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":"
                + message + ",\"finish_reason\":\"stop\"}]}");
        FinishedChoice choice = (FinishedChoice) chunk.choices().get(0);
        assertThat(choice.deltas()).containsExactly(new RoleDelta(Role.ASSISTANT), new ContentDelta("Hi"));
        assertThat(choice.extras().get("message")).isEqualTo(new JsonText(message));
        assertThat(choice.deltaExtras().isEmpty()).isTrue();
    }

    @Test
    void readsTheToolCallsOfAWholeCompletion() {
        OpenChoice choice = (OpenChoice) choice("""
                {"message":{"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]}}""");
        assertThat(choice.deltas())
                .containsExactly(new ToolCallDelta(null, "a", "function", "f", "{}", Extras.NONE, Extras.NONE));
    }

    @Test
    void keepsAMessageBesideTheDeltaApart() {
        assertThat(choice("{\"index\":0,\"message\":{\"content\":\"Hi there\"},\"delta\":{\"content\":\"there\"}}")
                        .deltas())
                .containsExactly(new ContentDelta("there"), new MessageDelta(List.of(new ContentDelta("Hi there"))));
        assertThat(choice("{\"index\":0,\"message\":{\"content\":\"Hi\"},\"delta\":null}")
                        .deltas())
                .containsExactly(new ContentDelta("Hi"));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "33,33", "1.0,1", "null,0", "'\"1\"',1", "'\"-1\"',0", "'\"a\"',0", "1e99,0", "4294967296,0"})
    void readsAnIndexHoweverItIsWritten(String wire, int value) {
        assertThat(choice("{\"index\":" + wire + ",\"delta\":{}}").index()).isEqualTo(value);
    }

    @Test
    void readsIdsThatAreNumbersAndKeepsTheirDigits() {
        CompletionChunk chunk = completion(
                "{\"id\":1.0,\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":7}]}}]}");
        assertThat(chunk.id()).isEqualTo("1.0");
        assertThat(((ToolCallDelta) chunk.choices().get(0).deltas().get(0)).id())
                .isEqualTo("7");
        assertThat(chunk.deviations()).containsExactly(Deviation.UNEXPECTED_FORM);
    }

    @Test
    void takesTheTextOfATextCompletionForContent() {
        CompletionChunk chunk = completion("{\"id\":\"c\",\"object\":\"text_completion\",\"choices\":"
                + "[{\"text\":\"a\\n\",\"index\":0,\"logprobs\":null,\"finish_reason\":null}]}");
        assertThat(chunk.choices().get(0).deltas()).containsExactly(new ContentDelta("a\n"));
        assertThat(chunk.deviations()).containsExactly(Deviation.TEXT_COMPLETION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"role\":\"assistant\"}", "{\"content\":null,\"role\":null}", "null"})
    void takesTheTextBesideADeltaThatSaysNothingForContent(String delta) {
        CompletionChunk chunk =
                completion("{\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"text\":\"a\",\"x\":1}]}");
        assertThat(chunk.choices().get(0).deltas()).contains(new ContentDelta("a"));
        assertThat(chunk.deviations()).containsExactly(Deviation.TEXT_COMPLETION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"content\":\"a\"}", "{\"content\":\"\"}", "{\"reasoning\":\"a\"}"})
    void leavesTheTextBesideADeltaThatSaysSomething(String delta) {
        CompletionChunk chunk = completion("{\"choices\":[{\"index\":0,\"text\":\"a\",\"delta\":" + delta + "}]}");
        assertThat(chunk.choices().get(0).deltas()).hasSize(1);
        assertThat(chunk.deviations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'message':'Hi'", "'delta':'Hi'", "'delta':null,'message':'Hi'"})
    void readsAMereStringInThePlaceOfAnObject(String members) {
        CompletionChunk chunk = completion("{\"choices\":[{\"index\":0," + members.replace('\'', '"') + "}]}");
        assertThat(chunk.choices().get(0).deltas()).containsExactly(new ContentDelta("Hi"));
        assertThat(chunk.deviations()).containsExactly(Deviation.UNEXPECTED_FORM);
    }

    @Test
    void readsAStringThatSumsUpTheDeltas() {
        assertThat(choice("{\"index\":0,\"delta\":{},\"message\":\"Hi\"}").deltas())
                .containsExactly(new MessageDelta(List.of(new ContentDelta("Hi"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"index\":0,\"delta\":{},\"usage\":{\"total_tokens\":3}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"usage\":{\"total_tokens\":3}}}]}",
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\",\"usage\":{\"total_tokens\":3}}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{},\"message\":{\"usage\":{\"total_tokens\":3}}}]}",
                "{\"choices\":[{\"index\":0,\"usage\":{\"total_tokens\":2}},{\"index\":1,\"usage\":{\"total_tokens\":3}}]}",
                "{\"choices\":[],\"usage\":null,\"x_any\":{\"y\":{\"usage\":{\"total_tokens\":3}}}}",
                "{\"usage\":{\"total_tokens\":3},\"choices\":[{\"index\":0,\"usage\":{\"total_tokens\":2}}]}"
            })
    void findsUsageWhereverItStands(String json) {
        assertThat(completion(json).usage())
                .isInstanceOfSatisfying(
                        TokenUsage.class,
                        usage -> assertThat(usage.totalTokens()).isEqualTo(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"index\":0,\"delta\":{},\"usage\":{\"cost\":3}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"usage\":\"none\"},\"usage\":[]}]}",
                "{\"choices\":[],\"x\":{\"usage\":7,\"y\":\"\\\"usage\\\"\"}}"
            })
    void takesNothingForUsageThatCountsNoTokens(String json) {
        assertThat(completion(json).usage()).isEqualTo(UsageNotReported.INSTANCE);
    }

    @Test
    void noticesThatAnIndexOrADeltaIsMissing() {
        assertThat(choice("{\"finish_reason\":\"stop\"}").extras().members())
                .containsOnly(Map.entry("index", JsonText.ABSENT), Map.entry("delta", JsonText.ABSENT));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"stop\"', stop,",
        "'\"eos_token\"', eos_token,",
        "null,,",
        "'\"\"',,",
        "'\"null\"',, FINISH_REASON_NULL_STRING",
        "7,, UNEXPECTED_FORM",
        "{},, UNEXPECTED_FORM"
    })
    void readsTheFinishReason(String wire, String reason, Deviation deviation) {
        CompletionChunk chunk = completion("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":" + wire + "}]}");
        if (reason == null) {
            assertThat(chunk.choices().get(0)).isInstanceOf(OpenChoice.class);
            assertThat(chunk.choices().get(0).extras().get("finish_reason")).isEqualTo(new JsonText(wire));
        } else {
            assertThat(((FinishedChoice) chunk.choices().get(0)).finishReason()).isEqualTo(new FinishReason(reason));
        }
        assertThat(chunk.deviations()).isEqualTo(deviation == null ? Set.of() : Set.of(deviation));
    }

    @Test
    void readsLogprobsAndKeepsThemAsTheyWere() {
        String wire = """
                {"content":[{"token":"H","logprob":-0.10,"bytes":[72],
                "top_logprobs":[{"token":"h","logprob":-3},7]},null],"refusal":null,"more":1}""".replace("\n", "");
        Logprobs logprobs =
                choice("{\"index\":0,\"delta\":{},\"logprobs\":" + wire + "}").logprobs();
        assertThat(logprobs)
                .isEqualTo(new Logprobs(
                        List.of(new TokenLogprob("H", -0.1, List.of(new TokenLogprob("h", -3, List.of())))),
                        List.of(),
                        new JsonText(wire)));
    }

    @Test
    void keepsChoicesThatArentObjects() {
        CompletionChunk chunk = completion("{\"choices\":[null,{\"index\":1,\"delta\":{\"refusal\":\"no\"}},3]}");
        assertThat(chunk.choices()).hasSize(1);
        assertThat(chunk.choices().get(0).deltas()).containsExactly(new RefusalDelta("no"));
        assertThat(chunk.deviations()).containsExactly(Deviation.UNEXPECTED_FORM);
    }

    @Test
    void countsTheLastOfRepeatedMembers() {
        CompletionChunk chunk = completion("""
                {"id":"a","id":null,"model":null,"model":"m","x":1,"x":2,"usage":{"total_tokens":1},"usage":null,
                 "choices":[{"index":7}],
                 "choices":[{"index":1,"index":2,"delta":{"content":"x"},"finish_reason":"stop","finish_reason":null,
                   "delta":{"content":"a","reasoning":"r","y":1,"content":"b","y":null,"z":null,"z":3,"role":"",
                     "role":"tool"}}]}""");
        assertThat(chunk.id()).isNull();
        assertThat(chunk.model()).isEqualTo("m");
        assertThat(chunk.usage()).isEqualTo(UsageNotReported.INSTANCE);
        assertThat(chunk.choices()).hasSize(1);
        assertThat(chunk.choices().get(0)).isInstanceOf(OpenChoice.class);
        assertThat(chunk.choices().get(0).index()).isEqualTo(2);
        assertThat(chunk.choices().get(0).deltas())
                .containsExactly(
                        new ReasoningDelta("r", "reasoning"),
                        new ContentDelta("b"),
                        new UnrecognizedDelta("z", new JsonText("3")),
                        new RoleDelta(Role.TOOL));
        assertThat(chunk.deviations()).containsExactly(Deviation.DUPLICATE_MEMBER);
    }

    @Test
    void sharesWhatConsecutiveChunksRepeat() {
        String json = """
                {"id":"c1","object":"o","created":1759673202,"model":"m","system_fingerprint":"fp","usage":null,
                 "choices":[{"index":0,"delta":{"refusal":null},"logprobs":null}]}""";
        ChunkDecoder decoder = Decoding.CODEC.chunkDecoder(StreamLimits.DEFAULT);
        CompletionChunk first = (CompletionChunk) decoder.decode(Payload.of(json));
        decoder.decode(Payload.of("{\"type\":\"ping\"}"));
        CompletionChunk second = (CompletionChunk) decoder.decode(Payload.of(json));
        assertThat(second.id()).isSameAs(first.id());
        assertThat(second.object()).isSameAs(first.object());
        assertThat(second.created()).isSameAs(first.created());
        assertThat(second.model()).isSameAs(first.model());
        assertThat(second.choices().get(0).extras())
                .isSameAs(first.choices().get(0).extras());
        assertThat(second.choices().get(0).deltaExtras())
                .isSameAs(first.choices().get(0).deltaExtras());
        CompletionChunk third = (CompletionChunk) decoder.decode(Payload.of(json));
        assertThat(third.extras()).isSameAs(second.extras());
    }

    @Test
    void readsBrokenUtf8AndSaysSo() {
        byte[] bytes = "{\"choices\":[],\"x\":\"\uFFFDa?\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(decode(bytes).deviations()).isEmpty();
        bytes[bytes.length - 3] = (byte) 0xC3;
        CompletionChunk chunk = (CompletionChunk) decode(bytes);
        assertThat(chunk.deviations()).containsExactly(Deviation.INVALID_UTF8);
        assertThat(chunk.extras().get("x")).isEqualTo(new JsonText("\"\uFFFDa\uFFFD\""));
    }

    @Test
    void skipsAByteOrderMarkInFront() {
        assertThat(decode("\uFEFF{\"choices\":[]}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(decode("{\"choices\":[]}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void writesOnOneLine() {
        Chunk chunk = read("{\"choices\":[],\"x\":{\r\n\"y\":\n1\n}}");
        assertThat(Decoding.CODEC.encode(chunk).text()).doesNotContain("\n", "\r");
    }

    private static Chunk decode(byte[] bytes) {
        byte[] around = new byte[bytes.length + 10];
        System.arraycopy(bytes, 0, around, 5, bytes.length);
        return Decoding.CODEC
                .chunkDecoder(StreamLimits.DEFAULT)
                .decode(new Payload(around, 5, bytes.length, Payload.MESSAGE, 0, 0));
    }
}
