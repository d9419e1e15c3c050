package io.astreaming.json;

import io.astreaming.chunk.Chunk;
import io.astreaming.json.request.MessageReader;
import io.astreaming.json.request.RequestReader;
import io.astreaming.json.request.RequestWriter;
import io.astreaming.json.token.ParserTokens;
import io.astreaming.json.token.TokenCopier;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.Payload;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import io.astreaming.settings.StreamLimits;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.lang.reflect.Type;
import java.util.function.Function;

/**
 * Serializers and deserializers of the domain's types for the caller's {@code Jsonb}. The codec reads and writes them;
 * these classes only copy its JSON.
 */
final class JsonbDomainTypes {
    private JsonbDomainTypes() {}

    static JsonbConfig register(
            JsonbConfig config, ChatCodec codec, RequestWriter requests, JsonParserFactory parsers) {
        return config.withSerializers(
                        new ChunkSerializer(codec, parsers),
                        new RequestSerializer(requests, parsers),
                        new MessageSerializer(requests, parsers))
                .withDeserializers(new ChunkDeserializer(codec), new RequestDeserializer(), new MessageDeserializer());
    }

    private static void write(JsonParserFactory parsers, String json, JsonGenerator out) {
        try (ParserTokens in = new ParserTokens(parsers, json)) {
            TokenCopier.write(in, out);
        }
    }

    record ChunkSerializer(ChatCodec codec, JsonParserFactory parsers) implements JsonbSerializer<Chunk> {
        @Override
        public void serialize(Chunk chunk, JsonGenerator out, SerializationContext context) {
            write(parsers, codec.encode(chunk).text(), out);
        }
    }

    record ChunkDeserializer(ChatCodec codec) implements JsonbDeserializer<Chunk> {
        @Override
        public Chunk deserialize(JsonParser in, DeserializationContext context, Type type) {
            return codec.chunkDecoder(StreamLimits.DEFAULT).decode(Payload.of(TokenCopier.object(in)));
        }
    }

    record RequestSerializer(RequestWriter writer, JsonParserFactory parsers) implements JsonbSerializer<ChatRequest> {
        @Override
        public void serialize(ChatRequest request, JsonGenerator out, SerializationContext context) {
            write(parsers, writer.text(request), out);
        }
    }

    record MessageSerializer(RequestWriter writer, JsonParserFactory parsers) implements JsonbSerializer<Message> {
        @Override
        public void serialize(Message message, JsonGenerator out, SerializationContext context) {
            write(parsers, writer.text(message), out);
        }
    }

    record RequestDeserializer() implements JsonbDeserializer<ChatRequest> {
        @Override
        public ChatRequest deserialize(JsonParser in, DeserializationContext context, Type type) {
            return read(in, RequestReader::read);
        }
    }

    record MessageDeserializer() implements JsonbDeserializer<Message> {
        @Override
        public Message deserialize(JsonParser in, DeserializationContext context, Type type) {
            return read(in, MessageReader::read);
        }
    }

    private static <T> T read(JsonParser in, Function<JsonText, T> reader) {
        try {
            return reader.apply(new JsonText(TokenCopier.object(in)));
        } catch (IllegalArgumentException e) {
            throw new JsonbException(e.getMessage(), e);
        }
    }
}
