package io.astreaming.port;

import io.astreaming.settings.StreamLimits;

/** Converts between the domain and JSON. Thread-safe; the chunk decoders that it creates are not. */
public interface ChatCodec extends RequestEncoder, ChunkEncoder, ErrorDecoder {
    /**
     * Creates a decoder for one stream.
     *
     * @param limits how much the decoder accepts
     * @return a new decoder
     */
    ChunkDecoder chunkDecoder(StreamLimits limits);
}
