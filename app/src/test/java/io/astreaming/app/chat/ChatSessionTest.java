package io.astreaming.app.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.astreaming.app.Cli;
import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import io.astreaming.testing.Await;
import io.astreaming.testing.JsonValues;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conversations that are kept in a file. */
@Timeout(60)
class ChatSessionTest {
    private static final Recording CALL = Recording.ofPayloads(Streams.TOOL_CALL, true);
    private static final Recording ANSWER = Recording.ofPayloads(Streams.TOOL_ANSWER, true);

    @TempDir
    private Path folder;

    private List<String> sent = List.of();

    @Test
    void goesOnWhereItEnded() throws IOException {
        Path file = folder.resolve("talk.json");

        chat(file, Streams.whole("blue", "!"), "--model", "m1", "--system", "be brief", "--temperature", "0.5", "one?");
        Cli.Result second = chat(file, Streams.whole("red"), "--system", "be wordy", "two?");

        assertThat(second.out()).isEqualTo("red");
        assertThat(JsonValues.object(sent.get(0)))
                .containsAllEntriesOf(JsonValues.object(
                        "{\"model\":\"m1\",\"temperature\":0.5,\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                                + "\"messages\":[{\"role\":\"system\",\"content\":\"be wordy\"},"
                                + "{\"role\":\"user\",\"content\":\"one?\"},{\"role\":\"assistant\",\"content\":\"blue!\"},"
                                + "{\"role\":\"user\",\"content\":\"two?\"}]}"));
        assertThat(roles(file)).containsExactly("system", "user", "assistant", "user", "assistant");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining(each -> each.toString().endsWith(".new"));
    }

    @Test
    void keepsThePrefillInFrontOfTheAnswer() throws IOException {
        Path file = folder.resolve("talk.json");

        chat(file, Streams.whole("\"a\":1}"), "--prefill", "{", "one?");

        assertThat(Files.readString(file)).contains("\"content\": \"{\\\"a\\\":1}\"");
        assertThat(roles(file)).containsExactly("user", "assistant");
    }

    @Test
    void givesResultsOfCallsBackFromTheShell() throws IOException {
        Path file = folder.resolve("talk.json");
        String tools = Files.writeString(
                        folder.resolve("t.json"), "[{\"name\":\"weather\",\"parameters\":{\"type\":\"object\"}}]")
                .toString();

        Cli.Result call = chat(file, CALL, "--tools", tools, "--tool-choice", "required", "A coat?");
        assertThat(call.out()).isEqualTo("{\"id\":\"c1\",\"name\":\"weather\",\"arguments\":{\"city\":\"Oslo\"}}\n");
        assertThat(sent.get(0)).contains("\"tool_choice\":\"required\"");

        assertThat(chat(file, ANSWER, "And now?"))
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "astreaming: the session's last answer made calls: give each result with --result ID=TEXT;"
                                + " waiting: c1 (weather)\n"));
        assertThat(chat(file, ANSWER, "--result", "c2=x").err())
                .isEqualTo("astreaming: no call with this id waits for a result; waiting: c1 (weather)\n");
        assertThat(chat(file, ANSWER, "--result", "secret result").err())
                .isEqualTo("astreaming: --result takes ID=TEXT; waiting: c1 (weather)\n");

        Cli.Result answer = chat(file, ANSWER, "--result", "c1={\"degrees\"=2}");

        assertThat(answer.out()).isEqualTo("Take a coat.");
        assertThat(sent.get(0))
                .contains("\"content\":\"{\\\"degrees\\\"=2}\",\"tool_call_id\":\"c1\"")
                .contains("\"extra_content\":{\"s\":1}", "\"tools\":[{")
                .doesNotContain("tool_choice");
        assertThat(roles(file)).containsExactly("user", "assistant", "tool", "assistant");
    }

    /** Whoever stops an answer has read its beginning, and may ask about it. */
    @Test
    void keepsTheTextOfAnAnswerThatWasStopped() throws Exception {
        Path file = folder.resolve("talk.json");
        chat(file, Streams.whole("blue"), "one?");
        Semaphore permits = new Semaphore(1);
        try (ReplayServer slow = ReplayServer.serving(Streams.whole("first", "second"))
                .pace(Pace.permittedBy(permits))
                .start()) {
            Cli cli = new Cli();
            CompletableFuture<Cli.Result> result = new CompletableFuture<>();
            Thread thread = new Thread(() -> result.complete(cli.with(
                    "chat", "--base-url", slow.baseUri().toString(), "--session", file.toString(), "--quiet", "two?")));
            thread.start();
            Await.until(() -> cli.outSoFar().equals("first"));
            thread.interrupt();

            assertThat(result.get(20, TimeUnit.SECONDS).code()).isEqualTo(130);
            assertThat(result.get().err()).isEqualTo("\nastreaming: note: the answer is kept as far as it came\n");
        }
        assertThat(roles(file)).containsExactly("user", "assistant", "user", "assistant");
        assertThat(file).content().contains("\"content\": \"first\"").doesNotContain("second");
    }

    @Test
    void keepsNothingOfAnAnswerThatDidNotComeWhole() throws IOException {
        Path file = folder.resolve("talk.json");
        chat(file, Streams.whole("blue"), "one?");
        byte[] before = Files.readAllBytes(file);

        Cli.Result cut = chat(file, Streams.cut("re"), "two?");
        assertThat(cut.code()).isEqualTo(3);
        assertThat(cut.err()).endsWith("astreaming: note: nothing of this turn is kept; ask again\n");
        Cli.Result none = chat(file, Streams.whole("no JSON"), "--json-schema", schema(), "two?");
        assertThat(none.code()).isEqualTo(1);

        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void takesAnyRequestForASession() throws IOException {
        Path file = Files.writeString(
                folder.resolve("talk.json"),
                "\n{\"model\":\"m1\",\"top_k\":40,\"messages\":[{\"role\":\"developer\",\"content\":\"be brief\"}]}");

        chat(file, Streams.whole("blue"), "one?");

        assertThat(sent.get(0)).contains("\"model\":\"m1\"", "\"top_k\":40", "\"stream\":true", "be brief");
        assertThat(Files.readString(file)).contains("\"top_k\": 40", "\"blue\"");
    }

    @Test
    void asksForItsAnswersAsThisRunWantsAndNotAsTheFileSays() throws IOException {
        Path file = Files.writeString(
                folder.resolve("talk.json"),
                "{\"model\":\"m1\",\"stream\":false,\"stream_options\":{\"include_usage\":false,\"x\":1},\"messages\":[{\"role\":\"system\",\"content\":\"be brief\"}]}");

        chat(file, Streams.whole("blue"), "one?");

        assertThat(sent.get(0)).contains("\"stream\":true", "\"stream_options\":{\"include_usage\":true}");
        assertThat(JsonValues.object(Files.readString(file)))
                .containsAllEntriesOf(JsonValues.object("{\"stream_options\":{\"include_usage\":true}}"));
    }

    @Test
    void sendsNothingIfTheFileHoldsSomethingElse() throws IOException {
        for (String[] broken : new String[][] {
            {"{\"model\":", "not JSON: a value is expected, at character 9"},
            {"[]", ""},
            {"{\"model\":\"m\"}", "a request must have a list of messages"},
            {"{\"model\":\"m\",\"messages\":[{\"content\":\"secret\"}]}", "a message must have a role"},
            {
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":0}",
                "max_tokens must"
            },
        }) {
            Path file = Files.writeString(folder.resolve("talk.json"), broken[0]);
            Cli.Result result = chat(file, Streams.whole("no"), "hi");

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err())
                    .startsWith("astreaming: " + file + ": no session: ")
                    .endsWith("; repair it, or name another file\n")
                    .contains(broken[1])
                    .doesNotContain("secret");
            assertThat(sent).isEmpty();
            assertThat(file).hasContent(broken[0]);
        }
    }

    @Test
    void writesOverNothingThatSomebodyElseWrote() throws IOException {
        Path path = folder.resolve("talk.json");
        chat(path, Streams.whole("blue"), "one?");
        SessionFile file = SessionFile.of(path.toString());
        Conversation mine = new Conversation(
                file.read(new Cli().terminal()), file.read(new Cli().terminal()).messages());
        chat(path, Streams.whole("red"), "two?");

        assertThat(catchThrowable(() -> file.write(mine)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was changed meanwhile");
        assertThat(roles(path)).hasSize(4);
        assertThat(folder).isDirectoryNotContaining(each -> each.toString().endsWith(".new"));
    }

    @Test
    void whatAnotherRunLeftHalfWrittenIsInNobodysWay() throws IOException {
        Path path = folder.resolve("talk.json");
        for (String leftover : List.of("talk.json.new", "talk.json.1.new")) {
            Files.writeString(folder.resolve(leftover), "{\"mess");
        }

        assertThat(chat(path, Streams.whole("blue"), "one?").code()).isZero();
        assertThat(roles(path)).hasSize(2);
    }

    @Test
    void aFileThatCanNotBePutInPlaceLeavesNothingBeside() throws IOException {
        Path path = folder.resolve("talk.json");
        SessionFile file = SessionFile.of(path.toString());
        Conversation mine = new Conversation(ChatRequest.model("m").user("hi").build(), List.of(Message.user("hi")));
        Files.createDirectories(path.resolve("something")); // in the way

        assertThat(catchThrowable(() -> file.write(mine))).isInstanceOf(IOException.class);
        assertThat(folder).isDirectoryNotContaining(each -> each.toString().endsWith(".new"));
    }

    @Test
    void sendsNothingIfTheAnswerCouldNotBeKept() throws IOException {
        Path path = folder.resolve("nowhere/talk.json");
        assertThat(chat(path, Streams.whole("no"), "hi"))
                .isEqualTo(new Cli.Result(
                        2, "", "astreaming: " + path + ": its directory doesn't exist or isn't writable\n"));
        assertThat(sent).isEmpty();
    }

    @Test
    void keepsNoCallThatWasCutThoughNoToolsWereGiven() throws IOException {
        Path file = folder.resolve("talk.json");
        Recording cut =
                Recording.ofPayloads(List.of(Streams.TOOL_CALL.get(1), Streams.chunk("{}", "\"length\"")), true);

        assertThat(chat(file, cut, "hi").err()).endsWith("nothing of this turn is kept; ask again\n");
        assertThat(file).doesNotExist();
    }

    @Test
    void aCallWithoutIdIsPrintedWithTheIdUnderWhichItIsKept() throws IOException {
        Path file = folder.resolve("talk.json");
        String tools = Files.writeString(folder.resolve("t.json"), "[{\"name\":\"weather\"}]")
                .toString();
        Recording call = Recording.ofPayloads(
                List.of(Streams.TOOL_CALL.get(1).replace("\"id\":\"c1\",", ""), Streams.TOOL_CALL.get(2)), true);

        assertThat(chat(file, call, "--tools", tools, "hi").out()).startsWith("{\"id\":\"call_0\",");
        assertThat(chat(file, ANSWER, "--result", "call_0=2").out()).isEqualTo("Take a coat.");
    }

    @Test
    void callsWithoutIdGetIdsThatNoOtherInTheSessionHas() throws IOException {
        Path file = folder.resolve("talk.json");
        String tools = Files.writeString(folder.resolve("t.json"), "[{\"name\":\"weather\"}]")
                .toString();
        Recording call = Recording.ofPayloads(
                List.of(Streams.TOOL_CALL.get(1).replace("\"id\":\"c1\",", ""), Streams.TOOL_CALL.get(2)), true);

        assertThat(chat(file, call, "--tools", tools, "hi").out()).startsWith("{\"id\":\"call_0\",");
        assertThat(chat(file, call, "--result", "call_0=2").out()).startsWith("{\"id\":\"call_1\",");
        assertThat(chat(file, ANSWER, "--result", "call_1=3").out()).isEqualTo("Take a coat.");
    }

    @Test
    void aLinkToASessionStaysOne() throws IOException {
        Path file = folder.resolve("talk.json");
        chat(file, Streams.whole("blue"), "one?");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        chat(link, Streams.whole("red"), "two?");

        assertThat(link).isSymbolicLink();
        assertThat(roles(file)).hasSize(4);
    }

    private String schema() throws IOException {
        return Files.writeString(folder.resolve("s.json"), "{\"type\":\"object\"}")
                .toString();
    }

    private Cli.Result chat(Path session, Recording answer, String... args) {
        try (ReplayServer server = ReplayServer.serving(answer).start()) {
            List<String> all = new ArrayList<>(
                    List.of("chat", "--base-url", server.baseUri().toString(), "--session", session.toString()));
            all.addAll(Arrays.asList(args));
            Cli.Result result = Cli.run(all.toArray(String[]::new));
            sent = server.requests().stream().map(request -> request.text()).toList();
            return result;
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Object> roles(Path session) throws IOException {
        List<Map<String, Object>> messages = (List<Map<String, Object>>)
                JsonValues.object(Files.readString(session)).get("messages");
        return messages.stream().map(message -> message.get("role")).toList();
    }
}
