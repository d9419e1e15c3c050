package io.astreaming.app.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;

/** Writes a file; exceptions name it. Not thread-safe. */
public final class NamedOutput extends FilterOutputStream {
    private final String name;

    public NamedOutput(String name, OutputStream out) {
        super(out);
        this.name = name;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            FileSystemException named = new FileSystemException(name, null, e.getMessage());
            named.initCause(e);
            throw named;
        }
    }
}
