package io.astreaming.app.recording;

import io.astreaming.app.file.NamedOutput;
import io.astreaming.app.file.PrivateFiles;
import io.astreaming.app.terminal.ExitCode;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.Version;
import io.astreaming.replay.format.RecordingFormat;
import io.astreaming.value.Protocol;
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
            "The formats are: Markdown trace (.md), raw body (.sse), one chunk on each line (.jsonl), and what a browser"
                    + " saved (.har).",
            "Every token of every chunk stays as it was sent. Content that the other format can't hold is named on"
                    + " standard error.",
            "With --translate a recording of another protocol becomes one of chat completions.",
            "Only raw bodies contain [DONE]. A conversion to one writes it only if every choice has finished."
        },
        footer = {
            "",
            "Examples:",
            "  astreaming convert trace.md stream.sse",
            "  astreaming convert --translate messages.sse chat.sse",
            "  astreaming convert a.sse - --to jsonl | jq '.choices[0].delta.content'"
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
            description = "IN's format: md, sse, jsonl or har. Default: detected from its name or content.")
    private @Nullable RecordingFormat from;

    @Option(names = "--to", paramLabel = "FORM", description = "OUT's format. Default: by its name.")
    private @Nullable RecordingFormat to;

    @Option(
            names = "--translate",
            description = "Translate a recording of another protocol (Responses, Messages, Gemini, Ollama) into chat"
                    + " completions. What has no place there, such as the items of an answer, is left out.")
    private boolean translate;

    public ConvertCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        RecordingFormat target = to != null ? to : RecordingFormat.named(out);
        if (target == null) {
            throw new ParameterException(
                    spec.commandLine(), "the format of " + out + " is unknown; add --to md, sse, jsonl or har");
        }
        try (InputFiles source = InputFiles.open(terminal, in)) {
            convert(source, target);
        }
        return ExitCode.COMPLETED;
    }

    private void convert(InputFiles source, RecordingFormat target) throws IOException {
        RecordedStream read = source.stream(from);
        boolean other = translate && read.protocol() != Protocol.CHAT_COMPLETIONS;
        RecordedStream stream = other ? Translation.of(read) : read;
        boolean same = !other && stream.format() == target;
        if (!same) {
            RecordingWriter.check(target, stream);
        }
        try (OutputStream bytes = new BufferedOutputStream(output())) {
            if (same) {
                try (InputStream all = stream.content().open()) {
                    all.transferTo(bytes);
                }
            } else {
                RecordingWriter.write(target, stream, bytes);
            }
        }
        if (!same && target != RecordingFormat.HAR && !stream.more().isEmpty()) {
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
