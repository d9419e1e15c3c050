package io.astreaming.app.terminal;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines that a person types at a terminal: with editing, with a history, and with pasted lines as one. The prompt
 * is written to the standard error, and the history isn't saved. Not thread-safe.
 */
final class JLineSource implements LineSource {
    private static final String PROMPT = "> ";

    private final org.jline.terminal.Terminal screen;
    private final LineReader reader;

    private JLineSource(org.jline.terminal.Terminal screen) {
        this.screen = screen;
        this.reader = LineReaderBuilder.builder()
                .terminal(screen)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true) // an exclamation mark isn't a command
                .option(LineReader.Option.DISABLE_HIGHLIGHTER, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, false)
                .build();
    }

    /** Opens the terminal of this process. */
    static LineSource open() throws IOException {
        return new JLineSource(TerminalBuilder.builder()
                .system(true)
                .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                .dumb(true)
                .build());
    }

    @Override
    public @Nullable String next() {
        while (true) {
            try {
                return reader.readLine(PROMPT);
            } catch (EndOfFileException e) {
                return null;
            } catch (UserInterruptException dropped) {
                // Ctrl-C at the prompt only discards the line.
            }
        }
    }

    @Override
    public <T> T answering(Runnable stop, Callable<T> work) throws Exception {
        var before = screen.handle(org.jline.terminal.Terminal.Signal.INT, signal -> stop.run());
        try {
            return LineSource.super.answering(stop, work);
        } finally {
            screen.handle(org.jline.terminal.Terminal.Signal.INT, before);
        }
    }

    @Override
    public void close() throws IOException {
        screen.close();
    }
}
