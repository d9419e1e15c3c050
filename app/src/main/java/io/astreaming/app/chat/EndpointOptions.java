package io.astreaming.app.chat;

import io.astreaming.app.terminal.Terminal;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.settings.ApiKey;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whom to ask, and with which key. A key comes from the environment alone: arguments are seen by every process. */
final class EndpointOptions {
    private static final String OPENAI = "https://api.openai.com/v1";
    private static final String OPENAI_KEY = "OPENAI_API_KEY";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Where to ask. Default: $$OPENAI_BASE_URL, else " + OPENAI + ".")
    private @Nullable String baseUrl;

    @Option(
            names = "--api-key-env",
            paramLabel = "NAME",
            description = "Which environment variable holds the API key. Default: " + OPENAI_KEY
                    + ". If that isn't set, endpoints on this machine are asked without a key.")
    private @Nullable String keyVariable;

    @Option(names = "--no-api-key", description = "Send no key.")
    private boolean noKey;

    /** The transport that these options ask for. */
    JdkChatTransport transport(Terminal terminal) {
        String url = baseUrl != null ? baseUrl : terminal.environment("OPENAI_BASE_URL");
        url = url == null ? OPENAI : url.strip();
        JdkChatTransport.Builder transport = builder(url);
        URI uri = URI.create(url);
        ApiKey key = noKey ? null : key(terminal, isThisMachine(uri));
        if (key != null) {
            transport.apiKey(key);
            if ("http".equalsIgnoreCase(uri.getScheme()) && !isThisMachine(uri)) {
                terminal.error("note: the key goes unencrypted to " + uri.getHost());
            }
        }
        return transport.build();
    }

    private JdkChatTransport.Builder builder(String url) {
        try {
            return JdkChatTransport.builder(url);
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable ApiKey key(Terminal terminal, boolean thisMachine) {
        String name = keyVariable == null ? OPENAI_KEY : keyVariable;
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw misuse("--api-key-env takes the name of an environment variable, not the key itself");
        }
        String value = terminal.environment(name);
        if (value == null) {
            if (keyVariable == null && thisMachine) {
                return null;
            }
            throw misuse("the environment variable " + name
                    + " isn't set; set it to the API key, name another with --api-key-env, or use --no-api-key");
        }
        try {
            return ApiKey.of(value);
        } catch (IllegalArgumentException e) {
            throw misuse(e.getMessage() + " (environment variable " + name + ")");
        }
    }

    private ParameterException misuse(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    /** By the name alone: nobody's name service is asked. */
    private static boolean isThisMachine(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }
}
