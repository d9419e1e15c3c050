package io.astreaming.port;

import io.astreaming.settings.StreamLimits;

/** Everything between the domain and JSON. Thread-safe; the chunk decoders it makes are not. */
public interface ChatCodec extends RequestEncoder, ChunkEncoder, ErrorDecoder {
    /**
     * A decoder for one stream.
     *
     * @param limits how much to take
     * @return a new decoder
     */
    ChunkDecoder chunkDecoder(StreamLimits limits);
}
