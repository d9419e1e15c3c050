package io.astreaming.app;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a command: the standard streams and the environment. Everything written is UTF-8, whatever the locale.
 * Lines are made printable; the answer's text is made so only where standard output is a screen.
 */
final class Terminal {
    private final PrintStream out;
    private final PrintStream err;
    private final InputStream in;
    private final Map<String, String> environment;
    private final Set<Screen> screens;
    private final boolean ofProcess;

    /**
     * A terminal.
     *
     * @param screens which of the streams a person sits at
     */
    Terminal(PrintStream out, PrintStream err, InputStream in, Map<String, String> environment, Set<Screen> screens) {
        this(out, err, in, environment, screens, false);
    }

    private Terminal(
            PrintStream out,
            PrintStream err,
            InputStream in,
            Map<String, String> environment,
            Set<Screen> screens,
            boolean ofProcess) {
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.in = in;
        this.environment = environment;
        this.screens = screens;
        this.ofProcess = ofProcess;
    }

    static Terminal ofProcess() {
        return new Terminal(System.out, System.err, System.in, System.getenv(), Screen.present(), true);
    }

    InputStream in() {
        return in;
    }

    /** The standard input line by line; can be edited where a person types it. */
    Lines lines() throws IOException {
        return ofProcess && has(Screen.INPUT) && has(Screen.ERROR) ? EditedLines.open() : new PipedLines(in);
    }

    /** A variable of the environment; absent if it isn't set or is blank. */
    @Nullable
    String environment(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Whether a person sits at a stream. */
    boolean has(Screen screen) {
        return screens.contains(screen);
    }

    /** Writes a line to the standard output. */
    void print(String line) {
        out.print(Printable.line(line) + "\n");
        out.flush();
    }

    /** Writes a line to the standard error. */
    void tell(String line) {
        err.print(Printable.line(line) + "\n");
        err.flush();
    }

    /** Writes a line about a problem to the standard error. */
    void complain(String problem) {
        tell("astreaming: " + problem);
    }

    /** Writes a piece of what stands beside the answer to the standard error, dimmed where that can be. */
    void aside(String piece) {
        boolean dims = has(Screen.ERROR) && environment("NO_COLOR") == null;
        err.print(dims ? "\u001b[2m" + Printable.text(piece) + "\u001b[0m" : Printable.text(piece));
        err.flush();
    }

    void trace(Throwable problem) {
        problem.printStackTrace(err);
    }

    /** The standard output for text that arrives in pieces. */
    TextOut text() {
        return new TextOut(bytes(), has(Screen.OUTPUT));
    }

    /** The standard output for bytes as they are; it can't be closed. */
    OutputStream bytes() {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    /** Whether nobody reads the standard output any more. */
    boolean isOutputGone() {
        return out.checkError();
    }

    PrintWriter helpWriter() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    PrintWriter errorWriter() {
        return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    }
}
