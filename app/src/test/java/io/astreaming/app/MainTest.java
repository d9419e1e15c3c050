package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.terminal.ErrorReporter;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @ParameterizedTest
    @CsvSource({
        "'chat --modle m hi', unknown option: --modle; did you mean --model",
        "'bench --model m --concurency 4 hi', unknown option: --concurency; did you mean --concurrency",
        "'caht hi', unknown command: caht; did you mean chat",
        "'relay --upstream x --prot 5', unknown option: --prot; did you mean --port",
        "'inspct x', unknown command: inspct; did you mean inspect",
        "'chat --sk-secret-1 hi', unknown option: --sk-secret-1",
    })
    void saysWhatAMistypedWordMayMean(String line, String problem) {
        Cli.Result result = Cli.run(line.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("astreaming: " + problem);
    }

    @Test
    void withoutArgumentsItShowsTheHelpAndIsMisused() {
        Cli.Result result = Cli.run();

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("Usage: astreaming")
                .contains("chat", "demo", "serve", "relay", "bench", "inspect", "convert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "demo", "serve", "relay", "bench", "inspect", "convert"})
    void everyCommandHasHelpAndVersion(String command) {
        Cli.Result help = Cli.run(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).startsWith("Usage: astreaming " + command);
        assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));

        assertThat(Cli.run(command, "--version").out()).startsWith("astreaming ");
    }

    /** Who copies it from the screen needs it in one piece. */
    @ParameterizedTest
    @CsvSource({
        "chat, ~/.config/astreaming/endpoints.properties",
        "chat, https://api.openai.com/v1",
        "serve, https://api.anthropic.com/v1:",
        "relay, https://api.openai.com/v1",
        "relay, redis://localhost:6379",
        "convert, astreaming convert a.sse - --to jsonl | jq",
    })
    void helpBreaksNoUrlPathOrCommand(String command, String whole) {
        assertThat(Cli.run(command, "--help").out()).contains(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "chat --temperature warm hi, is not a number",
        "chat --max-tokens 1.5 hi, is not a whole number",
        "bench --requests many hi, is not a whole number",
        "bench --rate fast hi, is not a number",
    })
    void saysInWordsWhatIsNoNumber(String line, String problem) {
        Cli.Result result = Cli.run(line.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("'" + line.split(" ")[2] + "' " + problem);
    }

    @Test
    void wrongUsageIsOneLine() {
        assertThat(Cli.run("sing").err()).isEqualTo("astreaming: unknown command: sing; see astreaming --help\n");
        assertThat(Cli.run("chat", "--loud").err())
                .isEqualTo("astreaming: unknown option: --loud; see astreaming chat --help\n");
        assertThat(Cli.run("inspect").err())
                .isEqualTo("astreaming: Missing required parameter: 'FILE'; see astreaming inspect --help\n");
        assertThat(Cli.run("sing").code()).isEqualTo(2);
    }

    @Test
    void writesUtf8WhateverTheStreamsWereMadeFor() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = Main.run(
                new PrintStream(out, true, StandardCharsets.US_ASCII),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.US_ASCII),
                InputStream.nullInputStream(),
                "inspect",
                Path.of("src/test/resources/io/astreaming/app/emoji.jsonl").toString());

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("text, 2 characters: \"😀é\"");
    }

    @Test
    void showsAStackTraceOnlyWhenAskedTo() {
        assertThat(Cli.run("inspect", "nowhere").err()).hasLineCount(1);
        assertThat(new Cli()
                        .environment("ASTREAMING_DEBUG", "1")
                        .with("inspect", "nowhere")
                        .err())
                .startsWith(
                        "astreaming: nowhere: no such file or directory\njava.nio.file.NoSuchFileException: nowhere\n")
                .contains("\tat ");
    }

    @Test
    void whatNobodyExpectedIsOneLineToo() {
        assertThat(ErrorReporter.describe(new IllegalStateException("oops")))
                .isEqualTo("internal error, please report it: java.lang.IllegalStateException: oops;"
                        + " with ASTREAMING_DEBUG=1 it shows where");
    }
}
