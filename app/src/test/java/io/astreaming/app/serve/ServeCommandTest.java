package io.astreaming.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.app.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServeCommandTest {
    @Test
    void servesUntilItIsInterrupted() throws Exception {
        Cli.Result chat = chatWithAServer("60", "--pace", "5", Cli.SEED);

        assertThat(chat.out()).isEqualTo("{\n  \"isNewTopic\": true,\n  \"title\": \"Initial Greeting\"\n}");
    }

    @Test
    void cutsOrStallsOnDemand() throws Exception {
        Cli.Result cut = chatWithAServer("60", "--cut-after", "2", Cli.SEED);
        assertThat(cut.code()).isEqualTo(ExitCode.TRUNCATED);
        assertThat(cut.out()).isEqualTo("{\n  \"isNewTopic\": true,\n  \"title\": \"");

        Cli.Result stalled = chatWithAServer("1", "--stall-after", "2", Cli.SEED);
        assertThat(stalled.code()).isEqualTo(ExitCode.TIMED_OUT);
        assertThat(stalled.out()).isEqualTo(cut.out());

        assertThat(Cli.run("serve", "--cut-after", "99", Cli.SEED).err())
                .isEqualTo("astreaming: the recording \"seed\" has 6 frames: there is no place after frame 99\n");
    }

    @Test
    void answersInOnePieceAtThePathsAndForThePagesThatOptionsName() throws Exception {
        String[] options = {"--base-path", "/api/v1", "--azure", "--cors", "--allow-host", "replay.test", Cli.SEED};
        Serving.whileServing(
                baseUrl -> {
                    assertThat(baseUrl).endsWith("/api/v1");
                    for (String path : List.of("/api/v1", "/openai/deployments/seed")) {
                        HttpRequest request = HttpRequest.newBuilder(
                                        URI.create(baseUrl).resolve(path + "/chat/completions"))
                                .header("Origin", "http://localhost:3000")
                                .POST(BodyPublishers.ofString("{\"model\":\"seed\",\"stream\":false}"))
                                .build();
                        HttpResponse<String> response =
                                HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
                        assertThat(response.statusCode()).isEqualTo(200);
                        assertThat(response.headers().firstValue("access-control-allow-origin"))
                                .hasValue("*");
                        assertThat(response.body())
                                .contains("\"object\":\"chat.completion\"", "\"finish_reason\":\"stop\"")
                                .contains("{\"role\":\"assistant\",\"content\":\"\\n  \\\"isNewTopic\\\": true,\\n  "
                                        + "\\\"title\\\": \\\"Initial Greeting\\\"\\n}\",");
                    }
                    return null;
                },
                options);
        assertThat(Cli.run("serve", "--base-path", "v1", Cli.SEED))
                .isEqualTo(failed(2, "a base path is / or like /api/v1, not v1"));
    }

    /** Serves, asks, and interrupts the server. */
    private static Cli.Result chatWithAServer(String timeout, String... options) throws Exception {
        return Serving.whileServing(
                baseUrl -> Cli.run("chat", "--base-url", baseUrl, "--idle-timeout", timeout, "--prefill", "{", "hi"),
                options);
    }

    @Test
    void whatCanNotBeServedIsOneLine() throws IOException {
        assertThat(Cli.run("serve"))
                .isEqualTo(failed(2, "name the recorded streams to serve, or a provider with --upstream"));
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
