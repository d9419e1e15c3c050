package io.astreaming.app.endpoint;

import io.astreaming.app.terminal.Terminal;
import io.astreaming.settings.ApiKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A key in an environment variable. */
final class EnvironmentKey {
    private EnvironmentKey() {}

    /** Returns the key in a variable; null if the variable isn't set. */
    static @Nullable ApiKey in(String variable, Terminal terminal, CommandSpec spec) {
        if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw misuse(spec, "--api-key-env takes the name of an environment variable, not the key itself");
        }
        String value = terminal.environment(variable);
        try {
            return value == null ? null : ApiKey.of(value);
        } catch (IllegalArgumentException e) {
            throw misuse(spec, e.getMessage() + " (environment variable " + variable + ")");
        }
    }

    static ParameterException misuse(CommandSpec spec, String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
