package io.astreaming.app.recording;

import io.astreaming.app.file.NamedOutput;
import io.astreaming.app.file.PrivateFiles;
import io.astreaming.app.terminal.ExitCode;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.Version;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Converts a recorded stream to another format. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Converts a recorded stream to another format.",
            "The formats are: Markdown trace (.md), raw body (.sse), one chunk on each line (.jsonl).",
            "Every token of every chunk stays as it was sent. Content that the other format can't hold is named on"
                    + " standard error.",
            "Only raw bodies contain [DONE]. A conversion to one writes it only if every choice has finished."
        },
        footer = {
            "",
            "Examples:",
            "  astreaming convert trace.md stream.sse",
            "  astreaming convert - - --to jsonl < stream.sse | jq -r '.choices[0].delta.content'"
        })
public final class ConvertCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "IN", description = "The recorded stream; '-' is standard input.")
    private String in = "-";

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write; '-' is standard output.")
    private String out = "-";

    @Option(
            names = "--from",
            paramLabel = "FORM",
            description = "IN's format: md, sse or jsonl. Default: detected from its name or content.")
    private @Nullable RecordingFormat from;

    @Option(names = "--to", paramLabel = "FORM", description = "OUT's format. Default: by its name.")
    private @Nullable RecordingFormat to;

    public ConvertCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        RecordingFormat target = to != null ? to : RecordingFormat.named(out);
        if (target == null) {
            throw new ParameterException(
                    spec.commandLine(), "the format of " + out + " is unknown; add --to md, sse or jsonl");
        }
        try (InputFiles source = InputFiles.open(terminal, in)) {
            convert(source, target);
        }
        return ExitCode.COMPLETED;
    }

    private void convert(InputFiles source, RecordingFormat target) throws IOException {
        RecordedStream stream = source.stream(from);
        boolean same = stream.format() == target;
        if (!same) {
            RecordingWriter.check(target, stream);
        }
        try (OutputStream bytes = new BufferedOutputStream(output())) {
            if (same) {
                try (InputStream all = source.bytes()) {
                    all.transferTo(bytes);
                }
            } else {
                RecordingWriter.write(target, stream, bytes);
            }
        }
        if (!same && !stream.more().isEmpty()) {
            terminal.error("note: " + in + " also has " + String.join(", ", stream.more()) + ", which ." + target
                    + " can't hold");
        }
    }

    private OutputStream output() throws IOException {
        if (out.equals("-")) {
            return terminal.bytes();
        }
        Path file = InputFiles.path(out);
        if (Files.isDirectory(file)) {
            throw new FileSystemException(out, null, "is a directory");
        }
        if (!in.equals("-") && Files.exists(file) && Files.isSameFile(file, InputFiles.path(in))) {
            throw new FileSystemException(out, null, "is the file that is read");
        }
        return new NamedOutput(out, PrivateFiles.createOrReplace(file));
    }
}
