package io.astreaming.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.jsontext.JsonText;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChatRequestTest {
    private static final JsonText SECRET_JSON = JsonText.ofString("secret");

    @Test
    void keepsPromptsSchemasAndContentsOutOfItsText() {
        ChatRequest request = ChatRequest.model("m")
                .system("secret")
                .user(
                        ContentPart.text("secret"),
                        ContentPart.image("https://secret").withDetail("low"),
                        ContentPart.audio("wav", new byte[9]),
                        ContentPart.file("secret"),
                        new ContentPart.Refusal("secret", ContentPart.text("").extras()),
                        ContentPart.text("x").withExtra("e", SECRET_JSON))
                .assistant("secret")
                .message(Message.tool("id", "secret"))
                .tool(ToolDefinition.function("f", "secret", SECRET_JSON))
                .tool(ToolDefinition.custom("c", "secret").withFormat(ToolDefinition.Format.grammar("regex", "secret")))
                .responseFormat(ResponseFormat.jsonSchema("n", SECRET_JSON, true))
                .set(Parameter.SAFETY_IDENTIFIER, "secret")
                .set(Parameter.METADATA, Map.of("a", "secret"))
                .set(
                        Parameter.WEB_SEARCH_OPTIONS,
                        new WebSearchOptions("low", new WebSearchOptions.Location("secret", null, null, null)))
                .extra("e", SECRET_JSON)
                .build();

        assertThat(request.toString()
                        + request.messages()
                        + request.tools()
                        + request.responseFormat()
                        + request.get(Parameter.WEB_SEARCH_OPTIONS)
                        + ToolDefinition.Format.grammar("regex", "secret"))
                .doesNotContain("secret");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void checksEarlyWhatCannotBe(String message, Runnable mistake) {
        assertThatThrownBy(mistake::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> checksEarlyWhatCannotBe() {
        return Stream.of(
                mistake("at least one message", () -> ChatRequest.model("m").build()),
                mistake("the model's name is blank", () -> request().model(" ").build()),
                mistake(
                        "temperature must be a number from 0 on",
                        () -> request().temperature(Double.NaN)),
                mistake(
                        "temperature must be a number from 0 on",
                        () -> request().temperature(-1)),
                mistake("top_p must be a number from 0 to 1", () -> request().set(Parameter.TOP_P, 1.5)),
                mistake("a number", () -> request().set(Parameter.PRESENCE_PENALTY, Double.POSITIVE_INFINITY)),
                mistake("max_tokens must be at least 1, not 0", () -> request().maxTokens(0)),
                mistake("n must be at least 1", () -> request().set(Parameter.N, 0)),
                mistake("stop is empty", () -> request().set(Parameter.STOP, List.of())),
                mistake("service_tier is blank", () -> request().set(Parameter.SERVICE_TIER, "")),
                mistake("logit_bias", () -> request().set(Parameter.LOGIT_BIAS, Map.of("1", Double.NaN))),
                mistake("the extra x is not JSON", () -> request().extra("x", new JsonText("{"))),
                mistake("the parameters of f is not JSON", () -> ToolDefinition.function("f", "d", new JsonText("{"))),
                mistake("a function's name is blank", () -> ToolDefinition.function(" ", "d")),
                mistake("no tool is allowed", () -> ToolChoice.allowed("auto")),
                mistake("the schema n is not JSON", () -> ResponseFormat.jsonSchema("n", new JsonText(""), true)),
                mistake(
                        "a file needs an id or data",
                        () -> new ContentPart.File(
                                null, "f", null, ContentPart.text("").extras())),
                mistake("one voice", () -> new AudioOutput("mp3", "alloy", "voice_1")),
                mistake("use Message.assistant", () -> PromptMessage.of(io.astreaming.value.Role.ASSISTANT)),
                mistake("use Message.tool", () -> PromptMessage.of(io.astreaming.value.Role.TOOL)));
    }

    @Test
    void canBeChangedAndGivesBackWhatWasSet() {
        ChatRequest request = request()
                .set(Parameter.SEED, 7)
                .set(Parameter.N, 2)
                .set(Parameter.TOP_P, 1)
                .extra("x", JsonText.NULL)
                .build();
        assertThat(request.get(Parameter.SEED)).isEqualTo(7L);
        assertThat(request.get(Parameter.USER)).isNull();
        assertThat(request.n()).isEqualTo(2);
        assertThat(request.toBuilder().build()).isEqualTo(request).hasSameHashCodeAs(request);

        ChatRequest changed =
                request.toBuilder().model("o").unset(Parameter.N).user("more").build();
        assertThat(changed.model()).isEqualTo("o");
        assertThat(changed.n()).isEqualTo(1);
        assertThat(changed.messages()).hasSize(2);
        assertThat(request.messages()).hasSize(1);
    }

    @Test
    void takesTheDefaultsOfAnEndpointOnlyWhereNothingWasSaid() {
        assertThat(request().build().includeUsage()).isTrue();
        assertThat(request().build().withDefault(Parameter.INCLUDE_USAGE, false).includeUsage())
                .isFalse();
        assertThat(request()
                        .includeUsage(true)
                        .build()
                        .withDefault(Parameter.INCLUDE_USAGE, false)
                        .includeUsage())
                .isTrue();
    }

    @Test
    void refusesValuesOfAnotherType() {
        assertThatThrownBy(() -> new ChatRequest(
                        "m",
                        List.of(Message.user("x")),
                        Map.of(Parameter.N, "2"),
                        Message.user("x").extras(),
                        Headers.NONE))
                .isInstanceOf(ClassCastException.class);
    }

    @Test
    void findsParametersByTheirNames() {
        assertThat(Parameter.all())
                .hasSizeGreaterThan(30)
                .allSatisfy(parameter ->
                        assertThat(Parameter.named(parameter.name())).isSameAs(parameter));
        assertThat(Parameter.named("top_k")).isNull();
    }

    @Test
    void saysWhichChoicesForceACall() {
        assertThat(Stream.of(
                        ToolChoice.REQUIRED,
                        ToolChoice.function("f"),
                        ToolChoice.allowed("required", ToolChoice.custom("c"))))
                .allMatch(ToolChoice::isForced);
        assertThat(Stream.of(ToolChoice.NONE, ToolChoice.AUTO, ToolChoice.allowed("auto", ToolChoice.function("f"))))
                .noneMatch(ToolChoice::isForced);
    }

    private static ChatRequest.Builder request() {
        return ChatRequest.model("m").user("x");
    }

    private static Arguments mistake(String message, Runnable mistake) {
        return Arguments.of(message, mistake);
    }
}
