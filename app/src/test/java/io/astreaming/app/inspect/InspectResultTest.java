package io.astreaming.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.testing.JsonValues;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers and arguments that are JSON, as {@code inspect} shows them. */
class InspectResultTest {
    @TempDir
    private Path folder;

    @Test
    void theSeedIsJsonWithItsPrefillAndNoneWithout() {
        assertThat(json("--prefill", "{", Cli.SEED))
                .contains(
                        "\"result\":{\"isNewTopic\":true,\"title\":\"Initial Greeting\"},\"resultProblem\":null",
                        "\"content\":\"\\n  \\\"isNewTopic\\\": true");
        assertThat(json(Cli.SEED)).contains("\"result\":null,\"resultProblem\":null");
        assertThat(Cli.run("inspect", "--prefill", "{", Cli.SEED).out()).contains("is JSON: object, 2 members\n");
        assertThat(Cli.run("inspect", Cli.SEED).out()).doesNotContain("JSON");
    }

    @Test
    void everyTokenStaysAsItWas() throws IOException {
        String odd = "{ \"a\" : 1.50e+3 , \"a\":123456789012345678901234567890,\n\t\"\\u00e9\\u009b\":[ ] }";

        String line = json(answer(odd, "stop"));

        assertThat(line)
                .contains("\"result\":{\"a\":1.50e+3,\"a\":123456789012345678901234567890,\"\\u00e9\\u009b\":[]}");
    }

    @Test
    void controlsWithinAResultAreEscapedAndNothingElseOfItChanges() throws IOException {
        String line = json(answer("[\"\u007f\u202e\u009b😀\",\n1]", "stop"));

        assertThat(line).contains("\"result\":[\"\\u007f\\u202e\\u009b😀\",1]");
        assertThat(JsonValues.object(line).toString()).contains("\u202e");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":    | length | cut before its JSON was whole (finish reason length)",
                "[1] [2]    | stop   | not JSON: something follows the value, at character 4",
                "{'a':1}    | stop   | not JSON: a member's name is expected, at character 1",
            })
    void saysWhyATextThatWasMeantToBeJsonIsNone(String text, String reason, String problem) throws IOException {
        String file = answer(text, reason);

        assertThat(json(file)).contains("\"result\":null,\"resultProblem\":\"" + problem + "\"}");
        assertThat(Cli.run("inspect", file).out()).contains("looks like JSON, but: " + problem + "\n");
    }

    @Test
    void aTextThatIsNoObjectOrListIsAResultOnlyInJson() throws IOException {
        String number = answer("42", "stop");
        assertThat(json(number)).contains("\"result\":42,\"resultProblem\":null");
        assertThat(Cli.run("inspect", number).out()).doesNotContain("JSON");
        assertThat(json(answer("42", "length"))).contains("\"result\":null,\"resultProblem\":null");
        assertThat(json(answer("Hello", "stop"))).contains("\"result\":null,\"resultProblem\":null");
    }

    @Test
    void aResultThatIsNestedTooDeeplyIsNoneSoThatEveryReaderCanReadTheLine() throws IOException {
        String deep = "[".repeat(128) + "]".repeat(128);
        assertThat(json(answer(deep, "stop"))).contains("\"result\":" + deep);
        assertThat(json(answer("[" + deep + "]", "stop")))
                .contains("\"result\":null,\"resultProblem\":\"nested more than 128 levels deep\"");
    }

    @Test
    @SuppressWarnings("unchecked")
    void showsArgumentsAsJsonUnlessTheCallWasCut() throws IOException {
        String call =
                "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"n\\\": 1.0}\"}},"
                        + "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}},"
                        + "{\"index\":2,\"id\":\"c\",\"type\":\"custom\",\"custom\":{\"name\":\"g\",\"input\":\"7\"}}]}";

        assertThat(json(write(Streams.chunk(call, "\"tool_calls\""))))
                .contains("\"arguments\":\"{\\\"n\\\": 1.0}\",\"complete\":true,\"argumentsJson\":{\"n\":1.0}}")
                .contains("\"arguments\":\"{\",\"complete\":false,\"argumentsJson\":null}")
                .contains("\"arguments\":\"7\",\"complete\":true,\"argumentsJson\":null}");
        Map<String, Object> cut = JsonValues.object(json(write(Streams.chunk(call, "\"length\""))));
        List<Map<String, Object>> choices = (List<Map<String, Object>>) cut.get("choices");
        assertThat((List<Map<String, Object>>) choices.get(0).get("toolCalls"))
                .extracting(each -> String.valueOf(each.get("argumentsJson")))
                .containsOnly("NULL");
        assertThat(json(write(Streams.chunk("{\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}}", "\"stop\""))))
                .contains("\"functionCall\":{\"name\":\"f\",\"arguments\":\"{}\",\"argumentsJson\":{}}");
    }

    private static String json(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "inspect";
        all[1] = "--json";
        System.arraycopy(args, 0, all, 2, args.length);
        Cli.Result result = Cli.run(all);
        assertThat(result.code()).isZero();
        JsonValues.object(result.out());
        return result.out();
    }

    private String answer(String text, String reason) throws IOException {
        return write(Streams.text(text) + "\n" + Streams.chunk("{}", "\"" + reason + "\""));
    }

    private String write(String lines) throws IOException {
        return Files.writeString(folder.resolve("a.jsonl"), lines).toString();
    }
}
