package io.astreaming.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.app.terminal.ExitCode;
import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.testing.JsonValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class BenchCommandTest {
    private static final Recording FOUR_PIECES =
            Recording.builder().text("a", "b", "c", "d").usage(10, 5).build();

    @Test
    void measuresTheGapsOfAKnownPace() {
        Reply paced = Reply.of(FOUR_PIECES).pace(Pace.every(Duration.ofMillis(20)));

        Map<String, Object> report = json(paced, "--requests", "10", "--concurrency", "2");

        assertThat(counts(report, "outcomes")).isEqualTo(Map.of("completed", 10));
        Map<?, ?> gaps = (Map<?, ?>) report.get("inter_chunk_latency");
        assertThat(number(gaps, "count")).isEqualTo(30);
        // A frame is never early; one that is late makes the next gap shorter.
        assertThat(number(gaps, "p50")).isBetween(15.0, 40.0);
        assertThat(number(gaps, "avg")).isBetween(15.0, 60.0);
        assertThat(number((Map<?, ?>) report.get("request_latency"), "min")).isGreaterThanOrEqualTo(60);
        assertThat(number(report, "output_tokens")).isEqualTo(50);
        assertThat(number((Map<?, ?>) report.get("time_to_first_token"), "count"))
                .isEqualTo(10);
    }

    @Test
    void reportsForPeople() {
        Cli.Result result = bench(Reply.of(FOUR_PIECES), "--requests", "5", "--slo", "e2e:60000,ttft:60000");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("requests    5 sent: 5 completed\nload        concurrency 1, 1 warm-up request left out, ")
                .contains("mean       p50       p90       p95       p99       max\n")
                .contains("\nttft ", "\ngap ", "\ne2e ")
                .contains("\noutput      25 tokens, ")
                .contains(": 5 of 5 within e2e 60.00 s, ttft 60.00 s\n")
                .doesNotContain("stalls", "errors", "ttfo");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void saysWhereReasoningComesBeforeTheAnswer() {
        Recording thinking = Recording.builder().reasoning("hm").text("yes").build();
        Reply paced = Reply.of(thinking).pace(Pace.every(Duration.ofMillis(30)));

        Map<String, Object> report = json(paced, "--requests", "1");

        assertThat(number((Map<?, ?>) report.get("time_to_first_output_token"), "min")
                        - number((Map<?, ?>) report.get("time_to_first_token"), "min"))
                .isGreaterThan(20);
        assertThat(report).doesNotContainKeys("output_tokens", "inter_token_latency");
    }

    @Test
    void countsOutcomesApartAndTimesOnlyWhatCompleted() {
        List<Reply> replies = List.of(
                Reply.of(FOUR_PIECES),
                Reply.of(FOUR_PIECES),
                Reply.of(FOUR_PIECES).afterFrame(2).end(),
                Reply.status(429, "{\"error\":{\"message\":\"slow down\"}}"),
                Reply.of(FOUR_PIECES));

        Cli.Result result = bench(replies, "--requests", "4", "--json");

        Map<String, Object> report = JsonValues.object(result.out());
        assertThat(counts(report, "outcomes")).isEqualTo(Map.of("completed", 2, "failed", 1, "truncated", 1));
        assertThat(counts(report, "errors")).isEqualTo(Map.of("status 429", 1, "truncated", 1));
        assertThat(number((Map<?, ?>) report.get("request_latency"), "count")).isEqualTo(2);
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void namesTheFirstError() {
        Cli.Result result =
                bench(List.of(Reply.of(FOUR_PIECES), Reply.status(503, "")), "--requests", "2", "--slo", "ttft:1000");

        assertThat(result.out())
                .startsWith("requests    2 sent: 2 failed\n")
                .contains("errors      2 status 503\n            the first: ")
                .contains("0 of 2 within ttft 1.00 s");
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void tellsAStall() {
        Reply stalls = Reply.of(FOUR_PIECES).afterFrame(2).stall();

        Cli.Result result = bench(List.of(Reply.of(FOUR_PIECES), stalls), "--requests", "1", "--timeout", "0.3");

        assertThat(result.out()).startsWith("requests    1 sent: 1 timed out\n").contains("errors      1 timeout\n");
        assertThat(result.code()).isEqualTo(ExitCode.TIMED_OUT);
    }

    @Test
    void tellsAPauseThatAStreamSurvives() {
        // Far enough beyond a second: a chunk that is read late makes the next gap shorter.
        Duration pause = Duration.ofMillis(1_300);
        Reply slow =
                Reply.of(FOUR_PIECES).afterFrame(2).pause(pause).afterFrame(3).pause(pause);

        Cli.Result result = bench(List.of(Reply.of(FOUR_PIECES), slow), "--requests", "1");

        assertThat(result.out()).containsPattern("stalls {6}2 gaps of a second or more, the longest 1\\.[3-9]");
    }

    /** Otherwise a server that does nothing for a while would look good: few requests meet the pause. */
    @Test
    void countsTheWaitOfARequestThatWasDueWhileTheServerWasBusy() {
        Reply slow = Reply.of(FOUR_PIECES).pace(Pace.every(Duration.ofMillis(100)));

        Map<String, Object> report =
                json(slow, "--requests", "3", "--rate", "1000", "--concurrency", "1", "--warmup", "0");

        assertThat(number((Map<?, ?>) report.get("time_to_first_token"), "max")).isGreaterThan(700);
        assertThat(number((Map<?, ?>) report.get("inter_chunk_latency"), "max")).isLessThan(700);
    }

    @Test
    void sendsNoLoadIfTheWarmUpFails() {
        try (ReplayServer server =
                ReplayServer.answering(Reply.status(401, "{}")).start()) {
            Cli.Result result = run(server, "--requests", "50");

            assertThat(result.code()).isEqualTo(ExitCode.FAILED);
            assertThat(result.err()).startsWith("astreaming: a warm-up request didn't complete, so no load is sent: ");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void sendsNothingAfterTheDuration() {
        Reply slow = Reply.of(FOUR_PIECES).pace(Pace.every(Duration.ofMillis(100)));

        Map<String, Object> report = json(slow, "--requests", "1000", "--duration", "0.1", "--warmup", "0");

        assertThat(number(report, "requests")).isOne();
    }

    @Test
    void showsOnATerminalHowFarItIs() {
        try (ReplayServer server = ReplayServer.serving(FOUR_PIECES).start()) {
            Cli.Result result = new Cli().onScreen().with(args(server, "--requests", "2"));

            assertThat(result.err())
                    .contains("\r\u001b[Kwarm-up request 1 of 1\r\u001b[K", "\r\u001b[K1 of 2")
                    .endsWith("\r\u001b[K");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--requests, 0, --requests lies between 1 and",
        "--concurrency, 0, --concurrency lies between 1 and",
        "--rate, 0, --rate lies between",
        "--rate, NaN, --rate lies between",
        "--duration, -1, --duration lies between",
        "--warmup, -1, --warmup lies between",
        "--timeout, 0, --timeout lies between",
        "--slo, ttft, --slo takes",
        "--slo, ttft:fast, --slo takes",
        "--slo, speed:5, --slo takes",
        "--max-tokens, 0, token",
    })
    void refusesWhatMakesNoSense(String option, String value, String problem) {
        try (ReplayServer server = ReplayServer.serving(FOUR_PIECES).start()) {
            Cli.Result result = run(server, option, value);

            assertThat(result.code()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).contains(problem);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void loadsOnlyAnEndpointThatIsNamed() {
        Cli.Result result = new Cli()
                .environment("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
                .with("bench", "--model", "m", "hi");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--base-url is missing");
    }

    @Test
    void asksTheModelOfAnEndpointWithAName(@TempDir Path folder) throws IOException {
        try (ReplayServer server = ReplayServer.serving(FOUR_PIECES).start()) {
            Path file = folder.resolve("endpoints.properties");
            String url = server.baseUri().toString();
            Files.writeString(file, "a.base-url = " + url + "\na.model = of-the-file\nb.base-url = " + url);

            assertThat(benchOf(file, "a").code()).isZero();
            assertThat(benchOf(file, "a", "-m", "given").code()).isZero();
            assertThat(benchOf(file, "b"))
                    .isEqualTo(new Cli.Result(2, "", "astreaming: --model is missing: name the model to measure\n"));
            assertThat(server.requests())
                    .satisfiesExactly(
                            first -> assertThat(first.text()).contains("\"model\":\"of-the-file\""),
                            second -> assertThat(second.text()).contains("\"model\":\"given\""));
        }
    }

    private static Cli.Result benchOf(Path file, String endpoint, String... options) {
        List<String> args = new ArrayList<>(List.of("bench", "-e", endpoint, "--requests", "1", "--warmup", "0", "hi"));
        args.addAll(List.of(options));
        return new Cli().environment("ASTREAMING_ENDPOINTS", file.toString()).with(args.toArray(String[]::new));
    }

    private static Map<String, Object> json(Reply reply, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--json");
        Cli.Result result = bench(reply, all.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return JsonValues.object(result.out());
    }

    private static Map<String, Integer> counts(Map<?, ?> members, String name) {
        Map<String, Integer> counts = new TreeMap<>();
        ((Map<?, ?>) members.get(name))
                .forEach((key, value) -> counts.put(String.valueOf(key), ((Number) value).intValue()));
        return counts;
    }

    private static double number(Map<?, ?> members, String name) {
        return ((Number) members.get(name)).doubleValue();
    }

    private static Cli.Result bench(Reply reply, String... options) {
        return bench(List.of(reply), options);
    }

    /** Runs against a server that gives the replies in turn, and the last one again and again. */
    private static Cli.Result bench(List<Reply> replies, String... options) {
        try (ReplayServer server = ReplayServer.answering(
                        replies.get(0), replies.subList(1, replies.size()).toArray(Reply[]::new))
                .start()) {
            return run(server, options);
        }
    }

    private static Cli.Result run(ReplayServer server, String... options) {
        return Cli.run(args(server, options));
    }

    private static String[] args(ReplayServer server, String... options) {
        List<String> args =
                new ArrayList<>(List.of("bench", "--base-url", server.baseUri().toString(), "--model", "m", "hi"));
        args.addAll(List.of(options));
        return args.toArray(String[]::new);
    }
}
