package io.astreaming.json;

import io.astreaming.chunk.Chunk;
import io.astreaming.error.ChatException;
import io.astreaming.json.token.LazyParserFactory;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ResponseHead;
import io.astreaming.value.TokenUsage;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParserFactory;

/**
 * What the codecs of all protocols but chat completions have in common: their chunks are written as chat completions, and
 * error bodies of all protocols are read in one place. Thread-safe.
 */
abstract class TranslatingCodec implements ChatCodec {
    /** Parses what is read slowly. */
    final JsonParserFactory parsers;

    private final JsonbChatCodec chat;

    /** Takes the installed provider of JSON-P. */
    TranslatingCodec() {
        this(LazyParserFactory.installed(), new JsonbChatCodec());
    }

    /** Takes a provider that the caller chooses. */
    TranslatingCodec(JsonProvider processing) {
        this(LazyParserFactory.of(processing), new JsonbChatCodec(processing));
    }

    /** Shares what another codec has. */
    TranslatingCodec(TranslatingCodec other) {
        this(other.parsers, other.chat);
    }

    private TranslatingCodec(JsonParserFactory parsers, JsonbChatCodec chat) {
        this.parsers = parsers;
        this.chat = chat;
    }

    @Override
    public final JsonText encode(Chunk chunk) {
        return chat.encode(chunk);
    }

    @Override
    public final JsonText encode(TokenUsage usage) {
        return chat.encode(usage);
    }

    @Override
    public final ChatException decode(ResponseHead head, byte[] body) {
        return chat.decode(head, body);
    }
}
