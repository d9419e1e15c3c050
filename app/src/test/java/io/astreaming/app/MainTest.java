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
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void withoutArgumentsItShowsTheHelpAndIsMisused() {
        Cli.Result result = Cli.run();

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("Usage: astreaming")
                .contains("chat", "demo", "serve", "inspect", "convert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "demo", "serve", "inspect", "convert"})
    void everyCommandHasHelpAndVersion(String command) {
        Cli.Result help = Cli.run(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).startsWith("Usage: astreaming " + command);
        assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));

        assertThat(Cli.run(command, "--version").out()).startsWith("astreaming ");
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
