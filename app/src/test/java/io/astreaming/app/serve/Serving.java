package io.astreaming.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the command {@code serve} in this process. */
final class Serving {
    /** What is asked while the server runs. */
    interface Question<T> {
        T ask(String baseUrl) throws Exception;
    }

    private Serving() {}

    /** Serves, asks, and interrupts the server. */
    static <T> T whileServing(Question<T> question, String... options) throws Exception {
        return whileServing(new Cli(), question, options);
    }

    static <T> T whileServing(Cli server, Question<T> question, String... options) throws Exception {
        List<String> args = new ArrayList<>(List.of("--quiet"));
        args.addAll(List.of(options));
        T answer = whileLogging(server, question, args.toArray(String[]::new));
        assertThat(server.errSoFar()).isEmpty();
        return answer;
    }

    /** Serves and asks while requests are logged. */
    static <T> T whileLogging(Cli server, Question<T> question, String... options) throws Exception {
        List<String> args = new ArrayList<>(List.of("serve", "--port", "0"));
        args.addAll(List.of(options));
        CompletableFuture<Cli.Result> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.complete(server.with(args.toArray(String[]::new))));
        thread.start();
        T answer;
        try {
            Await.until(() -> server.outSoFar().endsWith("\n"));
            String baseUrl = server.outSoFar().strip();
            assertThat(baseUrl).matches("http://127\\.0\\.0\\.1:\\d+(/api)?/v1");
            answer = question.ask(baseUrl);
        } finally {
            thread.interrupt();
        }
        assertThat(result.get(20, TimeUnit.SECONDS).code()).isEqualTo(130);
        return answer;
    }
}
