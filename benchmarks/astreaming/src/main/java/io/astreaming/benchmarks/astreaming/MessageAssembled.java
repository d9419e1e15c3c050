package io.astreaming.benchmarks.astreaming;

import io.astreaming.json.JsonbMessagesCodec;

/** The whole machine, of the Messages API. */
public final class MessageAssembled extends Assembled {
    /** A reader. */
    public MessageAssembled() {
        super(new JsonbMessagesCodec());
    }
}
