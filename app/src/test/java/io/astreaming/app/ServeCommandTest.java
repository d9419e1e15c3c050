package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServeCommandTest {
    @Test
    void servesUntilItIsInterrupted() throws Exception {
        Cli server = new Cli();
        CompletableFuture<Cli.Result> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.complete(server.with("serve", "--port", "0", "--pace", "5", Cli.SEED)));
        thread.start();
        try {
            Bounded.until(() -> server.outSoFar().endsWith("\n"));
            String baseUrl = server.outSoFar().strip();
            assertThat(baseUrl).matches("http://127\\.0\\.0\\.1:\\d+/v1");

            assertThat(Cli.run("chat", "--base-url", baseUrl, "--prefill", "{", "hi")
                            .out())
                    .isEqualTo("{\n  \"isNewTopic\": true,\n  \"title\": \"Initial Greeting\"\n}");
        } finally {
            thread.interrupt();
        }
        assertThat(result.get(20, TimeUnit.SECONDS).code()).isEqualTo(130);
        assertThat(result.get().err()).isEmpty();
    }

    @Test
    void whatCanNotBeServedIsOneLine() throws IOException {
        assertThat(Cli.run("serve", "nowhere.sse")).isEqualTo(failed(1, "nowhere.sse: no such file or directory"));
        assertThat(Cli.run("serve", "--pace", "recorded", Cli.SEED).err())
                .startsWith("astreaming: no timing in the recording \"seed\"")
                .hasLineCount(1);
        assertThat(Cli.run("serve", "--port", "65536", Cli.SEED))
                .isEqualTo(failed(2, "a port lies between 0 and 65535, not 65536"));
        assertThat(Cli.run("serve", "--pace", "slow", Cli.SEED))
                .isEqualTo(failed(
                        2,
                        "Invalid value for option '--pace': 'slow' is neither full, recorded, nor milliseconds up to an"
                                + " hour"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(Cli.run("serve", "--port", String.valueOf(taken.getLocalPort()), Cli.SEED))
                    .isEqualTo(failed(
                            1, "can't listen on 127.0.0.1, port " + taken.getLocalPort() + ": Address already in use"));
        }
    }

    private static Cli.Result failed(int code, String line) {
        return new Cli.Result(code, "", "astreaming: " + line + "\n");
    }
}
