package io.astreaming.app.endpoint;

import io.astreaming.app.terminal.Terminal;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * The user's file of endpoints, in the format of {@link Properties}: {@code NAME.base-url = URL} and so on. It names the
 * variables that hold keys, but no keys.
 */
final class EndpointFile {
    private static final long MAX_BYTES = 1 << 20;
    private static final List<String> MEMBERS =
            List.of("base-url", "protocol", "api-key-env", "model", "azure-deployment", "api-version");
    private static final String HEADER = "header.";

    private final Path path;
    private final Map<String, Map<String, String>> endpoints = new TreeMap<>();

    private EndpointFile(Path path) {
        this.path = path;
    }

    /** Returns where the file is, whether or not there is one; null if the environment doesn't tell. */
    static @Nullable Path path(Terminal terminal) {
        String named = terminal.environment("ASTREAMING_ENDPOINTS");
        if (named != null) {
            return Path.of(named);
        }
        String config = terminal.environment("XDG_CONFIG_HOME");
        String home = terminal.environment("HOME");
        Path folder = config != null ? Path.of(config) : home == null ? null : Path.of(home, ".config");
        return folder == null ? null : folder.resolve("astreaming").resolve("endpoints.properties");
    }

    /**
     * Returns what the file says of an endpoint.
     *
     * @throws IllegalArgumentException if there is no such endpoint, or what the file says is wrong; with the reason
     */
    static NamedEndpoint find(Terminal terminal, String name) {
        Path path = path(terminal);
        if (path == null || !Files.exists(path)) {
            throw new IllegalArgumentException("there is no file of endpoints" + (path == null ? "" : " at " + path)
                    + "; write it, or use --base-url");
        }
        EndpointFile file = new EndpointFile(path);
        file.read();
        return file.get(name);
    }

    /**
     * Returns the names of all endpoints; none if there is no file.
     *
     * @throws IllegalArgumentException if the file can't be read, with the reason
     */
    static List<String> names(Terminal terminal) {
        Path path = path(terminal);
        if (path == null || !Files.exists(path)) {
            return List.of();
        }
        EndpointFile file = new EndpointFile(path);
        file.read();
        return List.copyOf(file.endpoints.keySet());
    }

    private void read() {
        Properties lines = new Properties();
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new IllegalArgumentException(path + " is larger than 1 MiB");
            }
            lines.load(new StringReader(Files.readString(path, StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("can't read the endpoints in " + path + ": " + e.getMessage(), e);
        }
        for (String key : new TreeSet<>(lines.stringPropertyNames())) {
            int dot = key.indexOf('.');
            String member = key.substring(dot + 1);
            if (dot < 1 || !(MEMBERS.contains(member) || member.startsWith(HEADER))) {
                throw new IllegalArgumentException(path + " has the line '" + key + "', which is none of NAME."
                        + String.join(", NAME.", MEMBERS) + ", NAME.header.X; keys belong into the environment");
            }
            endpoints
                    .computeIfAbsent(key.substring(0, dot), name -> new TreeMap<>())
                    .put(member, lines.getProperty(key).strip());
        }
    }

    private NamedEndpoint get(String name) {
        Map<String, String> members = endpoints.get(name);
        if (members == null) {
            throw new IllegalArgumentException("no endpoint is named '" + name + "'; " + path + " has "
                    + (endpoints.isEmpty() ? "none" : String.join(", ", endpoints.keySet())));
        }
        Map<String, String> headers = new TreeMap<>();
        members.forEach((member, value) -> {
            if (member.startsWith(HEADER)) {
                headers.put(member.substring(HEADER.length()), value);
            }
        });
        return new NamedEndpoint(
                members.get("base-url"),
                protocol(members.get("protocol")),
                members.get("api-key-env"),
                members.get("model"),
                members.get("azure-deployment"),
                members.get("api-version"),
                headers);
    }

    private @Nullable ProtocolOption protocol(@Nullable String name) {
        try {
            return name == null ? null : new ProtocolOption.Converter().convert(name);
        } catch (TypeConversionException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }
}
