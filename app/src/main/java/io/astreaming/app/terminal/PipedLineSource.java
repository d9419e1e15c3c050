package io.astreaming.app.terminal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines from a pipe or a file, as UTF-8. */
public final class PipedLineSource implements LineSource {
    private static final int MAX_LENGTH = 16 << 20;

    private final InputStream in;

    public PipedLineSource(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    @Override
    public @Nullable String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() == MAX_LENGTH) {
                throw new IOException("a line is longer than " + (MAX_LENGTH >> 20) + " MiB");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
