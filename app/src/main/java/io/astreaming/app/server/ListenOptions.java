package io.astreaming.app.server;

import io.astreaming.app.terminal.Terminal;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a server listens, and whether it logs what it is asked. */
public final class ListenOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    private int port;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "The interface to listen on. Default: ${DEFAULT-VALUE}, only for this machine.")
    private String host = "127.0.0.1";

    @Option(
            names = {"-q", "--quiet"},
            description = "Log no requests. Otherwise each gets a line on standard error when it is answered, without"
                    + " query, headers and body.")
    private boolean quiet;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port to listen on, 0 for any free port. Default: ${DEFAULT-VALUE}.")
    void port(int port) {
        if (port < 0 || port > 0xffff) {
            throw new ParameterException(spec.commandLine(), "a port lies between 0 and 65535, not " + port);
        }
        this.port = port;
    }

    public int port() {
        return port;
    }

    public String host() {
        return host;
    }

    /** Returns where the line of each request goes. */
    public Consumer<String> log(Terminal terminal) {
        return quiet ? line -> {} : terminal::info;
    }
}
