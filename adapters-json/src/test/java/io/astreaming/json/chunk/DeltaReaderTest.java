package io.astreaming.json.chunk;

import static io.astreaming.json.Decoding.choice;
import static io.astreaming.json.Decoding.completion;
import static io.astreaming.json.Decoding.deltas;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.AudioDelta;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.FunctionCallDelta;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.Role;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaReaderTest {
    @Test
    void readsEachMemberInTheOrderOfTheWire() {
        assertThat(deltas("""
                        {"reasoning_text":"c","refusal":"r","content":"","reasoning":"b","role":"assistant",
                         "annotations":[{ "x":1 }],"reasoning_content":"a","images":[1.0]}"""))
                .containsExactly(
                        new ReasoningDelta("c", "reasoning_text"),
                        new RefusalDelta("r"),
                        new ContentDelta(""),
                        new ReasoningDelta("b", "reasoning"),
                        new RoleDelta(Role.ASSISTANT),
                        new AnnotationsDelta(new JsonText("[{ \"x\":1 }]")),
                        new ReasoningDelta("a", "reasoning_content"),
                        new UnrecognizedDelta("images", new JsonText("[1.0]")));
    }

    @Test
    void readsCallsOfCustomTools() {
        assertThat(deltas("""
                        {"tool_calls":[{"index":0,"id":"a","type":"custom","custom":{"name":"draw","input":"a"}},
                         {"index":0,"custom":{"input":"b","x":1}},{"custom":7},{"custom":{}},
                         {"custom":{"input":"c"},"function":{"name":"f"}}]}"""))
                .extracting(delta -> ((ToolCallDelta) delta).name() + " " + ((ToolCallDelta) delta).arguments())
                .containsExactly("draw a", "null b", "null null", "null null", "f null");
    }

    @Test
    void takesNullForNothing() {
        String json = """
                {"role":null,"content":null,"reasoning":null,"refusal":null,"tool_calls":null,"function_call":null,
                 "audio":null,"annotations":null,"images":null}""";
        assertThat(deltas(json)).isEmpty();
        assertThat(completion("{\"choices\":[{\"index\":0,\"delta\":" + json + "}]}")
                        .deviations())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"role", "reasoning_content", "refusal", "tool_calls", "function_call", "audio", "annotations"})
    void keepsAMemberOfUnreadableForm(String name) {
        var chunk = completion("{\"choices\":[{\"index\":0,\"delta\":{\"" + name + "\":1.50}}]}");
        assertThat(chunk.choices().get(0).deltas()).containsExactly(new UnrecognizedDelta(name, new JsonText("1.50")));
        assertThat(chunk.deviations()).containsExactly(Deviation.UNEXPECTED_FORM);
    }

    @ParameterizedTest
    @CsvSource({"0.005", "1E2", "true", "false"})
    void readsContentThatIsNoStringByItsLetters(String wire) {
        var chunk = completion("{\"choices\":[{\"index\":0,\"delta\":{\"content\":" + wire + "}}]}");
        assertThat(chunk.choices().get(0).deltas()).containsExactly(new ContentDelta(wire));
        assertThat(chunk.deviations()).containsExactly(Deviation.CONTENT_NOT_A_STRING);
    }

    @Test
    void readsContentInParts() {
        assertThat(deltas("""
                        {"content":["a",{"type":"text","text":"b"},{"text":"c"},{"type":"image","url":"u"},null,5,
                          {"type":"thinking","thinking":[{"type":"text","text":"d"},"e",{"type":"x"}]},
                          {"type":"thinking","thinking":"f"}]}"""))
                .containsExactly(
                        new ContentDelta("a"),
                        new ContentDelta("b"),
                        new ContentDelta("c"),
                        new UnrecognizedDelta("content", new JsonText("{\"type\":\"image\",\"url\":\"u\"}")),
                        new UnrecognizedDelta("content", new JsonText("5")),
                        new ReasoningDelta("de", "content"),
                        new ReasoningDelta("f", "content"));
    }

    @Test
    void readsPiecesOfToolCalls() {
        assertThat(deltas("""
                        {"tool_calls":[
                          {"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}},
                          {"index":1,"id":"","function":{"name":"","arguments":"{\\"x\\""}},
                          {"index":null,"function":{"arguments":null},"more":1},
                          {"function":{}},{}]}"""))
                .containsExactly(
                        new ToolCallDelta(0, "a", "function", "f", "", Extras.NONE, Extras.NONE),
                        new ToolCallDelta(1, null, null, null, "{\"x\"", extras("id", "\"\""), extras("name", "\"\"")),
                        new ToolCallDelta(
                                null,
                                null,
                                null,
                                null,
                                null,
                                new Extras(Map.of("index", JsonText.NULL, "more", new JsonText("1"))),
                                extras("arguments", "null")),
                        new ToolCallDelta(null, null, null, null, null, extras("function", "{}"), Extras.NONE),
                        new ToolCallDelta(null, null, null, null, null, Extras.NONE, Extras.NONE));
    }

    @Test
    void readsArgumentsThatAreAnObjectAsItsText() {
        var chunk = completion("""
                {"choices":[{"index":0,"delta":{"tool_calls":[{"function":{"arguments":{ "a" : [1.0, "b c"] }}}]}}]}""");
        var call = (ToolCallDelta) chunk.choices().get(0).deltas().get(0);
        assertThat(call.arguments()).isEqualTo("{\"a\":[1.0,\"b c\"]}");
        assertThat(call.functionExtras()).isEqualTo(extras("arguments", "{ \"a\" : [1.0, \"b c\"] }"));
        assertThat(chunk.deviations()).isEqualTo(Set.of(Deviation.ARGUMENTS_NOT_A_STRING));
    }

    @Test
    void readsACallWithoutItsFunctionAround() {
        var chunk = completion("""
                {"choices":[{"index":0,"delta":{"tool_calls":[
                  {"index":0,"id":"a","name":"f","arguments":"{"},{"index":0,"function":null,"arguments":"}"}]}}]}""");
        assertThat(chunk.choices().get(0).deltas())
                .extracting(delta -> ((ToolCallDelta) delta).name() + " " + ((ToolCallDelta) delta).arguments())
                .containsExactly("f {", "null }");
        assertThat(chunk.deviations()).isEqualTo(Set.of(Deviation.TOOL_CALL_WITHOUT_FUNCTION));
    }

    @Test
    void readsArgumentsWithoutTheirFunctionAroundThatAreAnObject() {
        var chunk = completion("""
                {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"name":"f","arguments":{ "a":1 }}]}}]}""");
        var call = (ToolCallDelta) chunk.choices().get(0).deltas().get(0);
        assertThat(call.arguments()).isEqualTo("{\"a\":1}");
        assertThat(call.functionExtras()).isEqualTo(extras("arguments", "{ \"a\":1 }"));
        assertThat(chunk.deviations())
                .isEqualTo(Set.of(Deviation.TOOL_CALL_WITHOUT_FUNCTION, Deviation.ARGUMENTS_NOT_A_STRING));
    }

    @Test
    void readsTheFunctionWhereNameAndArgumentsStandTwice() {
        var chunk = completion("""
                {"choices":[{"index":0,"delta":{"tool_calls":[
                  {"index":0,"name":"g","arguments":7,"function":{"name":"f","arguments":"{}"}}]}}]}""");
        var call = (ToolCallDelta) chunk.choices().get(0).deltas().get(0);
        assertThat(call.name() + call.arguments()).isEqualTo("f{}");
        assertThat(chunk.deviations()).isEmpty();
    }

    @Test
    void readsContentThatIsOnePart() {
        assertThat(deltas("{\"content\":{\"type\":\"text\",\"text\":\"a\"}}")).containsExactly(new ContentDelta("a"));
        assertThat(deltas("{\"content\":{\"type\":\"x\"}}"))
                .containsExactly(new UnrecognizedDelta("content", new JsonText("{\"type\":\"x\"}")));
    }

    @Test
    void readsPartsOfOutputText() {
        assertThat(deltas("{\"content\":[{\"type\":\"output_text\",\"text\":\"a\",\"annotations\":[]}]}"))
                .containsExactly(new ContentDelta("a"));
    }

    @Test
    void readsASingleToolCallThatIsInNoList() {
        assertThat(deltas("{\"tool_calls\":{\"id\":\"a\",\"function\":null}}"))
                .containsExactly(
                        new ToolCallDelta(null, "a", null, null, null, extras("function", "null"), Extras.NONE));
    }

    @Test
    void keepsAnEmptyListOfToolCallsAndWhatIsNoToolCall() {
        assertThat(deltas("{\"tool_calls\":[]}")).isEmpty();
        assertThat(deltas("{\"tool_calls\":[7,{\"index\":0},null]}"))
                .containsExactly(
                        new UnrecognizedDelta("tool_calls", new JsonText("7")),
                        new ToolCallDelta(0, null, null, null, null, Extras.NONE, Extras.NONE));
    }

    @Test
    void readsTheOlderFunctionCall() {
        assertThat(deltas("{\"function_call\":{\"name\":\"f\",\"arguments\":\"{\",\"x\":1}}"))
                .containsExactly(new FunctionCallDelta("f", "{", extras("x", "1")));
        assertThat(deltas("{\"function_call\":{}}")).containsExactly(new FunctionCallDelta(null, null, Extras.NONE));
    }

    @Test
    void readsAudio() {
        assertThat(deltas(
                        "{\"audio\":{\"id\":\"a\",\"data\":\"UklG\",\"transcript\":\"\",\"expires_at\":1.0,\"x\":2}}"))
                .containsExactly(new AudioDelta(
                        "a",
                        "UklG",
                        "",
                        1L,
                        new Extras(Map.of("expires_at", new JsonText("1.0"), "x", new JsonText("2")))));
    }

    @Test
    void keepsHalfASurrogatePair() {
        assertThat(deltas("{\"content\":\"\\ud83d\"}")).containsExactly(new ContentDelta("\ud83d"));
        assertThat(choice("{\"index\":0,\"delta\":{\"x\":\"\\ude00\"}}").deltas())
                .containsExactly(new UnrecognizedDelta("x", new JsonText("\"\\ude00\"")));
    }

    private static Extras extras(String name, String value) {
        return new Extras(Map.of(name, new JsonText(value)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "reasoning_details | [{\"type\":\"reasoning.text\",\"text\":\"AA\"},{\"type\":\"reasoning.text\",\"text\":\"BB\"}]",
                "reasoning_details | [{\"type\":\"reasoning.summary\",\"summary\":\"AABB\",\"signature\":null}]",
                "thinking | {\"content\":\"AABB\"}",
                "thinking | {\"text\":\"AABB\",\"signature\":\"s\"}",
                "thinking_blocks | [{\"type\":\"thinking\",\"thinking\":\"AABB\",\"signature\":\"s\"}]",
                "reasoning | {\"summary\":[],\"content\":[{\"text\":\"AA\"},\"BB\"]}",
                "x_thought | {\"thought\":\"AABB\",\"text\":\"AABB\"}"
            })
    void findsReasoningInWhateverStructureAndKeepsIt(String member, String value) {
        assertThat(deltas("{\"" + member + "\":" + value + "}"))
                .containsExactly(
                        new ReasoningDelta("AABB", member), new UnrecognizedDelta(member, new JsonText(value)));
    }

    @Test
    void readsThinkingThatIsAStringLikeReasoning() {
        assertThat(deltas("{\"type\":\"thinking_delta\",\"thinking\":\"a\",\"signature\":\"s\"}"))
                .containsExactly(
                        new UnrecognizedDelta("type", new JsonText("\"thinking_delta\"")),
                        new ReasoningDelta("a", "thinking"),
                        new UnrecognizedDelta("signature", new JsonText("\"s\"")));
    }

    @Test
    void leavesStructuresAloneWhereReasoningIsSaidInPlainWords() {
        assertThat(deltas("{\"reasoning\":\"a\",\"reasoning_details\":[{\"text\":\"a\"}]}"))
                .containsExactly(
                        new ReasoningDelta("a", "reasoning"),
                        new UnrecognizedDelta("reasoning_details", new JsonText("[{\"text\":\"a\"}]")));
        assertThat(deltas("{\"thinking\":{\"type\":\"x\",\"signature\":\"s\"},\"thought_signature\":\"t\"}"))
                .noneMatch(ReasoningDelta.class::isInstance);
    }
}
