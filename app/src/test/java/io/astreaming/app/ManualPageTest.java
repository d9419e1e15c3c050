package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManualPageTest {
    private final String page = Cli.run("manual").out();

    @ParameterizedTest
    @ValueSource(strings = {"chat", "serve", "relay", "inspect", "convert", "bench", "models", "completion", "manual"})
    void hasEveryCommandAndOption(String command) {
        String section = page.substring(page.indexOf("\n.SS " + command + "\n"));
        String help = Cli.run(command, "--help").out();

        Matcher options = Pattern.compile("(?m)^ +(?:-., )?(--[a-z-]+)").matcher(help);
        while (options.find()) {
            assertThat(section).contains(options.group(1).replace("-", "\\-"));
        }
        assertThat(section).contains("\\-\\-help");
    }

    @Test
    void leavesNoPlaceholderAndNoRequestToRoffByAccident() {
        assertThat(page).startsWith(".TH ASTREAMING 1\n").doesNotContain("${", "%n", "$$");
        assertThat(page.lines())
                .filteredOn(line -> line.startsWith(".") || line.startsWith("'"))
                .allMatch(line -> line.matches("\\.(TH|SH|SS|TP|PP|B|nf|fi)( .*)?"));
    }

    @Test
    void completesCommandsAndOptions() {
        Cli.Result result = Cli.run("completion");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("bench", "--concurrency", "complete -F");
    }
}
