package io.astreaming.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.app.report.JsonPieces;
import io.astreaming.jsontext.JsonText;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.JsonValues;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer may be besides any text: JSON of a schema, calls of tools; and what may be shown with the question. */
@Timeout(60)
class ChatAnswerTest {
    private static final String SCHEMA =
            "{\"title\":\"colour\",\"type\":\"object\",\"properties\":{\"n\":{\"maximum\":1e2}}}";
    private static final String WEATHER =
            "{\"name\":\"weather\",\"description\":\"d\",\"parameters\":{\"type\":\"object\"}}";
    private static final String REQUEST_WEATHER = "\"tools\":[{\"type\":\"function\",\"function\":";

    @TempDir
    private Path folder;

    private String sent = "";

    @Test
    void asksForJsonOfASchemaAndPrintsItAsItCame() throws IOException {
        String file = write("a.json", " " + SCHEMA + "\n");

        Cli.Result result = chat(Streams.whole("{\"n\": ", "1.0}\n"), "--json-schema", file, "hi");

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("{\"n\": 1.0}\n");
        assertThat(JsonValues.of(sentMember("response_format")))
                .isEqualTo(JsonValues.of("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"colour\",\"schema\":"
                        + SCHEMA + ",\"strict\":true}}"));
    }

    @Test
    void namesASchemaWithoutTitleAfterItsFile() throws IOException {
        String file = write("my answer.v2.schema.json", "{\"title\":\"no name!\",\"type\":\"object\"}");

        chat(Streams.whole("{}"), "--json-schema", file, "--no-strict", "hi");

        assertThat(sentMember("response_format")).contains("\"name\":\"my_answer_v2\"", "\"strict\":false");
    }

    @Test
    void takesASchemaWithWhatOpenaiPutsAroundIt() throws IOException {
        String whole = "{\"name\":\"n\",\"description\":\"d\",\"strict\":%s,\"schema\":{\"type\":\"array\"}}";

        chat(Streams.whole("[]"), "--json-schema", write("a.json", whole.formatted("false")), "hi");
        assertThat(sentMember("response_format"))
                .contains("\"name\":\"n\"", "\"description\":\"d\"", "{\"type\":\"array\"}", "\"strict\":false");
        chat(Streams.whole("[]"), "--json-schema", write("b.json", whole.formatted("true")), "--no-strict", "hi");
        assertThat(sentMember("response_format")).contains("\"strict\":false");
    }

    @Test
    void thePrefillBelongsToTheJson() throws IOException {
        Cli.Result result = chat(Streams.whole("1]"), "--json-schema", write("a.json", SCHEMA), "--prefill", "[", "hi");

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("[1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"content\":\"It is red.\"} | stop   | 1 | not JSON: a value is expected, at character 0",
                "{\"content\":\"{\\\"a\\\":1} So.\"} | stop | 1 | not JSON: something follows the value, at character 8",
                "{\"content\":\"{\\\"a\\\":\"}  | length | 3 | cut before its JSON was whole (finish reason length)",
                "{\"content\":\"12\"}        | length | 3 | cut before its JSON was whole (finish reason length)",
                "{\"refusal\":\"I won't\"}   | stop   | 1 | the model refused",
                "{\"role\":\"assistant\"}    | stop   | 1 | there is no text",
            })
    void saysWhyAnAnswerIsNotTheJsonThatWasAskedFor(String delta, String reason, int code, String problem)
            throws IOException {
        Recording answer = Recording.ofPayloads(List.of(Streams.chunk(delta, "\"" + reason + "\"")), true);

        Cli.Result result = chat(answer, "--json-schema", write("a.json", SCHEMA), "hi");

        assertThat(result.code()).isEqualTo(code);
        assertThat(result.err()).contains("astreaming: the answer isn't the JSON that was asked for: " + problem);
        assertThat(result.err().contains("--max-tokens")).isEqualTo(code == 3);
    }

    @Test
    void aStreamThatWasCutKeepsItsOwnCode() throws IOException {
        Cli.Result result = chat(Streams.cut("{\"a\""), "--json-schema", write("a.json", SCHEMA), "hi");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .contains("the stream ended before the answer was whole")
                .doesNotContain("asked for");
    }

    @Test
    void sendsNothingIfTheSchemaIsNone() throws IOException {
        for (String[] broken : new String[][] {
            {"{\"type\":", "not JSON: a value is expected, at character 8"},
            {"[1]", "a JSON Schema must be an object, such as {\"type\":\"object\"}"},
            {"", "not JSON: a value is expected, at character 0"},
            {"{\"name\":7,\"schema\":{}}", "the name of a schema must be a string"},
        }) {
            String file = write("broken.json", broken[0]);
            Cli.Result result = chat(Streams.whole("no"), "--json-schema", file, "hi");

            assertThat(result.err()).isEqualTo("astreaming: " + file + ": " + broken[1] + "\n");
            assertThat(result.code()).isEqualTo(2);
            assertThat(sent).isEmpty();
        }
        Path large = Files.write(folder.resolve("large.json"), new byte[(1 << 20) + 1]);
        assertThat(chat(Streams.whole("no"), "--json-schema", large.toString(), "hi"))
                .isEqualTo(new Cli.Result(2, "", "astreaming: " + large + ": is larger than 1 MiB\n"));
        assertThat(chat(Streams.whole("no"), "--json-schema", "nowhere", "hi").err())
                .isEqualTo("astreaming: nowhere: no such file or directory\n");
        assertThat(chat(Streams.whole("no"), "--no-strict", "hi").err())
                .isEqualTo("astreaming: --no-strict goes with --json-schema\n");
    }

    @Test
    void printsEachCallOnALineOfItsOwn() throws IOException {
        Recording calls = calls("tool_calls", "{\\\"city\\\": \\\"Oslo\\u009b\\\"}", "", "[1, 2");

        Cli.Result result = chat(calls, "--tools", write("t.json", "[" + WEATHER + "]"), "hi");

        assertThat(result.out())
                .isEqualTo("Let me see.\n"
                        + "{\"id\":\"c0\",\"name\":\"weather\",\"arguments\":{\"city\":\"Oslo\\u009b\"}}\n"
                        + "{\"id\":\"c1\",\"name\":\"weather\",\"arguments\":{}}\n");
        result.out().lines().skip(1).forEach(JsonValues::object);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("tool call   weather({\"city\":")
                .contains("astreaming: the arguments of a call aren't JSON: not JSON: ',' or ']'");
        assertThat(sentMember("tools")).isEqualTo("[{\"type\":\"function\",\"function\":" + WEATHER + "}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "max_tokens", "MAX_TOKENS", "SAFETY", "refusal"})
    void neverPrintsACallThatWasCut(String reason) throws IOException {
        Cli.Result result = chat(calls(reason, "{}"), "--tools", write("t.json", "[" + WEATHER + "]"), "hi");

        assertThat(result.out()).isEqualTo("Let me see.");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("incomplete: don't run it", "a truncated call isn't printed");
    }

    @Test
    void neverPrintsACallOfAReasonThatNobodyKnows() throws IOException {
        Cli.Result result = chat(calls("tomorrow", ""), "--tools", write("t.json", "[" + WEATHER + "]"), "hi");

        assertThat(result.out()).isEqualTo("Let me see.");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("since it may be incomplete: the finish reason is tomorrow");
    }

    @Test
    void printsAFreeTextForACustomTool() throws IOException {
        Recording call = Recording.ofPayloads(
                List.of(Streams.chunk(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"custom\",\"custom\":"
                                + "{\"name\":\"sh\",\"input\":\"ls {\"}}]}",
                        "\"tool_calls\"")),
                true);
        String tool = "{\"type\":\"custom\",\"custom\":{\"name\":\"sh\"},\"cache_control\":{\"a\":1}}";

        Cli.Result result = chat(call, "--tools", write("t.json", "[" + tool + "]"), "--tool-choice", "sh", "hi");

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("{\"id\":\"c\",\"type\":\"custom\",\"name\":\"sh\",\"input\":\"ls {\"}\n");
        assertThat(JsonValues.of(sentMember("tools"))).isEqualTo(JsonValues.of("[" + tool + "]"));
        assertThat(sentMember("tool_choice")).isEqualTo("{\"type\":\"custom\",\"custom\":{\"name\":\"sh\"}}");
    }

    @Test
    void takesToolsInEveryFormThatIsAround() throws IOException {
        String flat = "{\"type\":\"function\"," + WEATHER.substring(1);
        String wrapped = "{\"type\":\"function\",\"function\":" + WEATHER + "}";
        String untyped = "{\"function\":" + WEATHER + "}";
        for (String file : List.of(
                "[" + WEATHER + "]",
                "[" + flat + "]",
                "[ " + wrapped + " ]",
                "[" + untyped + "]",
                "{\"model\":\"m\",\"tools\":[" + wrapped + "]}")) {
            chat(Streams.whole("ok"), "--tools", write("t.json", file), "--tool-choice", "weather", "hi");

            assertThat(sent).contains(REQUEST_WEATHER + WEATHER + "}]");
            assertThat(sentMember("tool_choice"))
                    .isEqualTo("{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}");
        }
        chat(Streams.whole("ok"), "--tools", write("t.json", "[" + WEATHER + "]"), "--tool-choice", "required", "hi");
        assertThat(sentMember("tool_choice")).isEqualTo("\"required\"");
    }

    @Test
    void sendsNothingIfTheToolsAreNone() throws IOException {
        String list = "it must hold a list of tools: ";
        for (String[] broken : new String[][] {
            {"[]", list},
            {"{}", list},
            {"7", list},
            {"[" + WEATHER + ",7]", "tool 2 isn't an object"},
            {"[{\"description\":\"d\"}]", "tool 1 has no name"},
            {"[{\"type\":\"function\",\"function\":{}}]", "tool 1 has no name"},
            {"[" + WEATHER, "not JSON: ',' or ']' is expected, at character " + (WEATHER.length() + 1)},
        }) {
            String file = write("broken.json", broken[0]);
            Cli.Result result = chat(Streams.whole("no"), "--tools", file, "hi");

            assertThat(result.err()).startsWith("astreaming: " + file + ": " + broken[1]);
            assertThat(result.code()).isEqualTo(2);
            assertThat(sent).isEmpty();
        }
        assertThat(chat(Streams.whole("no"), "--tool-choice", "auto", "hi").err())
                .isEqualTo("astreaming: --tool-choice needs tools; give them with --tools FILE\n");
        assertThat(chat(
                                Streams.whole("no"),
                                "--tools",
                                write("t.json", "[" + WEATHER + "]"),
                                "--tool-choice",
                                "wether",
                                "hi")
                        .err())
                .contains("takes auto, none, required or the name of one of the tools");
    }

    @ParameterizedTest
    @CsvSource({
        "\u0089PNG\\r\\n\u001a\\n..., image/png",
        "\u00ff\u00d8\u00ff\u00e0, image/jpeg",
        "GIF89a, image/gif",
        "RIFF....WEBPVP8, image/webp"
    })
    void showsAnImageForWhatItIsWhateverItsName(String escaped, String type) throws IOException {
        byte[] bytes = escaped.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
        Path image = Files.write(folder.resolve("secret-name.txt"), bytes);

        Cli.Result result = chat(
                Streams.whole("a cat"),
                "--image",
                image.toString(),
                "--image",
                "https://example.org/cat.png",
                "--image-detail",
                "low",
                "What?");

        assertThat(result.code()).isZero();
        assertThat(JsonValues.of(sentMember("messages")))
                .isEqualTo(JsonValues.of("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What?\"},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:" + type + ";base64,"
                        + Base64.getEncoder().encodeToString(bytes) + "\",\"detail\":\"low\"}},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.org/cat.png\","
                        + "\"detail\":\"low\"}}]}]"));
        assertThat(sent).doesNotContain("secret-name");
    }

    @Test
    void refusesWhatIsNoImageOrTooLarge() throws IOException {
        String text = write("a.png", "no image");
        assertThat(chat(Streams.whole("no"), "--image", text, "hi").err())
                .isEqualTo("astreaming: " + text + ": neither PNG, JPEG, GIF nor WebP; convert it to one of them\n");
        byte[] bytes = new byte[(20 << 20) + 1];
        String large = Files.write(folder.resolve("large.gif"), bytes).toString();
        assertThat(chat(Streams.whole("no"), "--image", large, "hi").err())
                .isEqualTo("astreaming: " + large + ": is larger than 20 MiB\n");
        assertThat(sent).isEmpty();
    }

    private static Recording calls(String reason, String... arguments) {
        List<String> payloads = new ArrayList<>(List.of(Streams.text("Let me see.")));
        for (int i = 0; i < arguments.length; i++) {
            payloads.add(Streams.chunk(
                    "{\"tool_calls\":[{\"index\":" + i + ",\"id\":\"c" + i + "\",\"type\":\"function\",\"function\":"
                            + "{\"name\":\"weather\",\"arguments\":\"" + arguments[i] + "\"}}]}",
                    "null"));
        }
        payloads.add(Streams.chunk("{}", "\"" + reason + "\""));
        return Recording.ofPayloads(payloads, true);
    }

    private Cli.Result chat(Recording answer, String... args) {
        try (ReplayServer server = ReplayServer.serving(answer).start()) {
            List<String> all = new ArrayList<>(
                    List.of("chat", "--base-url", server.baseUri().toString()));
            all.addAll(List.of(args));
            Cli.Result result = Cli.run(all.toArray(String[]::new));
            sent = server.requests().isEmpty() ? "" : server.requests().get(0).text();
            return result;
        }
    }

    private String sentMember(String name) {
        return String.valueOf(JsonPieces.member(JsonPieces.of(new JsonText(sent)), name));
    }

    private String write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
