package io.astreaming.app.trace;

import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.port.ChatTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Writes traces to one directory.
 *
 * @param directory the directory
 * @param transport masks its secrets
 */
public record Traces(Path directory, ChatTransport transport) implements KeptAnswer.Keeper {
    @Override
    public TraceFiles begin(Consumer<String> warn) throws IOException {
        try {
            return TraceFiles.begin(directory, transport, warn);
        } catch (IOException e) {
            throw new IOException("can't keep a trace in " + ErrorReporter.describe(e), e);
        }
    }
}
