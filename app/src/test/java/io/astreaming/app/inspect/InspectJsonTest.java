package io.astreaming.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.error.CancelledException;
import io.astreaming.error.ChatException;
import io.astreaming.error.ConcurrencyException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.DeviationException;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedResultException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.error.RejectedException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.error.TruncatedException;
import io.astreaming.testing.Corpus;
import io.astreaming.testing.Streams;
import io.astreaming.value.Deviation;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of {@code inspect --json}; docs/inspect-json.md describes it. */
class InspectJsonTest {
    private static final Map<Class<?>, String> KINDS = Map.ofEntries(
            Map.entry(RejectedException.class, "rejected"),
            Map.entry(ProviderFailedException.class, "provider"),
            Map.entry(MalformedStreamException.class, "malformed"),
            Map.entry(LimitExceededException.class, "limit"),
            Map.entry(DeviationException.class, "deviation"),
            Map.entry(ConnectionException.class, "connection"),
            Map.entry(StreamTimeoutException.class, "timeout"),
            Map.entry(TruncatedException.class, "truncated"),
            Map.entry(CancelledException.class, "cancelled"),
            Map.entry(MalformedResultException.class, "result"),
            Map.entry(ConcurrencyException.class, "concurrency"));

    @TempDir
    private Path folder;

    @Test
    void saysAllOfTheSeedOnOneLine() {
        Cli.Result result = Cli.run("inspect", "--json", Cli.SEED);

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines()).hasSize(1);
        JsonObject said = parse(result.out());
        assertThat(said.keySet())
                .containsExactly(
                        "file",
                        "outcome",
                        "error",
                        "id",
                        "model",
                        "created",
                        "chunks",
                        "choices",
                        "usage",
                        "tokens",
                        "deviations");
        assertThat(said.getString("outcome")).isEqualTo("completed");
        assertThat(said.get("error")).isEqualTo(JsonValue.NULL);
        assertThat(said.getInt("chunks")).isEqualTo(5);
        assertThat(said.getJsonNumber("created").longValue()).isEqualTo(1762693212L);
        JsonObject choice = said.getJsonArray("choices").getJsonObject(0);
        assertThat(choice.keySet())
                .containsExactly(
                        "index",
                        "role",
                        "content",
                        "reasoning",
                        "refusal",
                        "toolCalls",
                        "functionCall",
                        "finishReason",
                        "finishReasonRaw",
                        "items",
                        "result",
                        "resultProblem");
        assertThat(choice.getString("content"))
                .isEqualTo("\n  \"isNewTopic\": true,\n  \"title\": \"Initial Greeting\"\n}");
        assertThat(choice.get("reasoning")).isEqualTo(JsonValue.NULL);
        assertThat(choice.getJsonArray("toolCalls")).isEmpty();
        assertThat(said.getJsonObject("usage")
                        .getJsonObject("prompt_tokens_details")
                        .get("text_tokens"))
                .isEqualTo(JsonValue.NULL);
        assertThat(said.getJsonArray("deviations").getJsonObject(0).getString("kind"))
                .isEqualTo("usage_with_choices");
    }

    @Test
    void givesEveryFileALineAndOnlyUnreadableOnesAnExitCode() throws IOException {
        Path empty = write("empty.sse", "");
        Path cut = write("cut.sse", "data: " + Streams.text("x") + "\n\n");
        Path broken = write("broken.sse", "data: {\"choices\":[\n\n");
        Path page = write("page.sse", "<html>");
        Path body = write("body.sse", "{\"error\":{\"message\":\"no\",\"type\":\"t\",\"code\":7}}");

        Cli.Result readable = Cli.run(
                "inspect",
                "--json",
                empty.toString(),
                cut.toString(),
                broken.toString(),
                page.toString(),
                body.toString());
        assertThat(readable.code()).isZero();
        assertThat(readable.out().lines().map(line -> outcome(parse(line))))
                .containsExactly(
                        "failed malformed", "truncated", "failed malformed", "failed malformed", "failed provider");

        Cli.Result result = Cli.run("inspect", "--json", "nowhere.sse", cut.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines().map(line -> outcome(parse(line))))
                .containsExactly("failed unreadable", "truncated");
    }

    @Test
    void saysWhatTheProviderSaidAndWhereAPayloadBroke() throws IOException {
        Path failed = write(
                "failed.sse",
                "data: {\"error\":{\"message\":\"no\\u009b\",\"type\":\"t\",\"code\":7,\"param\":null}}\n\n");
        Path broken = write("broken.sse", "data: " + Streams.text("x") + "\n\ndata: {]\n\n");

        String line = Cli.run("inspect", "--json", failed.toString()).out();
        assertThat(line.chars().filter(Character::isISOControl)).containsOnly((int) '\n');
        JsonObject error = parse(line).getJsonObject("error");
        assertThat(error.getString("message")).isEqualTo("no\u009b");
        assertThat(error.getString("type")).isEqualTo("t");
        assertThat(error.getString("code")).isEqualTo("7");
        assertThat(error.get("param")).isEqualTo(JsonValue.NULL);
        JsonObject malformed =
                parse(Cli.run("inspect", "--json", broken.toString()).out()).getJsonObject("error");
        assertThat(malformed.getInt("event")).isEqualTo(1);
        assertThat(malformed.getInt("byteOffset")).isPositive();
    }

    @Test
    void agreesWithAnIndependentScriptOnEveryRecordedStream() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("inspect", "--json"));
        List<Path> streams = Corpus.streams();
        streams.forEach(stream -> arguments.add(stream.toString()));

        Cli.Result result = Cli.run(arguments.toArray(String[]::new));

        assertThat(result.code()).isZero();
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSameSizeAs(streams);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            JsonObject expected = Corpus.expectation(streams.get(i));
            JsonObject actual = parse(lines.get(i));
            for (String member : List.of("chunks", "usage", "id", "model", "created")) {
                if (!expected.get(member).equals(actual.get(member))) {
                    differences.add(streams.get(i).getFileName() + " " + member + ": expected " + expected.get(member)
                            + " but was " + actual.get(member));
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void isDocumentedToTheLastKind() throws IOException {
        String docs = Files.readString(Path.of(System.getProperty("astreaming.root"), "docs", "inspect-json.md"));

        for (Deviation deviation : Deviation.values()) {
            assertThat(docs).contains("| `" + deviation.name().toLowerCase(Locale.ROOT) + "` |");
        }
        for (Class<?> failure : ChatException.class.getPermittedSubclasses()) {
            assertThat(docs).contains("| `" + KINDS.get(failure) + "` |");
        }
    }

    private static String outcome(JsonObject line) {
        String outcome = line.getString("outcome");
        return line.get("error") instanceof JsonObject error ? outcome + " " + error.getString("kind") : outcome;
    }

    private static JsonObject parse(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
