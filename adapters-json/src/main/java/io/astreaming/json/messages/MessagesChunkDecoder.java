package io.astreaming.json.messages;

import io.astreaming.chunk.Chunk;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.json.chunk.ReferenceChunkReader;
import io.astreaming.json.fast.FastEventReader;
import io.astreaming.json.fast.WorkspacePool;
import io.astreaming.json.token.PayloadParser;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.protocol.messages.MessagesEvent;
import io.astreaming.protocol.messages.MessagesTranslator;
import io.astreaming.settings.StreamLimits;
import jakarta.json.stream.JsonParserFactory;

/** Decodes the payloads of one streamed message: it reads events, and has them translated. Not thread-safe. */
public final class MessagesChunkDecoder implements ChunkDecoder {
    private static final MessagesEventForm FORM = new MessagesEventForm();

    private final FastEventReader<MessagesEvent> events;
    private final MessagesTranslator translator;

    /**
     * Creates a decoder for one stream.
     *
     * @param workspaces lends the working memory
     */
    public MessagesChunkDecoder(JsonParserFactory parsers, StreamLimits limits, WorkspacePool workspaces) {
        events = new FastEventReader<>(FORM, new PayloadParser(parsers, limits), limits, workspaces);
        translator = new MessagesTranslator(limits);
    }

    @Override
    public Chunk decode(Payload payload) {
        MessagesEvent event;
        try {
            event = events.read(payload);
        } catch (MalformedStreamException e) {
            if (payload.event().equals(ReferenceChunkReader.ERROR)) {
                return ReferenceChunkReader.plainTextError(payload);
            }
            throw e;
        }
        return translator.translate(event, events.noted(), payload);
    }

    /** Only reads the event, since the translator must not see it twice. */
    @Override
    public boolean canDecode(Payload payload) {
        try {
            events.read(payload);
            return true;
        } catch (MalformedStreamException e) {
            return payload.event().equals(ReferenceChunkReader.ERROR);
        }
    }

    @Override
    public boolean hasEnded() {
        return translator.hasEnded();
    }

    /** Gateways add {@code [DONE]} to messages, whole or not. */
    @Override
    public boolean isEndedByDone() {
        return false;
    }

    @Override
    public void pause() {
        events.pause();
    }
}
