package io.astreaming.benchmarks.astreaming;

import io.astreaming.json.JsonbResponsesCodec;

/** The whole machine, of the Responses API. */
public final class ResponseAssembled extends Assembled {
    /** A reader. */
    public ResponseAssembled() {
        super(new JsonbResponsesCodec());
    }
}
