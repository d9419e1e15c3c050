package io.astreaming.app;

import io.astreaming.app.terminal.ExitCode;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.Version;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a text about the whole command line, made from the descriptions of its commands and options. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
final class PrintCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Function<CommandLine, String> text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private PrintCommand(Terminal terminal, Function<CommandLine, String> text) {
        this.terminal = terminal;
        this.text = text;
    }

    /** Prints what a shell needs to complete commands and options. */
    static CommandLine completion(Terminal terminal) {
        return new PrintCommand(terminal, root -> AutoComplete.bash("astreaming", root))
                .named(
                        "completion",
                        "Prints a script with which bash and zsh complete commands and options.",
                        "source <(astreaming completion)");
    }

    /** Prints the manual page. */
    static CommandLine manual(Terminal terminal) {
        return new PrintCommand(terminal, ManualPage::of)
                .named(
                        "manual",
                        "Prints the manual page in the format of man.",
                        "astreaming manual > ~/.local/share/man/man1/astreaming.1");
    }

    private CommandLine named(String name, String description, String example) {
        CommandLine line = new CommandLine(this).setCommandName(name);
        line.getCommandSpec().usageMessage().description(description).footer("", "Example:", "  " + example);
        return line;
    }

    @Override
    public Integer call() throws Exception {
        terminal.bytes().write(text.apply(spec.root().commandLine()).getBytes(StandardCharsets.UTF_8));
        return ExitCode.COMPLETED;
    }
}
