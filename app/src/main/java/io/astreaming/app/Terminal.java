package io.astreaming.app;

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
 * What surrounds a command: the standard streams and the environment. Everything written is UTF-8, whatever the locale.
 * Lines are made printable; the answer's text is made so only where standard output is a screen.
 */
final class Terminal {
    private final StandardOutput output;
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
    Terminal(OutputStream out, PrintStream err, InputStream in, Map<String, String> environment, Set<Screen> screens) {
        this(out, err, in, environment, screens, false);
    }

    private Terminal(
            OutputStream out,
            PrintStream err,
            InputStream in,
            Map<String, String> environment,
            Set<Screen> screens,
            boolean ofProcess) {
        this.output = new StandardOutput(out);
        this.out = new PrintStream(output, true, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.in = in;
        this.environment = environment;
        this.screens = screens;
        this.ofProcess = ofProcess;
    }

    static Terminal ofProcess() {
        // System.out would say no more than that something went wrong.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        return new Terminal(out, System.err, StandardInput.ofProcess(), System.getenv(), Screen.present(), true);
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
    void info(String line) {
        err.print(Printable.line(line) + "\n");
        err.flush();
    }

    /** Writes a line about a problem to the standard error. */
    void error(String problem) {
        info("astreaming: " + problem);
    }

    /** Writes a piece of what stands beside the answer to the standard error, dimmed where that can be. */
    void dim(String piece) {
        boolean dims = has(Screen.ERROR) && environment("NO_COLOR") == null;
        err.print(dims ? "\u001b[2m" + Printable.text(piece) + "\u001b[0m" : Printable.text(piece));
        err.flush();
    }

    void trace(Throwable problem) {
        StringWriter lines = new StringWriter();
        problem.printStackTrace(new PrintWriter(lines, true));
        err.print(Printable.text(lines.toString()));
        err.flush();
    }

    /** The standard output for text that arrives in pieces. */
    TextOut text() {
        return new TextOut(output, has(Screen.OUTPUT));
    }

    /** The standard output for bytes: as they are, or made printable on a screen. */
    OutputStream bytes() {
        return has(Screen.OUTPUT) ? new ScreenBytes(text()) : output;
    }

    /** Whether nothing more can be written to the standard output. */
    boolean isOutputGone() {
        return output.isGone();
    }

    /** What couldn't be written to the standard output; absent if all could, or if its reader went away. */
    @Nullable
    IOException lostOutput() {
        return output.problem();
    }

    PrintWriter helpWriter() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    PrintWriter errorWriter() {
        return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    }
}
