package io.astreaming.app;

import io.astreaming.app.terminal.StandardStream;
import io.astreaming.app.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Runs the command line in this process. */
public final class Cli {
    public static final String SEED = "src/main/resources/io/astreaming/app/seed.md";

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private InputStream in = InputStream.nullInputStream();
    private Set<StandardStream> screens = Set.of();

    /** What a run left behind. */
    public record Result(int code, String out, String err) {}

    public static Result run(String... args) {
        return new Cli().with(args);
    }

    public Cli environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Cli input(String text) {
        return input(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    public Cli input(InputStream input) {
        in = input;
        return this;
    }

    public Cli onScreen() {
        screens = EnumSet.allOf(StandardStream.class);
        return this;
    }

    public Result with(String... args) {
        int code = Main.run(terminal(), args);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What surrounds a run. */
    public Terminal terminal() {
        return new Terminal(new PrintStream(out, true), new PrintStream(err, true), in, environment, screens);
    }

    /** What came to the standard output so far, for those who look from another thread. */
    public String outSoFar() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What came to the standard error so far. */
    public String errSoFar() {
        return err.toString(StandardCharsets.UTF_8);
    }

    public static Path seed() {
        return Path.of(SEED);
    }
}
