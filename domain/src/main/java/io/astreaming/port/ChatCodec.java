package io.astreaming.port;

import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Protocol;

/**
 * Converts between the domain and the JSON of one protocol. Thread-safe; the chunk decoders that it creates are not.
 */
public interface ChatCodec extends RequestEncoder, ChunkEncoder, ErrorDecoder {
    /**
     * Creates a decoder for one stream.
     *
     * @param limits how much the decoder accepts
     * @return a new decoder
     */
    ChunkDecoder chunkDecoder(StreamLimits limits);

    /** {@return the protocol of the requests that this writes and of the payloads that its decoders read} */
    default Protocol protocol() {
        return Protocol.CHAT_COMPLETIONS;
    }
}
