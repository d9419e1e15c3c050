package io.astreaming.replay.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads a text line by line, each with its line feed, which the last line may lack; without a byte order mark. */
public final class TextLines {
    private static final int PIECE = 16 << 10;

    private TextLines() {}

    /**
     * Reads a text to its end.
     *
     * @throws IllegalArgumentException if the text isn't UTF-8
     */
    public static void read(InputStream in, Consumer<String> lines) throws IOException {
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
        StringBuilder line = new StringBuilder();
        char[] buffer = new char[PIECE];
        boolean first = true;
        try {
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                int start = first && buffer[0] == '\ufeff' ? 1 : 0;
                first = false;
                for (int i = start; i < read; i++) {
                    if (buffer[i] == '\n') {
                        lines.accept(line.append(buffer, start, i + 1 - start).toString());
                        line.setLength(0);
                        start = i + 1;
                    }
                }
                line.append(buffer, start, read - start);
            }
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not a recorded stream: it isn't UTF-8 text", e);
        }
        if (!line.isEmpty()) {
            lines.accept(line.toString());
        }
    }
}
