package io.astreaming.app.recording;

import io.astreaming.Protocols;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.error.ChatException;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.replay.format.RecordingFormat;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.UsageNotReported;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A recording of another protocol as one of chat completions, chunk by chunk. Items have no place there. */
final class Translation {
    private Translation() {}

    /**
     * Translates a recording.
     *
     * @return a recording with one chunk on each line, and {@code [DONE]} if the answer is whole
     * @throws IllegalArgumentException if nothing of it has a place in chat completions
     */
    static RecordedStream of(RecordedStream stream) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        ChunkDecoder decoder = Protocols.codec(stream.protocol()).chunkDecoder(StreamLimits.DEFAULT);
        JsonbChatCodec chat = new JsonbChatCodec();
        eachChunk(stream, decoder, chunk -> {
            if (isWorthTelling(chunk)) {
                lines.writeBytes((chat.encode(chunk).text() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        if (Inspector.inspect(stream).isWhole()) {
            lines.writeBytes("[DONE]\n".getBytes(StandardCharsets.UTF_8));
        }
        return RecordingReader.read(stream.name(), lines.toByteArray(), RecordingFormat.JSONL);
    }

    private static void eachChunk(RecordedStream stream, ChunkDecoder decoder, Consumer<Chunk> chunks)
            throws IOException {
        stream.eachPayload(payload -> {
            if (decoder.hasEnded()) {
                return;
            }
            try {
                chunks.accept(decoder.decode(Payload.of(payload)));
            } catch (ChatException e) {
                // A payload that can't be read has no place in another protocol; inspect tells what is wrong with it.
            }
        });
    }

    /** Keep-alives and items leave chunks without choices and usage. */
    private static boolean isWorthTelling(Chunk chunk) {
        return !(chunk instanceof CompletionChunk completion)
                || !completion.choices().isEmpty()
                || completion.usage() != UsageNotReported.INSTANCE;
    }
}
