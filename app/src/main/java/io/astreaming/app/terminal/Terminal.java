package io.astreaming.app.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a command: standard streams and environment variables. All output is UTF-8, whatever the locale.
 * Lines are made safe to print; the answer's text only if standard output is a terminal.
 */
public final class Terminal {
    private final StandardOutput output;
    private final PrintStream out;
    private final PrintStream err;
    private final InputStream in;
    private final Map<String, String> environment;
    private final Set<StandardStream> screens;
    private final boolean ofProcess;

    /**
     * Creates a terminal.
     * @param screens which of the streams are a terminal
     */
    public Terminal(
            OutputStream out,
            PrintStream err,
            InputStream in,
            Map<String, String> environment,
            Set<StandardStream> screens) {
        this(out, err, in, environment, screens, false);
    }

    private Terminal(
            OutputStream out,
            PrintStream err,
            InputStream in,
            Map<String, String> environment,
            Set<StandardStream> screens,
            boolean ofProcess) {
        this.output = new StandardOutput(out);
        this.out = new PrintStream(output, true, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.in = in;
        this.environment = environment;
        this.screens = screens;
        this.ofProcess = ofProcess;
    }

    public static Terminal ofProcess() {
        // System.out would report only that a problem occurred.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        return new Terminal(
                out, System.err, StandardInput.ofProcess(), System.getenv(), StandardStream.present(), true);
    }

    public InputStream in() {
        return in;
    }

    /** Returns the standard input line by line; with editing if it is a terminal. */
    public LineSource lines() throws IOException {
        return ofProcess && has(StandardStream.INPUT) && has(StandardStream.ERROR)
                ? JLineSource.open()
                : new PipedLineSource(in);
    }

    /** Returns an environment variable; null if it isn't set or is blank. */
    public @Nullable String environment(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Returns whether a stream is a terminal. */
    public boolean has(StandardStream screen) {
        return screens.contains(screen);
    }

    /**
     * Returns whether text that a stream shows may have colours: if it is a terminal that isn't dumb, and the user doesn't
     * object (https://no-color.org).
     */
    public boolean hasColours(StandardStream screen) {
        return has(screen)
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Writes a line to the standard output. */
    public void print(String line) {
        print(Line.plain(line));
    }

    /** Writes a line to the standard output, with its style if that shows colours. */
    public void print(Line line) {
        write(out, StandardStream.OUTPUT, line);
    }

    /** Writes a line to the standard error. */
    public void info(String line) {
        info(Line.plain(line));
    }

    /** Writes a line to the standard error, with its style if that shows colours. */
    public void info(Line line) {
        write(err, StandardStream.ERROR, line);
    }

    private void write(PrintStream to, StandardStream screen, Line line) {
        to.print(styled(screen, line.style(), TerminalText.line(line.text())) + "\n");
        to.flush();
    }

    private String styled(StandardStream screen, Style style, String printable) {
        return hasColours(screen) ? style.on(printable) : printable;
    }

    /** Writes a line about a problem to the standard error. */
    public void error(String problem) {
        info(new Line(Style.ERROR, "astreaming: " + problem));
    }

    /** Writes a piece of secondary text, such as reasoning, to the standard error; dimmed if that is a terminal. */
    public void dim(String piece) {
        err.print(styled(StandardStream.ERROR, Style.DIM, TerminalText.text(piece)));
        err.flush();
    }

    /** Replaces the last line of the standard error, which the next call replaces again, if that is a terminal. */
    public void status(String line) {
        if (has(StandardStream.ERROR)) {
            err.print("\r\u001b[K" + TerminalText.line(line));
            err.flush();
        }
    }

    void trace(Throwable problem) {
        StringWriter lines = new StringWriter();
        problem.printStackTrace(new PrintWriter(lines, true));
        err.print(TerminalText.text(lines.toString()));
        err.flush();
    }

    /** Returns a writer to the standard output for text that arrives in pieces. */
    public TextWriter text() {
        return new TextWriter(output, has(StandardStream.OUTPUT));
    }

    /** Returns the standard output for bytes: unchanged, or made safe to print if it is a terminal. */
    public OutputStream bytes() {
        return has(StandardStream.OUTPUT) ? new TerminalBytes(text()) : output;
    }

    /** Returns whether nothing more can be written to the standard output. */
    public boolean isOutputGone() {
        return output.isGone();
    }

    /**
     * Returns the first problem of the standard output; null if there was none, or if its reader has closed the pipe.
     */
    public @Nullable IOException lostOutput() {
        return output.problem();
    }

    public PrintWriter helpWriter() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    public PrintWriter errorWriter() {
        return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    }
}
