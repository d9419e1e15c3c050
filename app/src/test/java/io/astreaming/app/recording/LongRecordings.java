package io.astreaming.app.recording;

import io.astreaming.app.Main;
import io.astreaming.testing.Streams;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Inspects and converts recordings that are larger than the heap. The program says which command ended how. */
final class LongRecordings {
    private static final int CHUNKS = 12_000;
    private static final String PADDING = "x".repeat(3_000);

    private LongRecordings() {}

    /** Runs each command on each form, in a folder. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path sse = write(folder.resolve("long.sse"));
        run("convert", sse.toString(), folder.resolve("long.md").toString());
        run("convert", sse.toString(), folder.resolve("long.jsonl").toString());
        for (String from : List.of("sse", "md", "jsonl")) {
            String file = folder.resolve("long." + from).toString();
            run("inspect", file);
            run("inspect", "--chunks", file);
            run("inspect", "--json", file);
            for (String to : List.of("sse", "md", "jsonl")) {
                run("convert", file, "-", "--to", to);
            }
        }
        try (InputStream in = Files.newInputStream(sse)) {
            run(in, "convert", "-", "-", "--to", "md");
        }
    }

    private static Path write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < CHUNKS; i++) {
                String chunk = Streams.text("word").replace("{\"id\"", "{\"padding\":\"" + i + PADDING + "\",\"id\"");
                out.write(("data: " + chunk + "\n\n").getBytes(StandardCharsets.UTF_8));
            }
            out.write(("data: " + Streams.stop() + "\n\ndata: [DONE]\n\n").getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static void run(String... command) {
        run(InputStream.nullInputStream(), command);
    }

    private static void run(InputStream in, String... command) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        int code = Main.run(nowhere, nowhere, in, command);
        List<String> said = new ArrayList<>(List.of(command));
        said.add(": " + code);
        System.out.println(String.join(" ", said));
    }
}
