package io.astreaming.app;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The manual page: each command with its options, from the same descriptions as {@code --help}. The format is man's
 * macros of roff.
 */
final class ManualPage {
    private final StringBuilder out = new StringBuilder();

    private ManualPage() {}

    static String of(CommandLine root) {
        ManualPage page = new ManualPage();
        page.line(".TH ASTREAMING 1");
        page.section("NAME");
        page.text("astreaming - "
                + String.join(" ", root.getCommandSpec().usageMessage().description()));
        page.section("SYNOPSIS");
        page.text("astreaming COMMAND [OPTION]...");
        page.section("COMMANDS");
        root.getSubcommands().forEach((name, command) -> page.addCommand(command.getCommandSpec()));
        page.section("ENVIRONMENT");
        page.text("ASTREAMING_DEBUG=1 adds a stack trace to problems. NO_COLOR switches colours off.");
        return page.out.toString();
    }

    private void addCommand(CommandSpec command) {
        line(".SS " + escaped(command.name()));
        Help help = new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
        text(help.synopsis(0).strip().replaceAll("\\s+", " "));
        for (String description : command.usageMessage().description()) {
            line(".PP");
            text(description);
        }
        command.positionalParameters().forEach(parameter -> addArgument(parameter.paramLabel(), parameter));
        for (OptionSpec option : command.options()) {
            String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            addArgument(String.join(", ", option.names()) + value, option);
        }
        command.usageMessage().exitCodeList().forEach((code, meaning) -> {
            line(".TP");
            line(".B exit code " + code);
            text(meaning);
        });
        verbatim(command.usageMessage().footer());
    }

    private void addArgument(String title, ArgSpec argument) {
        if (!argument.hidden()) {
            line(".TP");
            line(".B " + escaped(title));
            text(String.join(" ", argument.description())
                    .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString())));
        }
    }

    private void verbatim(String... lines) {
        if (lines.length > 0) {
            line(".PP");
            line(".nf");
            for (String line : lines) {
                text(line.replaceFirst("%n$", ""));
            }
            line(".fi");
        }
    }

    private void section(String name) {
        line(".SH " + name);
    }

    private void text(String text) {
        line(escaped(text.replace("$$", "$").replace("%%", "%")));
    }

    private void line(String line) {
        out.append(line).append('\n');
    }

    /** A dot or an apostrophe at the beginning of a line would be a request to roff. */
    private static String escaped(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
