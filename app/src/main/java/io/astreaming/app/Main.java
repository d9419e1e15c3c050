package io.astreaming.app;

import io.astreaming.app.bench.BenchCommand;
import io.astreaming.app.chat.ChatCommand;
import io.astreaming.app.endpoint.ModelsCommand;
import io.astreaming.app.inspect.InspectCommand;
import io.astreaming.app.recording.ConvertCommand;
import io.astreaming.app.relay.RelayCommand;
import io.astreaming.app.serve.ServeCommand;
import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.app.terminal.ExitCode;
import io.astreaming.app.terminal.StandardStream;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of the command line. Thread-safe: no state is kept between runs. */
public final class Main {
    private Main() {}

    /**
     * Runs the command line. Ends the process with the exit code unless that is 0.
     *
     * @param args the arguments
     */
    public static void main(String[] args) {
        int code = run(Terminal.ofProcess(), args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /**
     * Runs the command line within this process.
     *
     * @param out receives the standard output, as UTF-8
     * @param err receives the standard error, as UTF-8
     * @param in the standard input
     * @param args the arguments
     * @return the exit code
     */
    public static int run(PrintStream out, PrintStream err, InputStream in, String... args) {
        return run(new Terminal(out, err, in, System.getenv(), Set.of()), args);
    }

    static int run(Terminal terminal, String... args) {
        CommandLine line = new CommandLine(new Root())
                .addSubcommand(new ChatCommand(terminal))
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new ServeCommand(terminal))
                .addSubcommand(new RelayCommand(terminal))
                .addSubcommand(new InspectCommand(terminal))
                .addSubcommand(new ConvertCommand(terminal))
                .addSubcommand(new BenchCommand(terminal))
                .addSubcommand(new ModelsCommand(terminal))
                .addSubcommand(PrintCommand.completion(terminal))
                .addSubcommand(PrintCommand.manual(terminal))
                .registerConverter(Double.class, number(Double::valueOf, "number"))
                .registerConverter(double.class, number(Double::valueOf, "number"))
                .registerConverter(Integer.class, number(Integer::valueOf, "whole number"))
                .registerConverter(int.class, number(Integer::valueOf, "whole number"))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setOut(terminal.helpWriter())
                .setErr(terminal.errorWriter())
                .setColorScheme(colours(terminal, StandardStream.OUTPUT))
                .setParameterExceptionHandler((e, arguments) -> misused(terminal, e))
                .setExecutionExceptionHandler((e, command, result) -> failed(terminal, e));
        if (args.length == 0) {
            line.usage(line.getErr(), colours(terminal, StandardStream.ERROR));
            return ExitCode.USAGE;
        }
        if (Arrays.stream(args).anyMatch(argument -> argument.indexOf('\ufffd') >= 0)) {
            terminal.error("the arguments hold characters that this locale can't read; set LC_ALL=C.UTF-8,"
                    + " or give the prompt by standard input");
            return ExitCode.USAGE;
        }
        try {
            int code = line.execute(args);
            IOException lost = terminal.lostOutput();
            return lost == null ? code : ErrorReporter.report(terminal, lost);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return ErrorReporter.report(terminal, e);
        }
    }

    private static <T> ITypeConverter<T> number(Function<String, T> reader, String what) {
        return value -> {
            try {
                return reader.apply(value);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + value + "' is not a " + what);
            }
        };
    }

    private static Help.ColorScheme colours(Terminal terminal, StandardStream screen) {
        return Help.defaultColorScheme(terminal.hasColours(screen) ? Ansi.ON : Ansi.OFF);
    }

    /** Reports at the end that the standard output couldn't be written, whichever command wrote it. */
    private static int failed(Terminal terminal, Exception e) {
        return e instanceof IOException && terminal.isOutputGone()
                ? ExitCode.COMPLETED
                : ErrorReporter.report(terminal, e);
    }

    private static int misused(Terminal terminal, ParameterException e) {
        // Our own messages already say what to do.
        boolean ours = e.getClass().equals(ParameterException.class);
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String problem = e instanceof UnmatchedArgumentException unmatched ? unmatched(unmatched) : e.getMessage();
        terminal.error(problem + (ours ? "" : "; see " + command + " --help"));
        return ExitCode.USAGE;
    }

    /** An option's value or an unexpected argument may be a key or a prompt, so the message doesn't repeat it. */
    private static String unmatched(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        if (first.startsWith("-")) {
            return "unknown option: " + first.split("=", 2)[0] + meant(e);
        }
        boolean command = e.getCommandLine().getParent() == null;
        return command
                ? "unknown command: " + first + meant(e)
                : "there are too many arguments; quote those that hold spaces";
    }

    private static String meant(UnmatchedArgumentException e) {
        String typed = e.getUnmatched().get(0).split("=", 2)[0];
        CommandSpec command = e.getCommandLine().getCommandSpec();
        Set<String> words = typed.startsWith("-")
                ? command.optionsMap().keySet()
                : command.subcommands().keySet();
        List<String> near = Spelling.near(typed, words).stream().limit(3).toList();
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    /** The command that contains all others. */
    @Command(
            name = "astreaming",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            synopsisSubcommandLabel = "COMMAND",
            description = "Streamed chat completions: ask, record, replay, inspect.",
            commandListHeading = "%nCommands:%n",
            footer = {
                "",
                "Each command has its own --help.",
                "In the environment, ASTREAMING_DEBUG=1 adds a stack trace to problems, and",
                "NO_COLOR=1 switches colours off."
            })
    private static final class Root implements Runnable {
        @CommandLine.Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "a command is missing; see astreaming --help");
        }
    }
}
