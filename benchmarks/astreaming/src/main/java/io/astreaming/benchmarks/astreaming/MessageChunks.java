package io.astreaming.benchmarks.astreaming;

import io.astreaming.json.JsonbMessagesCodec;

/** From bytes to chunks, of the Messages API. */
public final class MessageChunks extends Chunks {
    /** A reader. */
    public MessageChunks() {
        super(new JsonbMessagesCodec());
    }
}
