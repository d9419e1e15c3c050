package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DemoCommandTest {
    @Test
    void showsTheTextTheSummaryAndATraceThatEqualsTheRecording() throws IOException {
        Cli.Result result = Cli.run("demo");

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("\n\n{\n  \"isNewTopic\": true,\n  \"title\": \"Initial Greeting\"\n}\n\n")
                .contains("outcome     completed, finish reason stop\n");
        Matcher trace = Pattern.compile("trace +(\\S+_RESPONSE_STREAM\\.md)\n").matcher(result.out());
        assertThat(trace.find()).isTrue();
        Path file = Path.of(trace.group(1));
        assertThat(file).hasSameBinaryContentAs(Cli.seed());
        for (File kept : file.getParent().toFile().listFiles()) {
            Files.delete(kept.toPath());
        }
        Files.delete(file.getParent());
    }
}
