package io.astreaming.app.endpoint;

import io.astreaming.Protocols;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.port.KeyHeader;
import io.astreaming.request.Headers;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The provider behind a server: its URL, its protocol and its key. Without a key of its own, a server passes on its clients' keys. */
public final class UpstreamOptions {
    private static final String BEARER = "Bearer ";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--upstream",
            paramLabel = "URL",
            description = {"The provider's URL, such as", "https://api.anthropic.com/v1: answer with its answers."})
    private @Nullable String upstream;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            converter = ProtocolOption.Converter.class,
            description =
                    "What the provider speaks: chat (chat completions), responses, messages, gemini or ollama. Default:"
                            + " by the URL's host, else chat.")
    private @Nullable ProtocolOption protocol;

    @Option(
            names = "--api-key-env",
            paramLabel = "NAME",
            description =
                    "The environment variable that holds the provider's API key. Default: OPENAI_API_KEY, ANTHROPIC_API_KEY"
                            + " for messages, GEMINI_API_KEY for gemini. If that isn't set, each client's own key is"
                            + " passed on.")
    private @Nullable String keyVariable;

    @Option(names = "--no-api-key", description = "Have no key, and pass on each client's own.")
    private boolean noKey;

    /** Returns an endpoint of another URL with this protocol and key. */
    public EndpointOptions at(String url) {
        return EndpointOptions.at(spec, url, protocol, keyVariable, noKey);
    }

    /** Returns whether there is a provider to ask. */
    public boolean isSet() {
        return upstream != null;
    }

    /** Returns a chat with the provider. */
    public Chat chat(Terminal terminal) {
        ApiKey key = key(terminal);
        try {
            JdkChatTransport.Builder transport = JdkChatTransport.builder(url());
            if (key != null) {
                transport.apiKey(protocol().keyHeader(), key);
            }
            return Chat.over(transport.build(), Protocols.codec(protocol().protocol()));
        } catch (IllegalArgumentException e) {
            throw EnvironmentKey.misuse(spec, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable ApiKey key(Terminal terminal) {
        if (noKey) {
            return null;
        }
        String variable = keyVariable == null ? protocol().keyVariable() : keyVariable;
        ApiKey key = EnvironmentKey.in(variable, terminal, spec);
        if (key == null && keyVariable != null) {
            throw EnvironmentKey.misuse(
                    spec,
                    "the environment variable " + variable
                            + " isn't set; set it to the API key, or leave --api-key-env out to pass on the clients' keys");
        }
        return key;
    }

    /** Returns whether the server has a key of its own. */
    public boolean hasKey(Terminal terminal) {
        return key(terminal) != null;
    }

    /**
     * Returns the headers that carry a client's own key to the provider; none if the client sent none.
     *
     * @param authorization the client's header Authorization
     * @throws IllegalArgumentException if it can't be sent on; the message doesn't show it
     */
    public Headers keyOf(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Headers.NONE;
        }
        KeyHeader header = protocol().keyHeader();
        String key = authorization.substring(BEARER.length()).strip();
        return Headers.NONE.with(header.header(), header.prefix() + key);
    }

    private ProtocolOption protocol() {
        return protocol != null ? protocol : ProtocolOption.of(url());
    }

    private String url() {
        return upstream == null ? "" : upstream.strip();
    }
}
