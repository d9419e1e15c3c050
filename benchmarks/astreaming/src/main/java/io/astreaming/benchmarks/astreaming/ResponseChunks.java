package io.astreaming.benchmarks.astreaming;

import io.astreaming.json.JsonbResponsesCodec;

/** From bytes to chunks, of the Responses API. */
public final class ResponseChunks extends Chunks {
    /** A reader. */
    public ResponseChunks() {
        super(new JsonbResponsesCodec());
    }
}
