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

/** The endpoint and its key. A key comes only from the environment, since every process can see arguments. */
final class EndpointOptions {
    private static final String OPENAI = "https://api.openai.com/v1";
    private static final String OPENAI_KEY = "OPENAI_API_KEY";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "The endpoint's URL. Default: $$OPENAI_BASE_URL, else " + OPENAI + ".")
    private @Nullable String baseUrl;

    @Option(
            names = "--api-key-env",
            paramLabel = "NAME",
            description = "The environment variable that holds the API key. Default: " + OPENAI_KEY
                    + ". If that isn't set, endpoints on this machine get no key.")
    private @Nullable String keyVariable;

    @Option(names = "--no-api-key", description = "Send no key.")
    private boolean noKey;

    /** Returns the transport for these options. */
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

    /** Decides by the name alone, without resolving it. */
    private static boolean isThisMachine(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }
}
