package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.json.gemini.GeminiRequestWriter;
import io.astreaming.json.messages.MessagesRequestWriter;
import io.astreaming.json.ollama.OllamaRequestWriter;
import io.astreaming.json.responses.ResponsesRequestWriter;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.RequestEncoder;
import io.astreaming.request.AudioOutput;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Headers;
import io.astreaming.request.Moderation;
import io.astreaming.request.Parameter;
import io.astreaming.request.PromptCacheOptions;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.WebSearchOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Does to each parameter what the table of docs/protocols.md says of it. */
class ProtocolsPageTest {
    private static final Path PAGE = Path.of(System.getProperty("astreaming.root", ".."), "docs/protocols.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_.]+)` \\| (.+) \\|$");

    /** The encoders in the order of the table's columns. */
    private static final List<RequestEncoder> COLUMNS = List.of(
            new ResponsesRequestWriter(),
            new MessagesRequestWriter(),
            new GeminiRequestWriter(),
            new OllamaRequestWriter());

    /** It reasons in every protocol. */
    private static final String MODEL = "claude";

    private static final ToolDefinition.Function TOOL = ToolDefinition.function("f", "d");

    /** Values that have no place if the parameter has none, and aren't what the protocol does anyway. */
    private static final Map<Parameter<?>, Object> VALUES = Map.ofEntries(
            Map.entry(Parameter.LOGIT_BIAS, Map.of("1", 2)),
            Map.entry(Parameter.STOP, List.of("END")),
            Map.entry(Parameter.N, 2),
            Map.entry(Parameter.RESPONSE_FORMAT, ResponseFormat.jsonSchema("n", new JsonText("{}"), true)),
            Map.entry(Parameter.PREDICTION, List.of(ContentPart.text("a"))),
            Map.entry(Parameter.MODALITIES, List.of("text", "audio")),
            Map.entry(Parameter.AUDIO, AudioOutput.of("alloy", "wav")),
            Map.entry(Parameter.TOOLS, List.of(TOOL)),
            Map.entry(Parameter.TOOL_CHOICE, ToolChoice.REQUIRED),
            Map.entry(Parameter.PARALLEL_TOOL_CALLS, false),
            Map.entry(Parameter.WEB_SEARCH_OPTIONS, new WebSearchOptions(null, null)),
            Map.entry(Parameter.FUNCTIONS, List.of(TOOL)),
            Map.entry(Parameter.STORE, true),
            Map.entry(Parameter.METADATA, Map.of("a", "b")),
            Map.entry(Parameter.MODERATION, new Moderation("m", null, null)),
            Map.entry(Parameter.PROMPT_CACHE_OPTIONS, new PromptCacheOptions("explicit", null)),
            Map.entry(Parameter.STREAM, false),
            Map.entry(Parameter.INCLUDE_USAGE, false),
            Map.entry(Parameter.INCLUDE_OBFUSCATION, false));

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("cells")
    void doesWhatThePageSays(String name, RequestEncoder encoder, String cell) {
        Parameter<?> parameter = Parameter.named(name);
        assertThat(parameter).as("a row of no parameter").isNotNull();
        ChatRequest.Builder without = ChatRequest.model(MODEL).user("Hi");
        if (parameter.equals(Parameter.PARALLEL_TOOL_CALLS) || parameter.equals(Parameter.TOOL_CHOICE)) {
            without.tool(TOOL);
        }
        ChatRequest request = with(without.build(), parameter);
        if (cell.startsWith("refused")) {
            assertThatThrownBy(() -> encoder.encode(request)).hasMessageContaining("the parameter " + name + ": ");
            return;
        }
        if (cell.equals("the path")) {
            assertThat(encoder.encode(request).path())
                    .isNotEqualTo(encoder.encode(without.build()).path());
            return;
        }
        Object written = JsonTree.of(Requests.written(encoder, request));
        Object before = JsonTree.of(Requests.written(encoder, without.build()));
        assertThat(written.equals(before)).as("left out").isEqualTo(cell.startsWith("left out"));
        Matcher member = Pattern.compile("^`([a-zA-Z_]+)").matcher(cell);
        if (member.find()) {
            assertThat(((Map<?, ?>) written).get(member.group(1)))
                    .as(member.group(1))
                    .isNotEqualTo(((Map<?, ?>) before).get(member.group(1)));
        }
    }

    /** A request with one more parameter, with a value that fits its type. */
    private static ChatRequest with(ChatRequest request, Parameter<?> parameter) {
        Object value = VALUES.get(parameter);
        if (value == null) {
            value = parameter.type() == String.class
                    ? "word"
                    : parameter.type() == Boolean.class
                            ? Boolean.TRUE
                            : parameter.type() == Integer.class
                                    ? Integer.valueOf(2048)
                                    : parameter.type() == Long.class ? (Object) 7L : (Object) 0.5;
        }
        Map<Parameter<?>, Object> parameters = new LinkedHashMap<>(request.parameters());
        parameters.put(parameter, value);
        return new ChatRequest(MODEL, request.messages(), parameters, Extras.NONE, Headers.NONE);
    }

    @Test
    void hasARowForEachParameter() throws IOException {
        assertThat(rows().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Parameter.all().stream().map(Parameter::name).toList());
    }

    static Stream<Arguments> cells() throws IOException {
        return rows().entrySet().stream().flatMap(row -> {
            List<String> cells = row.getValue();
            assertThat(cells).as(row.getKey()).hasSameSizeAs(COLUMNS);
            return Stream.iterate(0, i -> i < COLUMNS.size(), i -> i + 1)
                    .map(i -> Arguments.of(row.getKey(), COLUMNS.get(i), cells.get(i)));
        });
    }

    private static Map<String, List<String>> rows() throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("## Parameters"), page.indexOf("## Stored answers"));
        Map<String, List<String>> rows = new LinkedHashMap<>();
        Matcher row = ROW.matcher(section);
        while (row.find()) {
            assertThat(rows.put(row.group(1), List.of(row.group(2).split(" \\| "))))
                    .isNull();
        }
        return rows;
    }
}
