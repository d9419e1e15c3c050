package io.astreaming.json.responses;

import io.astreaming.chunk.Chunk;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.json.chunk.ReferenceChunkReader;
import io.astreaming.json.fast.FastEventReader;
import io.astreaming.json.fast.WorkspacePool;
import io.astreaming.json.token.PayloadParser;
import io.astreaming.jsontext.Extras;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.protocol.responses.ResponsesTranslator;
import io.astreaming.settings.StreamLimits;
import jakarta.json.stream.JsonParserFactory;

/** Decodes the payloads of one answer: it reads events, and has them translated. Not thread-safe. */
public final class ResponsesChunkDecoder implements ChunkDecoder {
    private static final ResponsesEventForm FORM = new ResponsesEventForm();

    private final FastEventReader<SequencedEvent> events;
    private final ResponsesTranslator translator = new ResponsesTranslator();

    /**
     * Creates a decoder for one stream.
     *
     * @param workspaces lends the working memory
     */
    public ResponsesChunkDecoder(JsonParserFactory parsers, StreamLimits limits, WorkspacePool workspaces) {
        events = new FastEventReader<>(FORM, new PayloadParser(parsers, limits), limits, workspaces);
    }

    @Override
    public Chunk decode(Payload payload) {
        SequencedEvent read;
        try {
            read = events.read(payload);
        } catch (MalformedStreamException e) {
            if (payload.event().equals(ReferenceChunkReader.ERROR)) {
                return ReferenceChunkReader.plainTextError(payload);
            }
            throw e;
        }
        Long sequence = read.sequence();
        return translator.translate(
                read.event(), sequence == null ? ResponsesTranslator.NO_SEQUENCE : sequence, events.noted());
    }

    /** Only reads the event, since the translator must not see it twice. */
    @Override
    public boolean canDecode(Payload payload) {
        try {
            var unused = events.read(payload);
            return true;
        } catch (MalformedStreamException e) {
            return payload.event().equals(ReferenceChunkReader.ERROR);
        }
    }

    @Override
    public boolean hasEnded() {
        return translator.hasEnded();
    }

    @Override
    public Extras streamExtras() {
        return translator.streamExtras();
    }

    /** Gateways add {@code [DONE]} to answers, whole or not. */
    @Override
    public boolean isEndedByDone() {
        return false;
    }

    @Override
    public void pause() {
        events.pause();
    }
}
