package io.astreaming.json;

import io.astreaming.port.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Recorded streams, errors and JSON texts, where the build finds them. */
public final class Corpus {
    private Corpus() {}

    /** A folder of the corpus; the test is skipped where there is none. */
    static Path folder(String name) {
        String root = System.getProperty("astreaming.corpus");
        Path folder = root == null ? null : Path.of(root, name);
        if (folder == null || !Files.isDirectory(folder)) {
            Assumptions.abort("no corpus here: set astreaming.corpus to its directory");
        }
        return folder;
    }

    public static List<Path> files(String folder, String suffix) {
        try (Stream<Path> files = Files.walk(folder(folder))) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All recorded streams, those that people wrote for tests included. */
    public static List<Path> streams() {
        List<Path> all = new ArrayList<>(files("streams", ".sse"));
        all.addAll(files("streams-handwritten", ".sse"));
        return all;
    }

    /** The payloads of a recording, one a data line, which is all that recordings hold; without the sentinel. */
    public static List<Payload> payloads(Path stream) {
        List<Payload> payloads = new ArrayList<>();
        String event = Payload.MESSAGE;
        long position = 0;
        for (String line : read(stream).split("(?<=\n)", -1)) {
            String text = line.strip();
            if (text.isEmpty()) {
                event = Payload.MESSAGE;
            } else if (text.startsWith("event:")) {
                event = text.substring(6).strip();
            } else if (text.startsWith("data:")) {
                String data = text.substring(5).strip();
                if (!data.isEmpty() && !data.equals("[DONE]")) {
                    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
                    payloads.add(new Payload(bytes, 0, bytes.length, event, payloads.size(), position));
                }
            }
            position += line.getBytes(StandardCharsets.UTF_8).length;
        }
        return payloads;
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
