package io.astreaming.app.endpoint;

import io.astreaming.Protocols;
import io.astreaming.port.KeyHeader;
import io.astreaming.value.Protocol;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The protocols that the command line speaks, and where it speaks each of them unless it is told otherwise. */
public enum ProtocolOption {
    CHAT(Protocol.CHAT_COMPLETIONS, "OPENAI_API_KEY"),
    RESPONSES(Protocol.RESPONSES, "OPENAI_API_KEY"),
    MESSAGES(Protocol.MESSAGES, "ANTHROPIC_API_KEY"),
    GEMINI(Protocol.GEMINI, "GEMINI_API_KEY"),
    OLLAMA(Protocol.OLLAMA, "OLLAMA_API_KEY");

    private final Protocol protocol;
    private final String keyVariable;

    ProtocolOption(Protocol protocol, String keyVariable) {
        this.protocol = protocol;
        this.keyVariable = keyVariable;
    }

    /** Returns the protocol that an endpoint is known to speak, by its host alone; chat completions for all others. */
    public static ProtocolOption of(String url) {
        Protocol spoken = Protocols.at(url);
        for (ProtocolOption option : values()) {
            if (option.protocol == spoken) {
                return option;
            }
        }
        return CHAT;
    }

    public Protocol protocol() {
        return protocol;
    }

    /** Returns the URL of the provider that made the protocol. */
    String baseUrl() {
        return Protocols.baseUrl(protocol);
    }

    /** Returns the environment variable that holds the key of that provider. */
    public String keyVariable() {
        return keyVariable;
    }

    public KeyHeader keyHeader() {
        return Protocols.keyHeader(protocol);
    }

    /** Returns whether the endpoints of OpenAI speak it, and so the variables named after OpenAI mean it. */
    boolean isOfOpenai() {
        return this == CHAT || this == RESPONSES;
    }

    /** The name as the user writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a name. */
    public static final class Converter implements ITypeConverter<ProtocolOption> {
        @Override
        public ProtocolOption convert(String value) {
            for (ProtocolOption option : values()) {
                if (option.toString().equals(value)) {
                    return option;
                }
            }
            throw new TypeConversionException(
                    "'" + value + "' is no protocol: use chat, responses, messages, gemini or ollama");
        }
    }
}
