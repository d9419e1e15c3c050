package io.astreaming.conformance.adapter;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.error.ChatException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.Position;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Payload;
import io.astreaming.port.ResponseHead;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.FinishReason;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.UsageNotReported;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A protocol that has only text: {@code {"text": "Hel"}} for each piece, and {@code {"end": "stop"}} at the end. */
final class TextCodec implements ChatCodec {
    private final ChatCodec completions = new JsonbChatCodec();

    @Override
    public EncodedRequest encode(ChatRequest request) {
        if (!request.tools().isEmpty()) {
            throw new IllegalArgumentException("this protocol has no tools");
        }
        String prompt = request.messages().stream().map(Message::text).collect(Collectors.joining("\n"));
        JsonText body = new JsonWriter()
                .beginObject()
                .name("model")
                .string(request.model())
                .name("prompt")
                .string(prompt)
                .name("stream")
                .json(JsonText.of("true"))
                .endObject()
                .text();
        return EncodedRequest.of("/chat/completions", body.text().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public ChunkDecoder chunkDecoder(StreamLimits limits) {
        return TextCodec::decode; // a decoder that remembers something would be created here for each stream
    }

    private static Chunk decode(Payload payload) {
        Map<String, JsonText> members = members(payload);
        String text = string(members.get("text"));
        String end = string(members.get("end"));
        if (text == null && end == null) {
            return new UnrecognizedChunk(JsonText.of(payload.text()), Set.of());
        }
        List<Delta> deltas = text == null ? List.of() : List.of(new ContentDelta(text));
        Choice choice = end == null
                ? new OpenChoice(0, deltas, null, Extras.NONE, Extras.NONE)
                : new FinishedChoice(0, deltas, new FinishReason(end), null, Extras.NONE, Extras.NONE);
        return new CompletionChunk(
                null, null, null, null, List.of(choice), UsageNotReported.INSTANCE, Set.of(), Extras.NONE);
    }

    private static Map<String, JsonText> members(Payload payload) {
        try {
            return JsonText.of(payload.text()).members();
        } catch (IllegalArgumentException e) {
            Position position = new Position(payload.number(), payload.position(), null);
            throw new MalformedStreamException("the payload isn't JSON", position, null);
        }
    }

    private static @Nullable String string(@Nullable JsonText value) {
        return value == null ? null : value.string();
    }

    @Override
    public JsonText encode(Chunk chunk) {
        return completions.encode(chunk);
    }

    @Override
    public JsonText encode(TokenUsage usage) {
        return completions.encode(usage);
    }

    @Override
    public ChatException decode(ResponseHead head, byte[] body) {
        return completions.decode(head, body);
    }
}
