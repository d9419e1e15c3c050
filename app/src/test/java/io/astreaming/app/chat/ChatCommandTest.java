package io.astreaming.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.jsontext.JsonText;
import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.testing.Await;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
public class ChatCommandTest {
    private static final String[] NO_ARGS = {};

    @Test
    void printsTheTextToStandardOutputAndAllElseBesideIt() throws Exception {
        Cli.Result result = chat(Recording.read(Cli.seed()), "hi");

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("\n  \"isNewTopic\": true,\n  \"title\": \"Initial Greeting\"\n}");
        assertThat(result.err())
                .contains("outcome     completed, finish reason stop\n")
                .contains("model       claude-haiku-4-5-20251001\n")
                .contains("usage       117 prompt, 25 completion, 142 total tokens\n")
                .contains("0 read from cache, 0 written to cache\n")
                .contains("timing      first content after ")
                .contains("chunks      5, longest gap ")
                .contains("deviations  usage_with_choices\n");
    }

    @Test
    void prefillAndTextTogetherAreJson() throws Exception {
        Recording seed = Recording.read(Cli.seed());

        Cli.Result result = chat(seed, "--prefill", "{", "hi");

        assertThat(JsonText.of(result.out()).minified().text())
                .isEqualTo("{\"isNewTopic\":true,\"title\":\"Initial Greeting\"}");
    }

    @Test
    void sendsWhatTheOptionsSay() {
        try (ReplayServer server = ReplayServer.serving(Streams.whole("ok")).start()) {
            new Cli()
                    .environment("MY_KEY", "sk-secret")
                    .with(
                            "chat",
                            "--base-url",
                            server.baseUri().toString(),
                            "--api-key-env",
                            "MY_KEY",
                            "--model",
                            "m1",
                            "--system",
                            "be brief",
                            "--prefill",
                            "{",
                            "--temperature",
                            "0.5",
                            "--max-tokens",
                            "7",
                            "--no-usage",
                            "what now");

            String request = server.requests().get(0).text();
            assertThat(request)
                    .contains("\"m1\"", "be brief", "what now", "\"{\"", "0.5", "\"max_tokens\":7", "\"stream\":true")
                    .doesNotContain("include_usage", "sk-secret");
            assertThat(request.indexOf("be brief")).isLessThan(request.indexOf("what now"));
            assertThat(server.requests().get(0).header("Authorization")).isEqualTo("Bearer sk-secret");
        }
    }

    @Test
    void readsThePromptFromStandardInput() {
        for (String[] args : List.of(NO_ARGS, new String[] {"-"})) {
            try (ReplayServer server = ReplayServer.serving(Streams.whole("ok")).start()) {
                Cli cli = new Cli().input("from the pipe é\n");
                assertThat(cli.with(withUrl(server, args)).code()).isZero();
                assertThat(server.requests().get(0).text()).contains("\"from the pipe é\"");
            }
        }
    }

    @Test
    void aPromptThatLooksLikeAnArgumentsFileIsAPrompt() {
        try (ReplayServer server = ReplayServer.serving(Streams.whole("ok")).start()) {
            Cli.run(withUrl(server, "@" + Cli.SEED));

            assertThat(server.requests().get(0).text()).contains("\"@" + Cli.SEED + "\"");
        }
    }

    @Test
    void showsTheFirstOfSeveralChoicesAndSaysSo() {
        Recording two = Recording.ofPayloads(
                List.of(
                        Streams.text("one"),
                        Streams.text("two").replace("\"index\":0", "\"index\":1"),
                        Streams.stop(),
                        Streams.stop().replace("\"index\":0", "\"index\":1")),
                true);

        Cli.Result result = chat(two, "hi");

        assertThat(result.out()).isEqualTo("one");
        assertThat(result.err()).contains("finish reason stop, stop\n", "choices     2; the text is the first one's\n");
    }

    @Test
    void joinsASurrogatePairThatIsSplitOverTwoChunks() {
        Recording split = Recording.ofPayloads(
                List.of(
                        Streams.chunk("{\"content\":\"a\\ud83d\"}", "null"),
                        Streams.chunk("{\"content\":\"\\ude00b\"}", "null"),
                        Streams.stop()),
                true);

        assertThat(chat(split, "hi").out()).isEqualTo("a😀b");
    }

    @Test
    void leavesReasoningOutUnlessItIsAskedFor() {
        Recording thinking = Recording.ofPayloads(
                List.of(
                        Streams.chunk("{\"reasoning_content\":\"hm, well\"}", "null"),
                        Streams.text("yes"),
                        Streams.stop()),
                true);

        assertThat(chat(thinking, "hi").err()).doesNotContain("hm, well");
        Cli.Result asked = chat(thinking, "--reasoning", "hi");
        assertThat(asked.out()).isEqualTo("yes");
        assertThat(asked.err()).startsWith("hm, well\n\noutcome");
    }

    @Test
    void namesToolCallsAndRefusalsInTheSummary() {
        Recording calls = Recording.ofPayloads(
                List.of(
                        Streams.chunk(
                                "{\"refusal\":\"I won't\",\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":"
                                        + "{\"name\":\"look\",\"arguments\":\"{\\\"a\\\":1}\"}}]}",
                                "null"),
                        Streams.chunk("{}", "\"tool_calls\"")),
                true);

        Cli.Result result = chat(calls, "hi");

        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("tool call   look({\"a\":1}), id c1\n")
                .contains("refusal     I won't\n");
    }

    @Test
    void keepsControlCharactersFromAScreenAndPassesThemThroughAPipe() {
        Recording nasty = Streams.whole("a\u001b[31mb\tc\u0007\n");

        assertThat(chat(nasty, "hi").out()).isEqualTo("a\u001b[31mb\tc\u0007\n");
        assertThat(chat(new Cli().onScreen(), nasty, "hi").out()).isEqualTo("a␛[31mb\tc␇\n");
    }

    @Test
    void neverWritesControlCharactersOfAProviderToStandardError() {
        Recording nasty = Recording.ofPayloads(
                List.of("{\"error\":{\"message\":\"bad \\u001b]0;owned\\u0007 thing\",\"code\":\"\\u001b[2J\"}}"),
                false);

        Cli.Result result = chat(nasty, "hi");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("astreaming: the provider failed").doesNotContain("\u001b", "\u0007");
    }

    @Test
    void aStreamThatIsCutGivesCodeThree() {
        Cli.Result result = chat(Streams.cut("half an ans"), "hi");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEqualTo("half an ans");
        assertThat(result.err())
                .contains("outcome     truncated, finish reason none\n")
                .contains("astreaming: the stream ended before the answer was whole");
    }

    @Test
    void aStreamThatTakesTooLongGivesCodeFour() {
        try (ReplayServer silent = ReplayServer.serving(Streams.whole("never"))
                .pace(Pace.permittedBy(new Semaphore(0)))
                .start()) {
            Cli.Result total = Cli.run(withUrl(silent, "--timeout", "0.3", "hi"));
            assertThat(total.code()).isEqualTo(4);
            assertThat(total.err())
                    .isEqualTo("astreaming: waited 300 ms for the whole stream; allow more with --timeout\n");

            Cli.Result idle = Cli.run(withUrl(silent, "--idle-timeout", "0.3", "hi"));
            assertThat(idle.code()).isEqualTo(4);
            assertThat(idle.err()).contains("allow more with --idle-timeout");
        }
    }

    @Test
    void anInterruptCancelsAndTheSummaryStillComes() throws Exception {
        Semaphore permits = new Semaphore(1);
        try (ReplayServer slow = ReplayServer.serving(Streams.whole("first", "second"))
                .pace(Pace.permittedBy(permits))
                .start()) {
            Cli cli = new Cli();
            CompletableFuture<Cli.Result> result = new CompletableFuture<>();
            Thread thread = new Thread(() -> result.complete(cli.with(withUrl(slow, "hi"))));
            thread.start();
            Await.until(() -> cli.outSoFar().equals("first"));
            thread.interrupt();

            assertThat(result.get(20, TimeUnit.SECONDS).code()).isEqualTo(130);
            assertThat(result.get().err()).contains("outcome     cancelled").doesNotContain("astreaming:");
        }
    }

    @Test
    void aRefusalIsOneLine() {
        Reply refusal =
                Reply.status(401, "{\"error\":{\"message\":\"Incorrect API key\",\"type\":\"invalid_request_error\"}}");
        try (ReplayServer server = ReplayServer.answering(refusal).start()) {
            Cli.Result result = Cli.run(withUrl(server, "hi"));

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .isEqualTo("astreaming: the provider refused the request with status 401: Incorrect API key,"
                            + " type invalid_request_error; check the API key\n");
        }
    }

    @Test
    void aWrongAddressIsOneLine() throws IOException {
        String nowhere;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
        }

        String problem = "can't connect to " + nowhere + ": connection refused; is the server running?";
        assertThat(Cli.run("chat", "--base-url", nowhere, "--retries", "0", "hi"))
                .isEqualTo(failed(1, problem));
        assertThat(Cli.run("chat", "--base-url", nowhere, "--retries", "1", "hi")
                        .err()
                        .lines())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("attempt 1: " + problem)
                                .contains("trying again in "),
                        last -> assertThat(last).isEqualTo("astreaming: " + problem));
        assertThat(Cli.run("chat", "--base-url", "nowhere", "hi"))
                .isEqualTo(failed(2, "the base URL must begin with http:// or https://"));
        assertThat(new Cli()
                        .environment("OPENAI_BASE_URL", nowhere)
                        .with("chat", "--retries", "0", "hi")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void aKeyThatIsMissingIsOneLine() {
        String advice = " isn't set; set it to the API key, name another with --api-key-env, or use --no-api-key";

        assertThat(Cli.run("chat", "hi")).isEqualTo(failed(2, "the environment variable OPENAI_API_KEY" + advice));
        assertThat(Cli.run("chat", "--base-url", "http://localhost:1/v1", "--api-key-env", "NONE", "hi"))
                .isEqualTo(failed(2, "the environment variable NONE" + advice));
        assertThat(new Cli().environment("BAD", "two words").with("chat", "--api-key-env", "BAD", "hi"))
                .isEqualTo(failed(
                        2, "the API key has characters that an HTTP header can't have (environment variable BAD)"));
    }

    @Test
    void wrongUsageIsOneLine() {
        String[] local = {"chat", "--base-url", "http://localhost:1/v1"};

        assertThat(Cli.run(plus(local))).isEqualTo(failed(2, "the prompt is empty"));
        assertThat(Cli.run(plus(local, "--max-tokens", "0", "hi")))
                .isEqualTo(failed(2, "max_tokens must be at least 1, not 0"));
        assertThat(Cli.run(plus(local, "--temperature", "-1", "hi")).code()).isEqualTo(2);
        assertThat(Cli.run(plus(local, "--timeout", "soon", "hi")))
                .isEqualTo(failed(
                        2,
                        "Invalid value for option '--timeout': 'soon' is no number of seconds from 0.001 to 1000000"));
    }

    @Test
    void aTraceThatCanNotBeWrittenIsOneLine() {
        String below = Cli.seed().toAbsolutePath() + "/below";

        Cli.Result result = Cli.run("chat", "--base-url", "http://localhost:1/v1", "--trace", below, "hi");

        assertThat(result).isEqualTo(failed(2, "can't keep a trace in " + below + ": Not a directory"));
    }

    public static Cli.Result chat(Recording recording, String... args) {
        return chat(new Cli(), recording, args);
    }

    private static Cli.Result chat(Cli cli, Recording recording, String... args) {
        try (ReplayServer server = ReplayServer.serving(recording).start()) {
            return cli.with(withUrl(server, args));
        }
    }

    private static String[] withUrl(ReplayServer server, String... args) {
        return plus(new String[] {"chat", "--base-url", server.baseUri().toString()}, args);
    }

    private static String[] plus(String[] first, String... more) {
        String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    private static Cli.Result failed(int code, String line) {
        return new Cli.Result(code, "", "astreaming: " + line + "\n");
    }
}
