package io.astreaming.app.endpoint;

import io.astreaming.app.terminal.Terminal;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.port.KeyHeader;
import io.astreaming.settings.ApiKey;
import io.astreaming.value.Protocol;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The endpoint and its key. A key comes only from the environment, since every process can see arguments. */
public final class EndpointOptions {
    private static final String AZURE_KEY = "AZURE_OPENAI_API_KEY";
    private static final String AZURE_VERSION = "2024-10-21";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-e", "--endpoint"},
            paramLabel = "NAME",
            description = {
                "An endpoint of your file. Other options come before what the file says. It is $$ASTREAMING_ENDPOINTS or",
                "~/.config/astreaming/endpoints.properties."
            })
    private @Nullable String name;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = {
                "The endpoint's URL. Default: $$OPENAI_BASE_URL for chat and responses, else that of the protocol's"
                        + " provider, such as",
                "https://api.openai.com/v1."
            })
    private @Nullable String baseUrl;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            converter = ProtocolOption.Converter.class,
            description =
                    "What the endpoint speaks: chat (chat completions), responses, messages, gemini or ollama. Default:"
                            + " by the URL's host, else chat.")
    private @Nullable ProtocolOption protocol;

    @Option(
            names = "--azure",
            paramLabel = "DEPLOYMENT",
            description = "A deployment of Azure OpenAI; --base-url is the resource's URL. It needs no --model.")
    private @Nullable String deployment;

    @Option(
            names = "--api-version",
            paramLabel = "DATE",
            description = "The version of Azure's API. Default: " + AZURE_VERSION + ".")
    private @Nullable String apiVersion;

    @Option(
            names = "--api-key-env",
            paramLabel = "NAME",
            description =
                    "The environment variable that holds the API key. Default: OPENAI_API_KEY, ANTHROPIC_API_KEY for messages,"
                            + " GEMINI_API_KEY for gemini, " + AZURE_KEY
                            + " for --azure. If that isn't set, endpoints on"
                            + " this machine get no key.")
    private @Nullable String keyVariable;

    @Option(names = "--no-api-key", description = "Send no key.")
    private boolean noKey;

    @Option(
            names = "--header",
            paramLabel = "NAME:VALUE",
            description =
                    "Send this header, too. May be repeated. Every process of this machine can see arguments, so a secret"
                            + " belongs into the file of endpoints.")
    private List<String> headers = List.of();

    private @Nullable NamedEndpoint found;

    /**
     * Returns an endpoint of the user's file.
     *
     * @param spec the command that asks for it
     */
    public static EndpointOptions named(CommandSpec spec, String name) {
        EndpointOptions options = new EndpointOptions();
        options.spec = spec;
        options.name = name;
        return options;
    }

    /** Returns an endpoint that other options describe. */
    static EndpointOptions at(
            CommandSpec spec,
            String baseUrl,
            @Nullable ProtocolOption protocol,
            @Nullable String keyVariable,
            boolean noKey) {
        EndpointOptions options = new EndpointOptions();
        options.spec = spec;
        options.baseUrl = baseUrl;
        options.protocol = protocol;
        options.keyVariable = keyVariable;
        options.noKey = noKey;
        return options;
    }

    /**
     * Returns the names of all endpoints of the user's file.
     *
     * @throws IllegalArgumentException if the file can't be read, with the reason
     */
    public static List<String> names(Terminal terminal) {
        return EndpointFile.names(terminal);
    }

    /** Returns whether the command line names the endpoint: its URL, or its name in the file. */
    public boolean isGiven() {
        return baseUrl != null || name != null;
    }

    /** Returns the protocol that is spoken. */
    public Protocol protocol(Terminal terminal) {
        return option(terminal).protocol();
    }

    /** Returns the model to ask unless the command line names one; null if the endpoint has none of its own. */
    public @Nullable String model(Terminal terminal) {
        String model = named(terminal).model();
        return model != null ? model : deployment(terminal);
    }

    /** Returns the transport for these options. */
    public JdkChatTransport transport(Terminal terminal) {
        String url = url(terminal);
        JdkChatTransport.Builder transport = builder(terminal, url);
        headers(terminal).forEach((header, value) -> {
            try {
                transport.header(header, value);
            } catch (IllegalArgumentException e) {
                throw misuse(String.valueOf(e.getMessage()));
            }
        });
        URI uri = URI.create(url);
        ApiKey key = key(terminal, uri);
        if (key != null) {
            transport.apiKey(keyHeader(terminal), key);
            if ("http".equalsIgnoreCase(uri.getScheme()) && !isThisMachine(uri)) {
                terminal.error("note: the key goes unencrypted to " + uri.getHost());
            }
        }
        return transport.build();
    }

    /** Returns a request for something else of the endpoint, with its key and headers. */
    HttpRequest.Builder get(Terminal terminal, String path) {
        String url = url(terminal);
        builder(terminal, url); // checks the URL
        URI uri = URI.create(url.replaceFirst("/+$", "") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        headers(terminal).forEach(request::header);
        ApiKey key = key(terminal, uri);
        if (key != null) {
            KeyHeader header = keyHeader(terminal);
            request.setHeader(header.header(), header.prefix() + key.reveal());
        }
        if (option(terminal) == ProtocolOption.MESSAGES) {
            request.setHeader("anthropic-version", "2023-06-01");
        }
        return request;
    }

    private NamedEndpoint named(Terminal terminal) {
        NamedEndpoint known = found;
        if (known == null) {
            try {
                known = name == null ? NamedEndpoint.UNNAMED : EndpointFile.find(terminal, name);
            } catch (IllegalArgumentException e) {
                throw misuse(String.valueOf(e.getMessage()));
            }
            found = known;
        }
        return known;
    }

    private @Nullable ProtocolOption givenProtocol(Terminal terminal) {
        return protocol != null ? protocol : named(terminal).protocol();
    }

    ProtocolOption option(Terminal terminal) {
        ProtocolOption given = givenProtocol(terminal);
        return given != null ? given : ProtocolOption.of(url(terminal));
    }

    private @Nullable String deployment(Terminal terminal) {
        return deployment != null ? deployment : named(terminal).deployment();
    }

    private String url(Terminal terminal) {
        ProtocolOption given = givenProtocol(terminal);
        String url = baseUrl != null ? baseUrl : named(terminal).baseUrl();
        if (url == null && (given == null || given.isOfOpenai())) {
            url = terminal.environment("OPENAI_BASE_URL");
        }
        return url != null ? url.strip() : (given == null ? ProtocolOption.CHAT : given).baseUrl();
    }

    private JdkChatTransport.Builder builder(Terminal terminal, String url) {
        String azure = deployment(terminal);
        String version = apiVersion != null ? apiVersion : named(terminal).apiVersion();
        if (azure == null && version != null) {
            throw misuse("--api-version goes with --azure");
        }
        try {
            return azure == null
                    ? JdkChatTransport.builder(url)
                    : JdkChatTransport.azure(url, azure, version == null ? AZURE_VERSION : version);
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> headers(Terminal terminal) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(named(terminal).headers());
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw misuse("--header takes NAME:VALUE");
            }
            all.put(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
        return all;
    }

    private KeyHeader keyHeader(Terminal terminal) {
        return deployment(terminal) != null
                ? KeyHeader.API_KEY
                : option(terminal).keyHeader();
    }

    private @Nullable ApiKey key(Terminal terminal, URI uri) {
        if (noKey) {
            return null;
        }
        String given = keyVariable != null ? keyVariable : named(terminal).keyVariable();
        String standard =
                deployment(terminal) != null ? AZURE_KEY : option(terminal).keyVariable();
        String variable = given != null ? given : standard;
        ApiKey key = EnvironmentKey.in(variable, terminal, spec);
        if (key == null && (given != null || !isThisMachine(uri))) {
            throw misuse("the environment variable " + variable
                    + " isn't set; set it to the API key, name another with --api-key-env, or use --no-api-key");
        }
        return key;
    }

    private ParameterException misuse(String problem) {
        return EnvironmentKey.misuse(spec, problem);
    }

    /** Decides by the name alone, without resolving it. */
    private static boolean isThisMachine(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }
}
