package io.astreaming.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.ToolCall;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Role;
import io.astreaming.value.UsageNotReported;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The values of a request: each holds what it was made of, says of itself what it may, and refuses what can't be. */
class RequestValuesTest {
    private static final JsonText OBJECT = new JsonText("{}");
    private static final Extras X = new Extras(Map.of("x", OBJECT));
    private static final byte[] DATA = "hi".getBytes(StandardCharsets.UTF_8);

    @Test
    void partsHoldWhatTheyWereMadeOf() {
        assertThat(ContentPart.text("a")).isEqualTo(new ContentPart.Text("a", Extras.NONE));
        assertThat(ContentPart.image("https://x").withDetail("low"))
                .isEqualTo(new ContentPart.Image("https://x", "low", Extras.NONE));
        assertThat(ContentPart.image("image/png", DATA))
                .isEqualTo(new ContentPart.Image("data:image/png;base64,aGk=", null, Extras.NONE));
        assertThat(ContentPart.audio("wav", DATA)).isEqualTo(new ContentPart.Audio("aGk=", "wav", Extras.NONE));
        assertThat(ContentPart.file("file-1")).isEqualTo(new ContentPart.File("file-1", null, null, Extras.NONE));
        assertThat(ContentPart.file("a.pdf", "application/pdf", DATA))
                .isEqualTo(new ContentPart.File(null, "a.pdf", "data:application/pdf;base64,aGk=", Extras.NONE));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void partsTakeExtrasAndKeepTheRest(ContentPart part) {
        ContentPart more = part.withExtra("x", OBJECT);
        assertThat(more.extras().members()).isEqualTo(Map.of("x", OBJECT));
        assertThat(more).isNotEqualTo(part).hasToString(part.toString());
        assertThat(more.withExtras(Extras.NONE)).isEqualTo(part);
        assertThat(part.withCacheBreakpoint().extras().get("prompt_cache_breakpoint"))
                .isEqualTo(new JsonText("{\"mode\":\"explicit\"}"));
    }

    static Stream<ContentPart> parts() {
        return Stream.of(
                ContentPart.text("a"),
                ContentPart.image("https://x").withDetail("low"),
                ContentPart.audio("wav", DATA),
                ContentPart.file("id"),
                new ContentPart.Refusal("no", Extras.NONE),
                new ContentPart.Other("video", Extras.NONE));
    }

    @Test
    void saysOfItselfWhatItIsAndHowLong() {
        assertThat(parts())
                .map(ContentPart::toString)
                .containsExactly("Text of 1", "Image of 9", "Audio of 4", "File", "Refusal of 2", "video");
        assertThat(ContentPart.file("a", "t", DATA)).hasToString("File of 18");
        assertThat(Message.user("abc")).hasToString("PromptMessage[user, [Text of 3]]");
        assertThat(Message.assistant("abc")).hasToString("AssistantMessage[[Text of 3], 0 calls]");
        assertThat(Message.tool("id", "abc")).hasToString("ToolMessage[Text of 3]");
        assertThat(ToolDefinition.function("f", "d")).hasToString("function f");
        assertThat(ToolDefinition.custom("c", "d")).hasToString("custom c");
        assertThat(new ToolDefinition.Other("o", Extras.NONE)).hasToString("o");
        assertThat(ToolDefinition.Format.TEXT).hasToString("text");
        assertThat(ToolDefinition.Format.grammar("lark", "abc")).hasToString("lark of 3");
        assertThat(ResponseFormat.TEXT).hasToString("text");
        assertThat(ResponseFormat.JSON_OBJECT).hasToString("json_object");
        assertThat(ResponseFormat.jsonSchema("n", OBJECT, true)).hasToString("json_schema n");
        assertThat(Parameter.TOP_P).hasToString("top_p");
        assertThat(ChatRequest.model("m").user("a").temperature(1).build())
                .hasToString("ChatRequest[model=m, 1 messages, [temperature]]");
    }

    @Test
    void messagesHoldWhatTheyWereMadeOf() {
        assertThat(List.of(Message.system("a"), Message.developer("a"), Message.user("a"), Message.function("f", "a")))
                .extracting(PromptMessage::role)
                .containsExactly(Role.SYSTEM, Role.DEVELOPER, Role.USER, Role.FUNCTION);
        assertThat(Message.function("f", "a").name()).isEqualTo("f");
        assertThat(Message.user("a").withName("n").withExtra("x", OBJECT))
                .isEqualTo(new PromptMessage(Role.USER, List.of(ContentPart.text("a")), "n", X));
        assertThat(Message.tool("id", "a").withExtra("x", OBJECT))
                .isEqualTo(new ToolMessage("id", List.of(ContentPart.text("a")), X));
        assertThat(Message.tool("id", "a").role()).isEqualTo(Role.TOOL);
        assertThat(Message.assistant("a").role()).isEqualTo(Role.ASSISTANT);
        assertThat(Message.assistant("a").withName("n").withExtra("x", OBJECT))
                .isEqualTo(new AssistantMessage(List.of(ContentPart.text("a")), "n", null, List.of(), null, null, X));
        assertThat(Message.user(ContentPart.text("a"), ContentPart.image("u"), ContentPart.text("b"))
                        .text())
                .isEqualTo("ab");
    }

    @Test
    void toolsHoldWhatTheyWereMadeOf() {
        assertThat(ToolDefinition.function("f", "d", OBJECT).withStrict(true).withExtra("x", OBJECT))
                .isEqualTo(new ToolDefinition.Function("f", "d", OBJECT, true, X));
        assertThat(ToolDefinition.custom("c", "d")
                        .withFormat(ToolDefinition.Format.TEXT)
                        .withExtra("x", OBJECT))
                .isEqualTo(new ToolDefinition.Custom("c", "d", ToolDefinition.Format.TEXT, X));
        assertThat(new ToolDefinition.Other("o", Extras.NONE).withExtra("x", OBJECT))
                .isEqualTo(new ToolDefinition.Other("o", X));
        assertThat(ToolChoice.function("f")).isEqualTo(new ToolChoice.Named("function", "f"));
        assertThat(ToolChoice.custom("c")).isEqualTo(new ToolChoice.Named("custom", "c"));
        assertThat(ToolChoice.allowed("auto", ToolChoice.custom("c")))
                .isEqualTo(new ToolChoice.Allowed("auto", List.of(ToolChoice.custom("c"))));
        assertThat(ResponseFormat.jsonSchema("n", OBJECT, false).withDescription("d"))
                .isEqualTo(new ResponseFormat.JsonSchema("n", "d", OBJECT, false, Extras.NONE));
        assertThat(AudioOutput.of("v", "mp3")).isEqualTo(new AudioOutput("mp3", "v", null));
        assertThat(AudioOutput.ofVoiceId("v", "mp3")).isEqualTo(new AudioOutput("mp3", null, "v"));
        assertThat(new WebSearchOptions.Location("c", "r", "DE", "z")).hasToString("Location");
    }

    @Test
    void theBuilderSetsWhatItSays() {
        ChatRequest request = ChatRequest.model("m")
                .system("s")
                .developer("d")
                .user("u")
                .user(ContentPart.text("p"))
                .assistant("a")
                .messages(List.of(Message.user("l")))
                .temperature(0)
                .maxTokens(1)
                .stream(false)
                .includeUsage(false)
                .tool(ToolDefinition.function("f", "d"))
                .tool(ToolDefinition.function("g", "d"))
                .toolChoice(ToolChoice.REQUIRED)
                .responseFormat(ResponseFormat.TEXT)
                .extra("x", OBJECT)
                .extra("y", JsonText.ABSENT)
                .build();
        assertThat(request.messages()).map(Message::text).containsExactly("s", "d", "u", "p", "a", "l");
        assertThat(request.get(Parameter.TEMPERATURE)).isEqualTo(0.0);
        assertThat(request.get(Parameter.MAX_TOKENS)).isEqualTo(1);
        assertThat(request.isStreamed()).isFalse();
        assertThat(request.includeUsage()).isFalse();
        assertThat(request.tools()).map(Object::toString).containsExactly("function f", "function g");
        assertThat(request.get(Parameter.TOOL_CHOICE)).isEqualTo(ToolChoice.REQUIRED);
        assertThat(request.responseFormat()).isEqualTo(ResponseFormat.TEXT);
        assertThat(request.extras().members()).containsOnlyKeys("x", "y");
        ChatRequest plain = ChatRequest.model("m").user("u").build();
        assertThat(plain.isStreamed()).isTrue();
        assertThat(plain.tools()).isEmpty();
        assertThat(plain.responseFormat()).isNull();
        assertThat(plain.n()).isEqualTo(1);
        assertThat(plain.withDefault(Parameter.N, 3).n()).isEqualTo(3);
        ChatRequest two = ChatRequest.model("m").user("u").set(Parameter.N, 2).build();
        assertThat(two.withDefault(Parameter.N, 3)).isSameAs(two);
    }

    @Test
    void answersACallOfTheLastAnswerThatHasNoIdOfItsOwn() {
        ToolCall call = new ToolCall(null, "f", "{}", true);
        ChatRequest request = ChatRequest.model("m")
                .user("u")
                .assistant(completion(call, call))
                .toolResult(call, "one")
                .toolResult(call, "two")
                .build();
        assertThat(request.messages().subList(2, 4))
                .extracting(message -> ((ToolMessage) message).toolCallId())
                .containsExactly("call_0", "call_1");
        assertThat(ChatRequest.model("m")
                        .toolResult(new ToolCall("own", "f", "{}", true), "r")
                        .build()
                        .messages())
                .containsExactly(Message.tool("own", "r"));
    }

    @Test
    void givesACallWithoutIdOneThatNobodyHas() {
        ToolCall call = new ToolCall(null, "f", "{}", true);
        ToolCall second = new ToolCall("call_1", "g", "{}", true);
        ChatRequest request = ChatRequest.model("m")
                .user("u")
                .assistant(completion(call))
                .assistant(completion(call, second, call))
                .build();
        assertThat(request.messages().subList(1, 3))
                .flatExtracting(message -> ((AssistantMessage) message).toolCalls())
                .extracting(ToolCall::id)
                .containsExactly("call_0", "call_2", "call_1", "call_3");
    }

    @Test
    void saysNoTextWhereThereAreCallsAndThatIsEmpty() {
        ToolCall call = new ToolCall("c", "f", "{}", true);
        assertThat(AssistantMessage.of(choice("", call)).content()).isEmpty();
        assertThat(AssistantMessage.of(choice("")).content()).containsExactly(ContentPart.text(""));
        assertThat(AssistantMessage.of(choice("a", call)).content()).containsExactly(ContentPart.text("a"));
    }

    @Test
    void takesTheLeastAndTheMostOfARange() {
        ChatRequest.Builder request = ChatRequest.model("m").user("u");
        request.temperature(0).temperature(2);
        request.set(Parameter.TOP_P, 0.0).set(Parameter.TOP_P, 1.0);
        request.set(Parameter.TOP_LOGPROBS, 0).set(Parameter.N, 1).set(Parameter.MAX_COMPLETION_TOKENS, 1);
        request.set(Parameter.PRESENCE_PENALTY, -Double.MAX_VALUE).set(Parameter.PRESENCE_PENALTY, Double.MAX_VALUE);
        assertThat(request.build().get(Parameter.TOP_P)).isEqualTo(1.0);
    }

    @Test
    void keepsListsAndMapsAsTheyWere() {
        Map<String, String> labels = new HashMap<>(Map.of("a", "b"));
        ChatRequest request = ChatRequest.model("m")
                .user("u")
                .set(Parameter.METADATA, labels)
                .set(Parameter.STOP, List.of("x", "y"))
                .set(Parameter.LOGIT_BIAS, Map.of("1", 2, "3", -0.5))
                .build();
        labels.put("c", "d");
        assertThat(request.get(Parameter.METADATA)).isEqualTo(Map.of("a", "b"));
        assertThat(request.get(Parameter.STOP)).containsExactly("x", "y");
        assertThat(request.get(Parameter.LOGIT_BIAS)).isEqualTo(Map.of("1", 2, "3", -0.5));
        assertThatThrownBy(() -> request.get(Parameter.METADATA).put("c", "d"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void saysWhatIsWrong(String message, Runnable mistake) {
        assertThatThrownBy(mistake::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> saysWhatIsWrong() {
        ChatRequest.Builder request = ChatRequest.model("m").user("u");
        String blank = " is blank: give one, or leave it out";
        return Stream.of(
                mistake("an image's URL" + blank, () -> ContentPart.image("")),
                mistake(
                        "an image's detail" + blank,
                        () -> ContentPart.image("u").withDetail("")),
                mistake("a sound's format" + blank, () -> ContentPart.audio(" ", DATA)),
                mistake("a part's type" + blank, () -> new ContentPart.Other("", Extras.NONE)),
                mistake("a file needs an id or data", () -> new ContentPart.File(null, null, null, Extras.NONE)),
                mistake("a message's name" + blank, () -> Message.user("a").withName("")),
                mistake("a message's name" + blank, () -> Message.assistant("a").withName("")),
                mistake("a tool message's call id" + blank, () -> Message.tool("", "a")),
                mistake(
                        "a message of the role assistant has a type of its own: use Message.assistant(...)",
                        () -> PromptMessage.of(Role.ASSISTANT)),
                mistake(
                        "a message of the role tool has a type of its own: use Message.tool(...)",
                        () -> PromptMessage.of(Role.TOOL)),
                mistake("a custom tool's name" + blank, () -> ToolDefinition.custom("", "d")),
                mistake("a tool's type" + blank, () -> new ToolDefinition.Other("", Extras.NONE)),
                mistake("a grammar's syntax" + blank, () -> ToolDefinition.Format.grammar("", "d")),
                mistake("a tool choice" + blank, () -> new ToolChoice.Mode("")),
                mistake("a chosen tool's type" + blank, () -> new ToolChoice.Named("", "n")),
                mistake("a chosen tool's name" + blank, () -> ToolChoice.function("")),
                mistake("the mode of allowed tools" + blank, () -> ToolChoice.allowed("", ToolChoice.custom("c"))),
                mistake("no tool is allowed: use ToolChoice.NONE", () -> ToolChoice.allowed("auto")),
                mistake("a schema's name" + blank, () -> ResponseFormat.jsonSchema("", OBJECT, true)),
                mistake("a response format's type" + blank, () -> new ResponseFormat.Plain("", Extras.NONE)),
                mistake("a sound's format" + blank, () -> AudioOutput.of("v", "")),
                mistake("a voice" + blank, () -> AudioOutput.of("", "mp3")),
                mistake("a voice's id" + blank, () -> AudioOutput.ofVoiceId("", "mp3")),
                mistake("audio needs one voice: a name or an id", () -> new AudioOutput("mp3", null, null)),
                mistake("the moderation's model" + blank, () -> new Moderation("", null, null)),
                mistake("the moderation's mode for input" + blank, () -> new Moderation("m", "", null)),
                mistake("the moderation's mode for output" + blank, () -> new Moderation("m", null, "")),
                mistake("the size of the search context" + blank, () -> new WebSearchOptions("", null)),
                mistake("the mode of prompt caching" + blank, () -> new PromptCacheOptions("", null)),
                mistake("the time to live of cached prompts" + blank, () -> new PromptCacheOptions(null, "")),
                mistake(
                        "the completion has no choice to continue from",
                        () -> request.assistant(completion(List.<CompletedChoice>of()))),
                mistake("temperature must be a number from 0 on, not -0.5", () -> request.temperature(-0.5)),
                mistake("top_p must be a number from 0 to 1, not 1.5", () -> request.set(Parameter.TOP_P, 1.5)),
                mistake(
                        "presence_penalty must be a number, not NaN",
                        () -> request.set(Parameter.PRESENCE_PENALTY, Double.NaN)),
                mistake("top_logprobs must be at least 0, not -1", () -> request.set(Parameter.TOP_LOGPROBS, -1)),
                mistake(
                        "modalities is empty: leave it out instead",
                        () -> request.set(Parameter.MODALITIES, List.of())),
                mistake(
                        "logit_bias must hold numbers, not Infinity",
                        () -> request.set(Parameter.LOGIT_BIAS, Map.of("1", Double.POSITIVE_INFINITY))),
                mistake("user" + blank, () -> request.set(Parameter.USER, " ")));
    }

    @Test
    void refusesWhatIsNull() {
        ChatRequest.Builder request = ChatRequest.model("m").user("u");
        Map<String, String> labels = new HashMap<>();
        labels.put("a", null);
        assertThatThrownBy(() -> request.set(Parameter.METADATA, labels))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("metadata");
        assertThatThrownBy(() -> request.set(Parameter.STOP, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("stop");
    }

    @Test
    void keepsWhatAPieceOfReasoningLeavesOut() {
        CompletedChoice choice = new CompletedChoice(
                0,
                Role.ASSISTANT,
                "x",
                null,
                null,
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                null,
                Map.of(
                        "reasoning_details",
                        List.of(
                                new JsonText("[{\"type\":\"t\",\"text\":\"a\",\"format\":\"f\"}]"),
                                new JsonText("[{\"type\":\"t\",\"text\":\"b\",\"format\":null,\"signature\":null}]"))),
                Map.of(),
                List.of());
        assertThat(AssistantMessage.of(choice).extras().get("reasoning_details"))
                .isEqualTo(new JsonText("[{\"type\":\"t\",\"text\":\"ab\",\"format\":\"f\",\"signature\":null}]"));
    }

    private static ChatCompletion completion(ToolCall... calls) {
        return completion(List.of(choice(null, calls)));
    }

    private static CompletedChoice choice(@Nullable String text, ToolCall... calls) {
        return new CompletedChoice(
                0,
                Role.ASSISTANT,
                text,
                null,
                null,
                List.of(calls),
                null,
                null,
                List.of(),
                List.of(),
                null,
                Map.of(),
                Map.of(),
                List.of());
    }

    private static ChatCompletion completion(List<CompletedChoice> choices) {
        return new ChatCompletion(null, null, null, choices, UsageNotReported.INSTANCE, Map.of(), Map.of());
    }

    private static Arguments mistake(String message, Runnable mistake) {
        return Arguments.of(message, mistake);
    }
}
