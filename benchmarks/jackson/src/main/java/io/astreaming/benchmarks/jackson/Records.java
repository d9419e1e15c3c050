package io.astreaming.benchmarks.jackson;

import io.astreaming.benchmarks.contender.Decoder;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads line by line, and each line by Jackson. */
public final class Records implements Decoder {
    private final Lines lines = new Lines();

    @Override
    public void decode(byte[] body, Consumer<Object> sink) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Chunk chunk = lines.read(line);
                if (chunk != null) {
                    sink.accept(chunk);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String text(Object chunk) {
        return ((Chunk) chunk).text();
    }
}
