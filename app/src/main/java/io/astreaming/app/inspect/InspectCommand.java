package io.astreaming.app.inspect;

import io.astreaming.app.recording.InputFiles;
import io.astreaming.app.recording.Inspection;
import io.astreaming.app.recording.Inspector;
import io.astreaming.app.recording.RecordedStream;
import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.app.terminal.ExitCode;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.Version;
import io.astreaming.jsontext.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Summarises recorded streams. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Summarises recorded streams: how they ended, their content, their usage, and deviations from the"
                + " protocol.",
        footer = {
            "",
            "Examples:",
            "  astreaming inspect trace.md",
            "  astreaming inspect --chunks stream.sse",
            "  astreaming inspect --html page.html answer.sse",
            "  astreaming inspect --json *.sse | jq .outcome",
            "  astreaming inspect --json --prefill '{' trace.md | jq '.choices[0].result'"
        })
public final class InspectCommand implements Callable<Integer> {
    private static final int MAX_PAGE_INPUT = 32 << 20;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "A Markdown trace (.md), a raw body (.sse), one chunk on each line (.jsonl) or what a browser saved"
                            + " (.har); '-' is standard input.")
    private List<String> files = List.of();

    @Option(names = "--chunks", description = "List the chunks, for people; can't be combined with --json.")
    private boolean chunks;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object on a line for each file, for scripts; docs/inspect-json.md describes it.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "OUT",
            description =
                    "Write a page to this file that shows the streams in a browser, without network. Two files are"
                            + " compared. It is readable only by you: it contains the answers.")
    private @Nullable String html;

    @Option(
            names = "--prefill",
            paramLabel = "TEXT",
            description = "The prefill of the requests: it is the beginning of an answer's JSON.")
    private String prefill = "";

    public InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Inspects all files, even if one of them can't be read; a page needs them all. */
    @Override
    public Integer call() throws IOException {
        if (chunks && json) {
            throw new ParameterException(
                    spec.commandLine(), "--chunks and --json don't go together; --json has no list of chunks");
        }
        if (html != null) {
            return writePage(html);
        }
        int code = ExitCode.COMPLETED;
        for (String file : files) {
            if (json) {
                code = Math.max(code, printJson(file));
                continue;
            }
            try (InputFiles source = InputFiles.open(terminal, file)) {
                print(source.stream(null));
            } catch (IOException | IllegalArgumentException e) {
                code = ErrorReporter.report(terminal, e);
            }
        }
        return code;
    }

    private int writePage(String out) throws IOException {
        if (chunks || json) {
            throw new ParameterException(spec.commandLine(), "--html goes neither with --chunks nor with --json");
        }
        PageFile page;
        try {
            page = PageFile.named(out);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
        List<JsonText> data = new ArrayList<>();
        for (String file : files) {
            try (InputFiles source = InputFiles.open(terminal, file)) {
                source.check(MAX_PAGE_INPUT);
                data.add(StreamData.of(source.body()));
            }
        }
        page.write(data);
        terminal.print(out);
        return ExitCode.COMPLETED;
    }

    private void print(RecordedStream stream) throws IOException {
        terminal.print(stream.name());
        Inspection inspection = Inspector.inspect(stream, chunk -> {
            if (chunks) {
                InspectionText.of(chunk, stream.done()).forEach(terminal::print);
            }
        });
        InspectionText.of(stream, inspection, prefill).forEach(terminal::print);
    }

    private int printJson(String file) {
        try (InputFiles source = InputFiles.open(terminal, file)) {
            terminal.print(InspectionJson.of(file, Inspector.inspect(source.body()), prefill));
            return ExitCode.COMPLETED;
        } catch (IOException | IllegalArgumentException e) {
            terminal.print(InspectionJson.unreadable(file, ErrorReporter.describe(e)));
            return ExitCode.FAILED;
        }
    }
}
