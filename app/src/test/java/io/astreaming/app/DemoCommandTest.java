package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DemoCommandTest {
    @Test
    void showsTheTextTheSummaryAndATraceThatEqualsTheRecording() {
        Cli.Result result = Cli.run("demo");

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("\n\n{\n  \"isNewTopic\": true,\n  \"title\": \"Initial Greeting\"\n}\n\n")
                .contains("outcome     completed, finish reason stop\n");
        assertThat(result.out())
                .endsWith("trace       equals the recording, byte for byte; chat --trace DIR keeps one\n");
    }

    @Test
    void leavesNothingBehind() throws IOException {
        Set<String> before = temporary();

        Cli.run("demo");

        assertThat(temporary()).isEqualTo(before);
    }

    private static Set<String> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(String::valueOf)
                    .filter(name -> name.contains("astreaming-"))
                    .collect(Collectors.toSet());
        }
    }
}
